#include "style-opaque.h"

void fill(struct open *o)
{
	*o = (struct open){ 't', { 0x0102030405060708, { 'b' } }, { .d = 1.5 } };
}

int check(struct secret *s, union sealed s2)
{
	return s->a == 0x0102030405060708 && s->inner.b == 'b' && s2.d == 1.5;
}
