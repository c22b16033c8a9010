#include "macro-duplicates.h"

int shared_counter = 9;

int compute(int x)
{
	return x * IPPROTO_B + SIG_TWO + KIND_X + limit;
}
