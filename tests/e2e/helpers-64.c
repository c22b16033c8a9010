#include "helpers-64.h"
#include <stdarg.h>

uint64_t ticks = 0x100000000;

uint64_t out_of_line(uint64_t x, int shift)
{
	return x << shift;
}

uint64_t with_list(uint64_t (*f)(va_list ap), ...)
{
	va_list ap;
	uint64_t x;

	va_start(ap, f);
	x = f(ap);
	va_end(ap);
	return x;
}

uint64_t call_with_list(uint64_t (*f)(va_list ap), uint64_t x)
{
	return with_list(f, 7, x);
}
