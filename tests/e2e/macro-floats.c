#include "macro-floats.h"

unsigned long long bits(int which)
{
	const double values[] = { F_PLAIN, F_SINGLE, F_HEX, F_HEX_NEGATIVE, F_SUM, F_HUGE, F_TINY, F_INFINITE, F_CAST, F_MIXED,
				  F_NEGATIVE_ZERO, F_SINGLE_SUM };
	unsigned long long result;

	__builtin_memcpy(&result, &values[which], sizeof(result));
	return result;
}
