/*
 * Lists of name patterns over GRegex. rust_regex.c does what differs between the two languages.
 *
 * An empty pattern matches the empty name only, so `--allowlist-var ''` asks for no variable at all.
 */
#include "base/pattern.h"

#include "base/diag.h"
#include "base/rust_regex.h"

#include <string.h>

static void pattern_free(void *data)
{
	struct pattern *pattern = data;
	g_free(pattern->text);
	g_free(pattern->payload);
	if (pattern->regex)
		g_regex_unref(pattern->regex);
	g_free(pattern);
}

/* Most patterns are names: a kernel's bindings have forty thousand items to be compared with each. */
static bool is_name(const char *text)
{
	for (const char *c = text; *c; c++)
		if (!g_ascii_isalnum(*c) && *c != '_')
			return false;
	return *text;
}

static GRegex *compile(const char *text, char **error, size_t *offset)
{
	char *body = rust_regex_translate(text, error, offset);
	if (!body)
		return NULL;
	char *whole = g_strconcat("\\A(?:", body, ")\\z", NULL);
	GRegex *regex = g_regex_new(whole, G_REGEX_OPTIMIZE, 0, NULL);
	g_free(whole);
	g_free(body);
	if (!regex) { /* the translation is correct in itself, but PCRE2 has limits */
		*error = g_strdup("the expression is too large");
		*offset = 0;
	}
	return regex;
}

bool patterns_add(struct patterns *patterns, const char *option, const char *text, const char *payload, char **error,
		  size_t *offset)
{
	GRegex *regex = is_name(text) ? NULL : compile(text, error, offset);
	if (!regex && !is_name(text))
		return false;
	struct pattern *pattern = g_new0(struct pattern, 1);
	pattern->text = g_strdup(text);
	pattern->payload = g_strdup(payload);
	pattern->option = option;
	pattern->regex = regex;
	if (!patterns->list)
		patterns->list = g_ptr_array_new_with_free_func(pattern_free);
	g_ptr_array_add(patterns->list, pattern);
	return true;
}

bool pattern_matches(const struct pattern *pattern, const char *name)
{
	GError *error = NULL;
	if (!pattern->regex)
		return strcmp(pattern->text, name) == 0;
	bool found = g_regex_match_full(pattern->regex, name, -1, 0, 0, NULL, &error);
	if (error) {
		diag_error("%s '%s': matching '%s' takes too many steps", pattern->option, pattern->text, name);
		g_error_free(error);
	}
	return found;
}

struct pattern *patterns_match(struct patterns *patterns, const char *name)
{
	struct pattern *first = NULL;
	if (patterns_empty(patterns))
		return NULL;
	char *valid = g_utf8_validate(name, -1, NULL) ? NULL : g_utf8_make_valid(name, -1);
	for (guint i = 0; i < patterns->list->len; i++) {
		struct pattern *pattern = g_ptr_array_index(patterns->list, i);
		if (!pattern_matches(pattern, valid ? valid : name))
			continue;
		pattern->matched = true;
		first = first ? first : pattern;
	}
	g_free(valid);
	return first;
}

bool patterns_empty(const struct patterns *patterns)
{
	return !patterns->list || patterns->list->len == 0;
}

void patterns_finish(struct patterns *patterns)
{
	g_clear_pointer(&patterns->list, g_ptr_array_unref);
}
