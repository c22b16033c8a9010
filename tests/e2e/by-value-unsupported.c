#include "by-value-unsupported.h"

long double long_double_variable;

void struct_by_pointer(struct has_long_double *s, struct has_vector *v, struct has_quadruple *q, struct has_both *b)
{
	s->c = 's';
	v->c = 1234;
	q->c = 4321;
	b->d = 99;
}

void long_double_pointer(long double *x, vector4 *v)
{
	*x = 1;
	*v = (vector4){ 1, 2, 3, 4 };
}

int plain(int x)
{
	return x + 1;
}

int sizes(int which)
{
	const int values[] = { sizeof(struct has_long_double), _Alignof(struct has_long_double), sizeof(struct has_vector),
			       _Alignof(struct has_vector), sizeof(struct has_quadruple), _Alignof(struct has_quadruple),
			       sizeof(struct has_both), _Alignof(struct has_both), sizeof(struct has_pointer) };

	return values[which];
}

double _Complex complex_double(double _Complex z)
{
	return __builtin_conj(z) * 2;
}

float _Complex complex_float(float _Complex z, float _Complex y)
{
	return z + __builtin_conjf(y);
}
