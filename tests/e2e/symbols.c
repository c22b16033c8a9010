#include "symbols.h"

int renamed_variable = 8;

int renamed(int x)
{
	return x * 2;
}

int dollar$sign(int x)
{
	return x * 3;
}

int hidden_function(void)
{
	return 4;
}

int weak_function(void)
{
	return 5;
}

int ordinary(void)
{
	return in_header(in_header_static()) + hidden_function();
}
