#include "helpers.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static int error = 5;
const struct point origin;
int table[4] = { 4, 5, 6, 7 };
int jumped;
static jmp_buf place;

int *error_place(void) { return &error; }
void *allocate(size_t size, gfp_t flags) { return memset(malloc(size), (int)flags, size); }
const struct point *point_of(const struct point *p) { return p; }
void clear(struct point *p) { p->x = p->y = 0; }
int add_symbol(int a, int b) { return a + b; }
void leave(void) { longjmp(place, 1); }

int run_and_catch(void (*f)(int), int code)
{
	if (!setjmp(place))
		f(code);
	return jumped;
}
