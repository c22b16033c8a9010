/*
 * A set of names; symbols.h.
 */
#include "api/symbols.h"

#include <string.h>

void symbols_init(struct symbols *symbols)
{
	symbols->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void symbols_finish(struct symbols *symbols)
{
	g_hash_table_unref(symbols->names);
}

void symbols_add(struct symbols *symbols, const char *name, size_t length)
{
	const char *version = memchr(name, '@', length);
	g_hash_table_add(symbols->names, g_strndup(name, version ? (size_t)(version - name) : length));
}

bool symbols_have(const struct symbols *symbols, const char *name)
{
	return g_hash_table_contains(symbols->names, name);
}
