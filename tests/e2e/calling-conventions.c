// compilers: clang
#include "calling-conventions.h"

__attribute__((preserve_most)) void kept(void)
{
}

__attribute__((preserve_most)) static void kept_one(int x)
{
}

__attribute__((ms_abi)) int windows(int a, int b, long c)
{
	return a * 100 + b * 10 + c;
}

__attribute__((sysv_abi)) int unix_like(int a)
{
	return -a;
}

int normal(int x)
{
	return x * 2;
}

kept_pointer pick(kept_pointer p, int which)
{
	return which ? p : kept;
}

void fill(struct table *t)
{
	*t = (struct table){ 1, kept_one, windows, normal, 2 };
}
