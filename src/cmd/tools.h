/*
 * The programs that bindgen's command line can ask for: rustfmt and clang's preprocessor.
 */
#pragma once

#include "base/config.h"
#include "base/writer.h"

/* Whether the options name rustfmt. Without them the output is written as it is: it comes formatted. */
bool tools_wants_rustfmt(const struct config *config);
/* Replaces the text by what rustfmt makes of it; where that fails there is a warning, and the text stays. */
void tools_rustfmt(const struct config *config, struct writer *text);

/* --dump-preprocessed-input: writes __bindgen.i in the current folder. False, with an error, where clang fails. */
bool tools_preprocess(const struct config *config);
