#include "unions.h"

void fill_plain(union plain *p)
{
	p->f = 1.5f;
}

void fill_guarded(union guarded *g)
{
	g->b = 0x1122334455667788;
}

void fill_outer(struct outer *o)
{
	o->kind = 1;
	o->d = 2.5;
}

long read_guarded(const union guarded *g)
{
	return g->a.n;
}
