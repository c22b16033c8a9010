#include "types.h"
#ifndef __bpf__ /* it has neither floating point nor variadic functions */
#include "functions.h"
#endif

struct outer *the_outer;
struct scalars the_scalars;
struct bits the_bits;
struct tight the_tight;
struct tight_bits the_tight_bits;
union either the_either;
struct nothing the_nothing;
enum large the_large;
enum huge the_huge;
colour_t the_colour;
struct holder the_holder;

#ifndef __bpf__
int draw(struct outer *at, char c, enum colour colour, double d, _Bool flag)
{
	return at->tag + c + (int)colour + (int)d + flag;
}

void say(const char *format, ...)
{
	(void)format;
}

point_t move(point_t by, const struct list *list, unsigned long long count)
{
	by.x += list && count;
	return by;
}

word_t *find(struct forward *in, visit_t visit)
{
	static word_t none;
	return in && visit ? &none : 0;
}
#else
int count(struct outer *at, char c, point_t *where)
{
	return at->tag + c + where->x;
}
#endif
