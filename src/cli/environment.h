/*
 * What bindgen takes from the environment.
 */
#pragma once

#include <glib.h>

/* What clang calls the machine, which Rust may name in its own way: riscv64gc-unknown-linux-gnu. Freed by the caller. */
char *environment_clang_triple(const char *rust);

/*
 * Adds to args (char *, owned by the array): --target=… in front where TARGET, which Cargo sets for build scripts, names another machine and
 * args name none; the words of BINDGEN_EXTRA_CLANG_ARGS behind all others.
 */
void environment_add_flags(GPtrArray *args);
