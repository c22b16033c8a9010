#include "aliases.h"

plain convert(plain a, chained b)
{
	return a + b;
}

int use(const struct user *u, point_t p, callback f)
{
	return u->a + u->b + u->c[3] + u->d.x + u->e->y + u->f(1, 0) + p.x + f(2, 0);
}
