/* What evidence.c reads objects of: a function to call, one that no other file sees, and one whose address is taken. */
int elsewhere(long number);

int draw(int color)
{
	volatile char text[40];

	text[0] = (char)color;
	return text[0];
}

static int hidden(int color)
{
	return color + 1;
}

const void *const functions[] = { (const void *)hidden, (const void *)elsewhere };

#ifdef with_attribute
__asm__(".gnu_attribute 4, 1\n.gnu_attribute 32, 3, \"gnu\"");
#endif
