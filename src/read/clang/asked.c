/*
 * What the user asks for by name, as far as the reader has to know before pass select decides: which macros are worth a probe, and which functions'
 * bodies a look.
 *
 *     --allowlist-function 'tree_.*' --used-by src      tree_free, and what the Rust in src names
 */
#include "read/clang/reader.h"

#include "api/uses.h"

bool reader_is_asked_for(const struct reader *reader, const char *name, struct location loc)
{
	const struct config *config = reader->config;
	const struct uses *uses = reader->api->uses;
	struct patterns functions = config->allow_functions, vars = config->allow_vars, types = config->allow_types;
	struct patterns items = config->allow_items, files = config->allow_files;
	bool has_allow = uses || !patterns_empty(&functions) || !patterns_empty(&vars) || !patterns_empty(&types) ||
			 !patterns_empty(&items) || !patterns_empty(&files);
	if (!has_allow || (uses && uses_have(uses, name)))
		return true;
	return patterns_match(&functions, name) || patterns_match(&items, name) ||
	       (!patterns_empty(&files) && loc.line &&
		patterns_match(&files, g_ptr_array_index(reader->api->files, loc.file)));
}
