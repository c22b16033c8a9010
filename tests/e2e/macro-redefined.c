#include "macro-redefined.h"

int value(int which)
{
	const int values[] = { HZ, OUTER, PUSHED, SNAPSHOT, AND_BACK };

	return values[which];
}
