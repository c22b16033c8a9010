#include "signed-bitfields.h"

void fill(struct fields *f)
{
	*f = (struct fields){ .minus = -1, .plain = 511, .tiny = -4, .byte = 200, .half = -1024, .wide = -(1L << 44), .full = ~0ul,
			      .full_signed = -2, .yes = 1, .kind = SMALL_B, .sign = NEGATIVE_A, .degrees = -273, .letter = -17,
			      .one = -1, .after = 77, .last = 0x7ffffffe };
}

int check(const struct fields *f)
{
	return f->minus == -64 && f->plain == 300 && f->tiny == 3 && f->byte == 129 && f->half == 1023 && f->wide == (1L << 44) - 1 &&
	       f->full == 0x8000000000000001 && f->full_signed == -0x7fffffffffffffff - 1 && !f->yes && f->kind == SMALL_A &&
	       f->sign == NEGATIVE_B && f->degrees == 2047 && f->letter == 31 && f->one == 0 && f->after == -77 && f->last == 5;
}

void fill_window(struct window *w)
{
	*w = (struct window){ 0xfedcba987654321, 0xa, 0x7edcba9876543210, -1, -65536, 0x1fff, 2, 0xfedcba9876, -8388608 };
}

int check_window(const struct window *w)
{
	return w->a == 0x123456789abcdef && w->b == 5 && w->c == 0x123456789abcdef0 && w->d == 0 && w->e == 65535 && w->f == 0x1001 &&
	       w->g == 1 && w->h == 0x8000000001 && w->i == 8388607;
}

void fill_tight(struct tight *t)
{
	*t = (struct tight){ 5, 0x2aaaaaaaaaaaaaaa, -5, -6, 1 };
}

int check_tight(const struct tight *t)
{
	return t->a == 2 && t->b == 0x1555555555555555 && t->c == 0x3fffffff && t->d == 0x0123456789abcdef && t->e == 0;
}

void fill_overlay(union overlay *o)
{
	o->all = 0xabcdef9f;
}
