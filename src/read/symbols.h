/*
 * Reads the names of a program's symbols from what tools print of them.
 */
#pragma once

#include "api/symbols.h"

#include <glib.h>
#include <stdbool.h>

/*
 * Adds the symbols of the files at paths (char *) to symbols, which symbols_init() has been called for. False if there was an error, which has been
 * reported at its line: one per file.
 */
bool symbols_read(const GPtrArray *paths, struct symbols *symbols);
