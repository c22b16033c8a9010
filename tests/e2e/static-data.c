#include "static-data.h"

const int elsewhere = 55;
int writable = 66;
const struct pair exported_pair = { 7, 8 };
const char exported_text[] = "exported";
const char *exported_pointer = "before";
const char *const exported_const_pointer = "fixed";

int bump(void)
{
	exported_pointer = "after";
	return ++mutable + writable++;
}
