/* A command that reads headers. */
#pragma once

#include "base/config.h"

struct command {
	enum personality personality;
	const char *name;                  /* for --help */
	int (*run)(struct config *config); /* enum exit_code */
	int (*print_version)(void);        /* the same; NULL: braze's version */
};

/* argv: what stands behind the command's name. The exit code. */
int command_run(const struct command *command, int argc, char **argv);
