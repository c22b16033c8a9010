#include "style-derive.h"

int touch(struct nested *n)
{
	n->p.a++;
	return n->l.a[39] + n->b.b;
}
