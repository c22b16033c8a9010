/*
 * The guest's file system, as an archive in memory:
 *
 *     init                     init.sh
 *     bin/busybox
 *     dev/console
 *     kmod/settings            what init.sh has to know
 *     kmod/NAME.ko
 *     kmod/load/01-irq_sim.ko  the kernel's own modules to load before
 *     kmod/test/               the module's test/ folder, and its programs
 */
#pragma once

#include "guest/machine.h"
#include "guest/test.h"

struct initramfs {
	const struct kernel *kernel;
	const struct machine *machine;
	const struct module_test *test;
	const char *token;
	GBytes *busybox;
	unsigned rounds, limit;
};

/* One error where something is missing or does not compile, and NULL. */
GBytes *initramfs_make(const struct initramfs *initramfs);

/* The program at path (NULL: an installed one), if it is for the machine and needs no libraries; else one error and NULL. */
GBytes *initramfs_find_busybox(const struct machine *machine, const char *path);

/*
 * The words in the file of this name in test/ of the module's folder, without comments; empty where there is none. One error and NULL for unbalanced
 * quotes.
 */
GPtrArray *initramfs_test_words(const char *folder, const char *name);
/* The text of that file; NULL where there is none. */
char *initramfs_test_text(const char *folder, const char *name, char **path);
