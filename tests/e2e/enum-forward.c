#include "enum-forward.h"

int before(enum later *value)
{
	return *value == LATER_TOP;
}

enum later after(enum later value)
{
	return value == LATER_A ? LATER_TOP : LATER_A;
}

enum big after_big(enum big value)
{
	return value ^ 0xf;
}

enum never *opaque(enum never *value)
{
	return value;
}
