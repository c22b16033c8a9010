/*
 * Writers: each prints the finished model in one language, into memory.
 */
#pragma once

#include "api/api.h"
#include "base/config.h"
#include "base/writer.h"

/* Raw FFI: `extern "C"` Rust in the shape of bindgen 0.72.1. */
void write_rust_ffi(const struct api *api, const struct config *config, struct writer *out);

/* C functions that call what has no symbol (function.helper): --helpers, --wrap-static-fns. They include headers as seen from the folder of the file
 * `path`; NULL: as they were given. */
void write_c_helpers(const struct api *api, const struct config *config, const char *path, struct writer *out);

/* A contract as the YAML that `braze bind --contract` reads. api: of what was left out of it. */
void write_contract(const struct contract *contract, const struct api *api, struct writer *out);

/* The model as JSON, every item with all that is known of it: --dump=STAGE, and what the tests read. */
void write_json_api(const struct api *api, struct writer *out);
/* --report: counts, and every item left out with location and reason. */
void write_json_report(const struct api *api, struct writer *out);
/* The same in a few readable lines, for standard error. */
void write_text_summary(const struct api *api, struct writer *out);
/*
 * One line, of what is left out and might be missed: all but macros without a value and functions without a symbol, or these too where it is
 * them that one asks for. Nothing if there is none.
 */
void write_text_losses(const struct api *api, bool is_about_macros, struct writer *out);

/* Items as nodes and what they need as edges, in the language of dot(1). */
void write_graphviz(const struct api *api, struct writer *out);
