/*
 * QEMU: starts a machine, hands on what its console says, ends it in time.
 */
#pragma once

#include "guest/machine.h"

#include <glib.h>

struct qemu {
	const struct machine *machine;
	const char *image;
	GBytes *initramfs;
	GPtrArray *args;         /* char *: the user's and the test's */
	const char *kernel_args; /* more of them for the kernel */
	unsigned timeout;        /* seconds */
	void (*take)(const char *bytes, gsize n, void *data); /* the console's output */
	void (*idle)(void *data);                             /* about each second in which it said nothing */
	void *data;

	/* while it runs */
	GPid pid;
	int console, errors, monitor; /* -1: closed */
	GString *words;               /* of QEMU itself */
};

/* Whether QEMU is installed; else one error. */
bool qemu_is_there(const struct machine *machine);

/*
 * Runs the machine until it stops by itself, or its time is over. *why: what kept it from a regular end, for the caller to free, or NULL. False, after one
 * error, where QEMU does not start.
 */
bool qemu_run(struct qemu *qemu, char **why);

/* A line for the monitor of the machine that runs. */
void qemu_monitor(struct qemu *qemu, const char *command);

/* The command line, for those who want to see it; freed by the caller. */
GPtrArray *qemu_command(const struct qemu *qemu, int initramfs, int monitor);
