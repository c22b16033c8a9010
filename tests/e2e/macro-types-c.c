#include "macro-types-c.h"

int take_types(int a, unsigned b, long c, unsigned long d, long long e, unsigned long long f, char g, signed char h, short i,
	       unsigned short j, gfp_t k, u8 l, unsigned long m, double n, float o, _Bool p)
{
	return a == 5 && b == 5 && c == 5 && d == 5 && e == 5 && f == 5 && g == 5 && h == -5 && i == -5 && j == 5 && k == 5 &&
	       l == 5 && m == sizeof(int) && n == 1.5 && o == 1.5f && p;
}
