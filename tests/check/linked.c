#include "same.h"
struct outer the_outer;
int outer_add(struct outer *o, unsigned n, enum state s, ...)
{
	return (int)(o->in.a + n + s);
}
struct inner by_value(struct inner i, double d)
{
	i.a += (int)d;
	return i;
}
