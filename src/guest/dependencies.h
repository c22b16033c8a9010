/*
 * Names of the kernel's own modules → the files to load, each behind what it depends on.
 *
 *     gpio-mockup  →  irq_sim.ko.xz (unpacked), gpio-mockup.ko
 *
 * Dependencies are read from the modules themselves (`depends=` in .modinfo), so that packages that were only unpacked will do: they have no
 * modules.dep.
 */
#pragma once

#include "kmod/kernel.h"

#include <glib.h>
#include <stdbool.h>

struct dependency {
	char *name;  /* "irq_sim" */
	GBytes *ko;
};

/* names: char *. files: array of struct dependency, in the order to load them. A name that is built into the kernel adds nothing. */
bool dependencies_find(const struct kernel *kernel, const GPtrArray *names, GPtrArray *files);
GPtrArray *dependencies_new(void);

/* The comma-separated names in `depends=` of a module, for the caller to g_strfreev(); empty where it has none. */
char **dependencies_of(GBytes *ko);
