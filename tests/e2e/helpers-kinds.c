#include "helpers-kinds.h"
#undef hidden_tag
#undef hidden_type

int taken(hidden_type x, const struct hidden_tag *p) { return x * p->a; }

int call_list(int (*f)(const char *, va_list), ...)
{
	va_list ap;
	int result;

	va_start(ap, f);
	result = f("A", ap);
	va_end(ap);
	return result;
}

int call_list_pointer(int (*f)(const char *, va_list *), ...)
{
	va_list ap;
	int result;

	va_start(ap, f);
	result = f("A", &ap);
	result = f("", &ap) + result * 1000;
	va_end(ap);
	return result;
}

int call_print(int (*f)(char *, size_t, const char *, va_list), char *to, size_t n, ...)
{
	va_list ap;
	int result;

	va_start(ap, n);
	result = f(to, n, "%d-%s", ap);
	va_end(ap);
	return result;
}
