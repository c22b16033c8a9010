/*
 * Boots a kernel in QEMU with modules in an initramfs, uses them as their test/ folders say, and judges what the kernel said.
 *
 * A module's test/ folder, of which nothing need be there:
 *
 *     run            a script for busybox's sh, run in the guest after each insmod with test/ as its folder: exit code 0 is a pass.
 *                    $KMOD is the module's name, $KMOD_FILE its file, $KMOD_ROUND the round, from 1. The line `kmod-test: monitor COMMAND` that
 *                    it prints gives COMMAND to QEMU's monitor.
 *     *.c            programs: NAME.c is compiled for the guest, linked statically, into NAME beside run
 *     parameters     of insmod
 *     expected       extended regular expressions, one a line, of messages that are faults but meant: each must come in each round,
 *                    unless it begins with "? ", and excuses its report
 *     modules        names of the kernel's own modules to load before
 *     qemu           arguments for QEMU
 *     architectures  where there is one, the module is only tested on these: arm64, x86, as in the kernel's arch/
 *
 * In the last four, lines that begin with # are comments.
 */
#pragma once

#include "kmod/kernel.h"
#include "kmod/module.h"

struct module_test {
	const struct module *module;
	/* The built module's path, beside which lies what is made for its test. NULL: it is for other architectures, and skipped. */
	const char *ko;
};

struct test_options {
	const char *image; /* NULL: kernel_image() */
	unsigned rounds; /* load, use, unload so many times */
	unsigned timeout; /* seconds for each module's machine; test/run may take a quarter of them */
	GPtrArray *qemu_args; /* char *, added to QEMU's own */
	const char *log; /* keep the consoles' text here; NULL: test.log beside each module */
	const char *busybox; /* NULL: looked for */
	bool is_quiet, is_verbose;
};

/* Whether the module in this folder is to be tested on the kernel's architecture. */
bool module_test_is_for(const char *folder, const struct kernel *kernel);

/* Whether all is there that it takes: an image, QEMU, a busybox. One error for the first that is not. */
bool module_tests_can_run(const struct kernel *kernel, const struct test_options *options);

/*
 * tests: array of struct module_test; each is run in a machine of its own. Prints the kernel's words as they come, then `ok NAME: …` or
 * `not ok NAME: why` for each, and how many passed. True where all did; what kept all from starting is one error.
 */
bool module_tests_run(const struct kernel *kernel, const GArray *tests, const struct test_options *options);
