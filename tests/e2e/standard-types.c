#include "standard-types.h"

size_t count(const struct standard *s, FILE *stream, const wchar_t *text, ssize_t n)
{
	return s->size + (stream ? 1 : 0) + wcslen(text) + n;
}

int format(char *into, size_t size, const char *format, va_list arguments)
{
	return vsnprintf(into, size, format, arguments);
}

unsigned long sizes(int which)
{
	const unsigned long values[] = { sizeof(struct standard), _Alignof(struct standard), offsetof(struct standard, wide),
					 offsetof(struct standard, aligned), offsetof(struct standard, list) };

	return values[which];
}

void fill(struct standard *s)
{
	s->i8 = INT8_MIN;
	s->u64 = UINT64_MAX;
	s->ip = -2;
	s->wide = L'€';
	s->c16 = u'€';
	s->c32 = U'😀';
	s->truth = true;
	s->fast = -3;
	s->size = 9;
}
