/*
 * The clang reader: C headers in, model out. The only folder that includes clang-c.
 *
 *     library.c LIBCLANG_PATH
 *     unit.c    command line → two translation units, their diagnostics
 *     macro.c   macro names from the first, a probe for each into the second, values out of it
 *     decl.c    declarations → items
 *     type.c    clang's types → the model's
 *     target.c  probes that tell byte order, sizes and signs of the target
 */
#pragma once

#include "api/api.h"
#include "base/config.h"

/*
 * Reads config->headers with config->clang_args into api. Clang's own diagnostics are reported through diag; an error among
 * them, or clang failing altogether, makes it return false. Nothing of clang is alive when it returns.
 */
bool clang_read(const struct config *config, struct api *api);

/* "libclang 22.1.8", for --version. Freed by the caller. */
char *clang_version_text(void);

/*
 * Starts the program again with the libclang of LIBCLANG_PATH where that is not the one at hand; comes back where there is nothing to do, or it
 * cannot be. argv: that of main().
 */
void clang_choose_library(char **argv);
