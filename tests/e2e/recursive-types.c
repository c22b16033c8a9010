#include "recursive-types.h"

struct never_defined { int secret; };

int walk(tree *t, visitor *v)
{
	int sum;

	if (!t)
		return 0;
	sum = v->enter(v, t) + walk(t->children[0], v) + walk(t->children[1], v);
	return sum + (v->leave ? v->leave(v, t) : 0);
}

chain_pointer second(chain_type *c)
{
	return c->next(c);
}

static int increment(int x)
{
	return x + 1;
}

static int (*generate(int which))(int)
{
	return which ? increment : 0;
}

generator make(void)
{
	return generate;
}

struct never_defined *conjure(void)
{
	static struct never_defined n = { 42 };

	return &n;
}

int inspect(struct never_defined *n)
{
	return n->secret;
}
