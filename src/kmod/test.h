/*
 * Boots a kernel in QEMU with modules in an initramfs, uses them as their test/ folders say, and judges what the kernel said.
 */
#pragma once

#include "kmod/kernel.h"
#include "kmod/module.h"

struct module_test {
	const struct module *module;
	const char *ko;          /* path of the built module */
};

struct test_options {
	const char *image;       /* NULL: kernel_image() */
	unsigned rounds;         /* load, use, unload so many times */
	unsigned timeout;        /* seconds for all of it */
	GPtrArray *qemu_args;    /* char *, added to QEMU's own */
	const char *log;         /* keep the console's text here; NULL: beside the module */
	const char *busybox;     /* NULL: looked for */
};

/*
 * tests: array of struct module_test. Prints the kernel's words as they come, then `ok NAME: …` or `not ok NAME: why` for each. True where all
 * passed; what kept it from starting is one error.
 */
bool module_tests_run(const struct kernel *kernel, const GArray *tests, const struct test_options *options);
