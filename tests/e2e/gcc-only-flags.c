// compilers: gcc
#include "gcc-only-flags.h"

unsigned long size(void)
{
	return sizeof(struct sized);
}
