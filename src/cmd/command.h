/* What commands have in common: how they are found by name, and how they get their options. */
#pragma once

#include "base/config.h"

#include <stddef.h>

struct named_command {
	const char *name;
	int (*run)(int argc, char **argv); /* the words behind the name; enum exit_code */
};

/* Runs the one that argv[0] names. "braze kmod": what stands before it, for messages and as in "'braze kmod help' lists them". */
int command_dispatch(const struct named_command *commands, size_t n, const char *before, int argc, char **argv);

/* A command with options. */
struct command {
	enum personality personality;
	int (*run)(struct config *config); /* enum exit_code */
	int (*print_version)(void); /* the same; NULL: braze's version */
};

/* argv: what stands behind the command's name. The exit code. */
int command_run(const struct command *command, int argc, char **argv);
