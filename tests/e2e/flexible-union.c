#include <stdlib.h>
#include <string.h>
#include "flexible-union.h"

struct record *record_new(int length)
{
	struct record *r = calloc(1, sizeof(*r) + length * sizeof(int));

	r->length = length;
	for (int i = 0; i < length; i++)
		r->words[i] = 0x01010101 * (i + 1);
	return r;
}

union message *message_new(void)
{
	union message *m = calloc(1, 64);

	m->string.n = 5;
	strcpy(m->string.text, "hello, longer than the union");
	return m;
}

struct list *list_new(unsigned count)
{
	struct list *l = malloc(sizeof(*l) + count * sizeof(l->items[0]));

	l->count = count;
	for (unsigned i = 0; i < count; i++)
		l->items[i] = -(long)i;
	return l;
}

struct old *old_new(unsigned count)
{
	struct old *o = malloc(sizeof(*o) + count * sizeof(o->items[0]));

	o->count = count;
	for (unsigned i = 0; i < count; i++)
		o->items[i] = 100 + i;
	return o;
}

struct bits *bits_new(unsigned count)
{
	struct bits *b = malloc(sizeof(*b) + count);

	b->count = count;
	b->kind = 0xabc;
	for (unsigned i = 0; i < count; i++)
		b->bytes[i] = 200 + i;
	return b;
}

long list_sum(const struct list *l)
{
	long sum = 0;

	for (unsigned i = 0; i < l->count; i++)
		sum += l->items[i];
	return sum;
}
