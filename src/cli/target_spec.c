/*
 * --target=./scripts/target.json to its keys and values.
 *
 *     { "disable-redzone": true, "features": "-mmx,+soft-float", "stack-probes": { "kind": "none" } }
 *
 * gives "disable-redzone" → "true", "features" → "-mmx,+soft-float", "stack-probes.kind" → "none".
 */
#include "cli/target_spec.h"

#include "base/diag.h"

#include <jansson.h>
#include <string.h>

enum { DEPTH_MAX = 8 };

static char *scalar_text(const json_t *value)
{
	if (json_is_string(value))
		return g_strdup(json_string_value(value));
	if (json_is_boolean(value))
		return g_strdup(json_is_true(value) ? "true" : "false");
	if (json_is_integer(value))
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (json_is_real(value))
		return g_strdup_printf("%g", json_real_value(value));
	return NULL;
}

static char *list_text(const json_t *list)
{
	GString *text = g_string_new(NULL);
	for (size_t i = 0; i < json_array_size(list); i++) {
		char *item = scalar_text(json_array_get(list, i));
		if (item)
			g_string_append_printf(text, "%s%s", text->len ? "," : "", item);
		g_free(item);
	}
	return g_string_free(text, FALSE);
}

static void flatten(json_t *object, const char *prefix, unsigned depth, GHashTable *target)
{
	const char *key;
	json_t *value;
	json_object_foreach(object, key, value)
	{
		char *name = g_strconcat(prefix, key, NULL);
		char *text = json_is_array(value) ? list_text(value) : scalar_text(value);
		if (json_is_object(value) && depth < DEPTH_MAX) {
			char *inner = g_strconcat(name, ".", NULL);
			flatten(value, inner, depth + 1, target);
			g_free(inner);
		}
		if (text)
			g_hash_table_insert(target, name, text);
		else
			g_free(name);
	}
}

static bool read_file(const char *path, GHashTable **target)
{
	char *text;
	gsize length;
	GError *io = NULL;
	json_error_t error;
	*target = NULL;
	if (!g_file_get_contents(path, &text, &length, &io)) {
		diag_error("cannot read the target specification '%s': %s", path, diag_file_error_text(io));
		g_error_free(io);
		return false;
	}
	json_t *root = json_loadb(text, length, 0, &error);
	g_free(text);
	if (!json_is_object(root)) {
		unsigned line = root ? 1 : (unsigned)MAX(error.line, 0);
		diag_report(SEVERITY_ERROR, (struct place){ path, line, 0 }, NULL,
			    root ? "a target specification is an object" : "not JSON: %s", error.text);
		json_decref(root);
		return false;
	}
	*target = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	flatten(root, "", 0, *target);
	json_decref(root);
	return true;
}

bool target_spec_read(const GPtrArray *command, const char *directory, GHashTable **target)
{
	const char *name = NULL;
	*target = NULL;
	for (guint i = 0; i < command->len; i++) {
		const char *word = command->pdata[i];
		if (g_str_has_prefix(word, "--target="))
			name = word + strlen("--target=");
		else if (strcmp(word, "--target") == 0 && i + 1 < command->len)
			name = command->pdata[i + 1];
	}
	if (!name || !g_str_has_suffix(name, ".json"))
		return true;
	char *path = g_path_is_absolute(name) || !directory ? g_strdup(name) : g_build_filename(directory, name, NULL);
	bool good = read_file(path, target);
	g_free(path);
	return good;
}
