#include "packed-aligned.h"

void fill_trace(struct trace_header *t)
{
	t->namespace_id = 0x1234;
	t->node_length = 21;
	t->overflow = 1;
	t->unused = 2;
	t->remaining = 100;
	t->more = 1;
	t->type_word = 0;
	t->type.bit1 = 1;
	t->type.rest = 0x12345678;
	t->first.value = 0xdeadbeef;
}

void fill_poll(struct poll_config *p)
{
	*p = (struct poll_config){ 7, 1, 0, 0xcafef00d };
}

void fill_peer(struct peer_parameters *p)
{
	*p = (struct peer_parameters){ -3, { 0x1122334455667788, "peer" }, 30, 40000, 50, 0x99aabbccddeeff00, 9 };
}

void fill_task(struct task *t)
{
	t->state = 'R';
	t->runtime = 0x0123456789abcdef;
}

void fill_around(struct around *a)
{
	a->tag = 't';
	a->line.word = 0x1020304050607080;
	a->end = 0xabcd;
}

void fill_holder(struct holder *h)
{
	h->c = 'c';
	fill_around(&h->around);
	fill_peer(&h->peer);
}

int check_peer(const struct peer_parameters *p)
{
	return p->association == 12 && p->interval == 13 && p->maximum == 14 && p->path == 15 && p->delay == 16 && p->last == 17;
}

int check_around(const struct around *a)
{
	return a->tag == 'x' && a->end == 0x5a5a;
}

#define TYPES(X) X(struct trace_header), X(struct poll_config), X(struct peer_parameters), X(struct statistics), \
	X(struct task), X(struct around), X(struct holder)

unsigned long size_of_type(int which)
{
	const unsigned long sizes[] = { TYPES(sizeof) };

	return sizes[which];
}

unsigned long align_of_type(int which)
{
	const unsigned long alignments[] = { TYPES(_Alignof) };

	return alignments[which];
}
