#include "enums.h"

color_alias next(enum color c)
{
	return c == RED ? GREEN : BLUE;
}

enum level raise(enum level l)
{
	return l == LOW ? MIDDLE : HIGH;
}

enum flags merge(enum flags a, enum flags b)
{
	return a | b;
}

enum wide widen(enum wide w, shape s)
{
	return s == FLAT ? WIDE_BIG : w;
}

int check(const struct holder *h)
{
	return h->color == BLUE && h->inner == INNER_B && h->nameless == NAMELESS_A && h->shape == ROUND &&
	       h->bits == (FLAG_A | FLAG_B);
}

void fill(struct holder *h)
{
	*h = (struct holder){ GREEN, INNER_A, NAMELESS_B, FLAT, FLAG_B };
}
