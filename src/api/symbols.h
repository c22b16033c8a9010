/*
 * The symbols of the program that the helpers will be linked into: what --symbols found in the output of nm and the like.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct symbols {
	GHashTable *names; /* char *: defined, and seen by the linker */
};

void symbols_init(struct symbols *symbols);
void symbols_finish(struct symbols *symbols);
/* name: length bytes, copied. A version behind '@' is none of the linker's business. */
void symbols_add(struct symbols *symbols, const char *name, size_t length);
bool symbols_have(const struct symbols *symbols, const char *name);
