// compilers: clang
#include "half-floats.h"

void fill(struct has_half *h, struct has_bits *b, struct has_wide_bits *w)
{
	h->n = 77;
	b->c = 'b';
	w->c = 'w';
}

int sizes(int which)
{
	const int values[] = { sizeof(struct has_half), _Alignof(struct has_half), sizeof(struct has_bits), _Alignof(struct has_bits),
			       sizeof(struct has_wide_bits), _Alignof(struct has_wide_bits), __builtin_offsetof(struct has_bits, c),
			       __builtin_offsetof(struct has_wide_bits, c) };

	return values[which];
}
