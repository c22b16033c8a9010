/*
 * rustc's target specifications, https://doc.rust-lang.org/rustc/targets/custom.html, as far as the comparison of flags asks for them.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/*
 * The keys of the specification that rustc's command names with --target=FILE.json, relative to directory: "disable-redzone" → "true",
 * members of objects with a dot ("stack-probes.kind" → "none"), lists joined by commas. *target is NULL where the command names a builtin
 * target or none; else freed by the caller. False after an error, which was reported.
 */
bool target_spec_read(const GPtrArray *command, const char *directory, GHashTable **target);
