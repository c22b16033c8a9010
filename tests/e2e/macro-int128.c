#include "macro-int128.h"

unsigned __int128 pass(unsigned __int128 value, __int128 negative)
{
	return value * 3 + (negative == -1);
}

struct wide make(void)
{
	return (struct wide){ 1, (__int128)1 << 100 };
}
