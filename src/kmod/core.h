/*
 * Rust's core library, compiled for one kernel's flags and kept for the next build.
 */
#pragma once

#include "kmod/flags.h"

/*
 * The folder that has libcore.rlib and libcompiler_builtins.rlib, for the caller to free: in the user's cache ($XDG_CACHE_HOME/braze/core), under a
 * name that is made of rustc's identity and the flags. What is missing is built first, by one process while others wait. NULL, with an error, where it fails.
 */
char *core_get(const struct rustc *rustc, const struct rust_flags *flags);
