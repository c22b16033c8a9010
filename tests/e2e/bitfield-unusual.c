#include "bitfield-unusual.h"

void fill_microsoft(struct microsoft *m)
{
	*m = (struct microsoft){ -8, -32, 0x7ffff, -256, 'e' };
}

int check_microsoft(const struct microsoft *m)
{
	return m->a == 7 && m->b == 31 && m->c == -1 && m->d == 255 && m->e == 'f';
}

void fill_huge(struct huge *h)
{
	h->a = -((__int128)1 << 64);
	h->b = 0x7edcba9876543210;
	h->c = ((unsigned __int128)0xfffffffff << 64) | 0x123456789abcdef0;
}

int check_huge(const struct huge *h)
{
	return h->a == ((__int128)1 << 64) - 1 && h->b == 1 && h->c == ((unsigned __int128)0x800000000 << 64 | 7);
}

void fill_huge_small(struct huge_small *h)
{
	h->before = 'b';
	h->a = 99;
	h->after = 'a';
}

unsigned long size_microsoft(void)
{
	return sizeof(struct microsoft);
}

unsigned long size_huge(void)
{
	return sizeof(struct huge);
}

unsigned long size_huge_small(void)
{
	return sizeof(struct huge_small);
}
