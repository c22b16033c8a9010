/*
 * The flags that clang gets: those of a compilation database, of pkg-config, of --target and of the command line.
 */
#pragma once

#include "base/config.h"

/*
 * Puts config->clang_args into its final form: flags of -p, then of --pkg-config, then --target, then those behind `--`,
 * without the flags that only GCC knows (gcc_flags.def; a note under -v for each). What is wrong is reported: false.
 */
bool cflags_resolve(struct config *config);

/* The flags of the entry of DIR/compile_commands.json that suits the header best, appended to args (char *); false: reported. */
bool compile_commands_flags(const char *dir, const char *header, GPtrArray *args);
