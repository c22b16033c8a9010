/*
 * A kernel to build modules for: its folder of headers or objects → release, architecture, configuration.
 *
 *     /usr/src/linux-headers-6.12.117+deb12-amd64    Debian: Kbuild's own files lie in the -common folder beside it
 *     ~/linux, ~/linux-build                         a built source tree, or a folder of objects (O=)
 *
 * Packages that were unpacked somewhere else than / work as well: where the Makefile includes a folder that does not exist,
 * the one of the same name beside the headers is taken.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct kernel {
	char *folder;       /* absolute */
	char *source;       /* absolute: the folder of Kbuild's Makefile; often the same */
	char *release;      /* "6.12.117+deb12-amd64" */
	char *arch;         /* as in arch/: "x86", "arm64" */
	unsigned major, minor;
	GHashTable *config; /* "CONFIG_X" → "y", "m", "5", "\"text\"" */
};

/*
 * folder: NULL for /lib/modules/RELEASE/build; release: NULL for the folder's own, or else the running kernel's. On failure one error is
 * reported, nothing has to be freed and false is returned.
 */
bool kernel_open(const char *folder, const char *release, struct kernel *kernel);
void kernel_finish(struct kernel *kernel);

/* The value, owned by the kernel; NULL where it is not set. */
const char *kernel_config(const struct kernel *kernel, const char *name);
bool kernel_is_at_least(const struct kernel *kernel, unsigned major, unsigned minor);

/* One error for the first option that no module in Rust can be built with, and false; see unserved.def. */
bool kernel_is_served(const struct kernel *kernel);

/* The bootable image and the folder of its modules, for the caller to free; NULL where there is none. */
char *kernel_image(const struct kernel *kernel);
char *kernel_modules(const struct kernel *kernel);
