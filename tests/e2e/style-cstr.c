#include <string.h>
#include "style-cstr.h"

int same(const char *text)
{
	return strcmp(text, GREETING) == 0;
}
