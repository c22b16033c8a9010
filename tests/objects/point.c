/* What the objects of this suite are compiled from. */
#include "point.h"

struct point origin = { 1, 2, 3, "origin", &origin };

int draw(struct point *point, int color)
{
	for (; point && point->x > color; point = point->next)
		color += point->y * point->z;
	return color;
}

#ifdef main_too
int main(void)
{
	return draw(&origin, 0);
}
#endif
