/*
 * The compilers' command lines, from --cc, --cc-flags, --rustc and --rustc-flags.
 */
#pragma once

#include "base/config.h"

struct build_commands {
	GPtrArray *c, *rust;          /* char *: environment (NAME=value), program, arguments; NULL: not given */
	char *c_folder, *rust_folder; /* where they run; NULL: here */
	GHashTable *target; /* rustc's target specification where --target names a file, flattened; or NULL */
};

/* Fills commands, which are zeroed; finished in any case. False after errors, which were reported. */
bool build_commands_read(const struct config *config, struct build_commands *commands);
void build_commands_finish(struct build_commands *commands);
