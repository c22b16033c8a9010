#include "name-keywords.h"

int virtual = 17;
static struct match the_match = { { 18 }, 19, -20 };
struct match *try = &the_match;

int macro(int type, int match, int self, int Self, int crate, int super, final override)
{
	return type + match + self + Self + crate + super + override;
}

int unsized(u8 a, u32 b, str *f)
{
	return a + b + f->fn + f->yield;
}

int yield(union use *use, enum mod mod, int (*fn)(int loop))
{
	return use->let + mod + fn(1);
}

int isize_user(struct isize *isize, __PTRDIFF_TYPE__ size, __SIZE_TYPE__ other)
{
	return isize->isize + size + other;
}

int f32(float f32, double f64)
{
	return f32 + f64;
}

int gen(int gen)
{
	return gen;
}
