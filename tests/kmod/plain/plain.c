/*
 * A module in C, the measure for those in Rust: its vermagic is the kernel's, and it has each section that Kbuild, gcc and objtool make of
 * returns, indirect calls, functions whose address nobody takes, and function entries.
 */
#include <linux/module.h>

static int (*volatile hook)(int);

static int twice(int x)
{
	return 2 * x;
}

int plain_uncalled(int x);
int plain_uncalled(int x)
{
	return hook(x) + 1;
}

static int __init plain_init(void)
{
	hook = twice;
	return hook(0);
}
module_init(plain_init);

static void __exit plain_exit(void)
{
	hook = NULL;
}
module_exit(plain_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("a module in C");
