/*
 * What bindgen takes from the environment.
 */
#pragma once

#include <glib.h>

/*
 * Adds to args (char *, owned by the array): --target=… in front where TARGET, which Cargo sets for build scripts, names another machine and
 * args name none; the words of BINDGEN_EXTRA_CLANG_ARGS behind all others.
 */
void environment_add_flags(GPtrArray *args);
