#define timezone hidden_by_the_library
#include "name-collisions.h"
#undef timezone

long timezone_of_ours __asm__("timezone") = 60;

int stat(const char *path, struct stat *into)
{
	into->size = 5;
	return path[0];
}

clash use_both(struct clash *tag, clash value)
{
	return tag->x + tag->y + value;
}

int use_other(union other *tag, other value)
{
	return tag->i + value.c;
}

int use_inner(struct inner *i, struct outer_inner *o)
{
	return i->a + o->b;
}

int use_bits(struct bits *b)
{
	return b->a * 100 + b->set_a * 10 + b->new_bitfield_1;
}

int use_prelude(struct String *s, struct Option *o, struct Default *d, int (*callback)(int))
{
	return s->Option + o->Some + d->None + (callback ? callback(1) : 0);
}

unsigned long long use_primitive(struct usize *u, __SIZE_TYPE__ size, unsigned char byte)
{
	return u->u8 + size + byte;
}

unsigned long long sizes(void)
{
	return sizeof(struct clash) << 16 | sizeof(union other) << 8 | sizeof(other);
}
