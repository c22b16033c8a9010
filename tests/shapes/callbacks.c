#include <stdarg.h>
#include <stddef.h>
struct file;
struct operations {
	int (*open)(struct file *, const char *);
	long (*read)(struct file *, char *, size_t);
	int (*log)(const char *, ...);
	void (*stop)(void) __attribute__((noreturn));
	void (*each[2])(unsigned);
	void (*(*find)(int (*)(int)))(void);
	int (*quiet)(const char *, ...);
	int (*loud)(const char *);
	int (*sign)(unsigned);
	int (*many)(int, int);
	int (*windows)(int);
};
struct operations *use_operations;
