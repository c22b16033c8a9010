#include "style-anon-prefix.h"

int check(const struct area *a, const struct owner *o, named_by_typedef t)
{
	return a->vm_start == 1 && a->vm_end == 2 && a->flags == 3 && a->value.f == 4.5f && a->points[1].y == 6 &&
	       a->state == AREA_USED && a->owner.id == 7 && a->owner.inner.a == 8 && a->pointer->deep.c == 9 && o->id == 10 &&
	       global.x == LIMIT && t.k == 11 && t.n == 12;
}
