#include "tutorial.h"

void hello_function(int i, hs_t *h)
{
	h->x += i;
	h->y = 10 * i;
}
