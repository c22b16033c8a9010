#include <stdlib.h>
#include "style-flexarray-dst.h"

struct list *list_new(unsigned count)
{
	struct list *l = malloc(sizeof(*l) + count * sizeof(l->items[0]));

	l->count = count;
	for (unsigned i = 0; i < count; i++)
		l->items[i] = i * 10;
	return l;
}

long list_sum(const struct list *l)
{
	long sum = 0;

	for (unsigned i = 0; i < l->count; i++)
		sum += l->items[i];
	return sum;
}
