#include <stdarg.h>
#include <stdlib.h>
#include "functions.h"

division divide(int a, int b)
{
	return (division){ a / b, a % b };
}

large scale(large l, float by)
{
	return (large){ l.x * by, l.y * by, l.z * by };
}

mixed swap(mixed m)
{
	return (mixed){ m.b, m.a };
}

choice choose(choice c, _Bool twice)
{
	return twice ? (choice){ .d = c.d * 2 } : c;
}

int vsum(int count, va_list arguments)
{
	int total = 0;

	while (count--)
		total += va_arg(arguments, int);
	return total;
}

int sum(int count, ...)
{
	va_list arguments;
	int total;

	va_start(arguments, count);
	total = vsum(count, arguments);
	va_end(arguments);
	return total;
}

int call_table(const struct operations *ops, void *context)
{
	int a = 1, b = 2;

	ops->each(context, ops->apply(20));
	ops->each(context, ops->compare(&a, &b));
	return ops->apply(1);
}

static int negate(int x)
{
	return -x;
}

unary *pick(int which)
{
	return which ? negate : NULL;
}

int (*pick_plain(int which))(int)
{
	return pick(which);
}

void sort(int *values, size_t n, comparison by)
{
	qsort(values, n, sizeof(*values), by);
}

int old_style(int a, int b)
{
	return a - b;
}

void never(int code)
{
	exit(code);
}

int important(void)
{
	return 6;
}

const char *const *names(void)
{
	static const char *const list[] = { "first", "second", NULL };

	return list;
}

char letter(signed char a, unsigned char b, char c)
{
	return a + b + c;
}

unsigned short shorts(short a, unsigned short b)
{
	return a + b;
}

long long wide(long a, unsigned long b, long long c, unsigned long long d)
{
	return a + b + c + d;
}

void apply_all(int (*functions[])(int), int n, int *result)
{
	for (int i = 0; i < n; i++)
		*result = functions[i](*result);
}
