/*
 * What it takes to run a kernel's architecture in QEMU on this computer: a table.
 */
#pragma once

#include "kmod/kernel.h"

struct machine {
	const char *arch;          /* as in arch/ */
	const char *needs;         /* the option that this row is for, or NULL */
	const char *qemu, *qemu_package;
	const char *options[8];    /* of QEMU, in pairs; a pair whose first word the user gives is left out */
	const char *console;
	unsigned elf;              /* e_machine of its programs */
	const char *host;          /* as uname -m has it */
	const char *cc, *cc_package; /* a compiler for programs, where the computer is another one */
	const char *busybox_package;
};

/* One error and NULL where there is no row. */
const struct machine *machine_find(const struct kernel *kernel);
/* Whether this computer is of that kind. */
bool machine_is_host(const struct machine *machine);
