/*
 * The kernel's own build system: asked for its flags, and told to make the module.
 */
#pragma once

#include "kmod/kernel.h"

/* What clang calls the machine that the kernel is for: "aarch64-linux-gnu"; NULL where braze does not know. */
const char *kbuild_target(const struct kernel *kernel);

/*
 * The words with which Kbuild compiles a module's C file, without the compiler, the source and the object; paths are absolute, and
 * KBUILD_MODNAME is name. Found by letting Kbuild compile a file without content in FOLDER/probe, whose .cmd file *command_file names.
 * NULL, with an error, where it fails; both are freed by the caller.
 */
GPtrArray *kbuild_flags(const struct kernel *kernel, const char *folder, const char *name, char **command_file);

/*
 * Runs `make modules` in the folder, which has a Kbuild file. Kbuild's warnings go to standard error, with verbose all that it says. False, with an
 * error, where it fails.
 */
bool kbuild_make(const struct kernel *kernel, const char *folder, unsigned jobs, bool verbose);
