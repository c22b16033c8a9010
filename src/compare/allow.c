/*
 * --allow FILE: differences that a project knows and accepts.
 *
 *     # the firmware's structs are packed, and Rust copies them
 *     field-offset   struct wire.*            # copied byte by byte
 *     size           struct wire
 *     parameter-*    function legacy_?oo      # rust#4711
 *
 * A line is the kind of difference, the subject with or without a member, and behind a '#' why. '*' and '?' stand for any text
 * and any character in both. A subject without a member means all of it; "struct " and its like may be left out.
 */
#include "compare/compare.h"

#include "base/diag.h"

#include <string.h>

struct rule {
	char *kind, *subject;
	const char *reason; /* in the comparison */
	unsigned line, column;
	bool matched;
};

static void free_rule(void *data)
{
	struct rule *rule = data;

	g_free(rule->kind);
	g_free(rule->subject);
	g_free(rule);
}

/* ---- reading ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool kind_exists(const char *pattern)
{
	for (unsigned i = 0; i < DIFFERENCE_KINDS; i++)
		if (g_pattern_match_simple(pattern, difference_kind_names[i]))
			return true;
	return false;
}

static bool report_unknown_kind(struct place place, const char *kind)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (unsigned i = 0; i < DIFFERENCE_KINDS; i++)
		g_ptr_array_add(names, (gpointer)difference_kind_names[i]);
	g_autofree char *nearest = diag_nearest(kind, names);
	if (nearest)
		diag_report(SEVERITY_ERROR, place, NULL, "there is no kind of difference '%s': %s?", kind, nearest);
	else
		diag_report(SEVERITY_ERROR, place, NULL, "there is no kind of difference '%s'", kind);
	return false;
}

/* One line without its end. Adds a rule unless it is empty; false after an error. */
static bool read_line(struct comparison *comparison, struct place place, const char *line, GPtrArray *rules)
{
	const char *hash = strchr(line, '#'), *end = hash ? hash : line + strlen(line), *p = line;

	while (p < end && is_blank(*p))
		p++;
	if (p == end)
		return true;
	const char *kind = p;
	while (p < end && !is_blank(*p))
		p++;
	g_autofree char *word = g_strndup(kind, (size_t)(p - kind));
	place.column = (unsigned)(kind - line) + 1;
	if (!kind_exists(word))
		return report_unknown_kind(place, word);
	const char *behind = p;
	while (p < end && is_blank(*p))
		p++;
	while (end > p && is_blank(end[-1]))
		end--;
	if (p == end) {
		place.column = (unsigned)(behind - line) + 1;
		diag_report(SEVERITY_ERROR, place, NULL,
			    "what is allowed to differ is missing behind '%s': 'struct foo.member', 'function f'",
			    word);
		return false;
	}
	struct rule *rule = g_new0(struct rule, 1);
	g_autofree char *reason = g_strdup(hash ? hash + 1 : "");
	rule->kind = g_steal_pointer(&word);
	rule->subject = g_strndup(p, (size_t)(end - p));
	rule->reason = comparison_text(comparison, g_strstrip(reason));
	rule->line = place.line;
	rule->column = place.column;
	g_ptr_array_add(rules, rule);
	return true;
}

static bool read_rules(struct comparison *comparison, const char *path, GPtrArray *rules)
{
	g_autofree char *content = NULL;
	g_autoptr(GError) error = NULL;
	size_t length;
	bool ok = true;

	if (!g_file_get_contents(path, &content, &length, &error)) {
		diag_error("--allow: cannot read '%s': %s", path, diag_file_error_text(error));
		return false;
	}
	const char *bad;
	if (!g_utf8_validate(content, (gssize)length, &bad)) {
		struct place place = { path, 1, 1 };
		for (const char *p = content; p < bad; p++) {
			place.column = *p == '\n' ? 1 : place.column + 1;
			place.line += *p == '\n';
		}
		diag_report(SEVERITY_ERROR, place, NULL, "the file is no text in UTF-8");
		return false;
	}
	g_auto(GStrv) lines = g_strsplit(g_str_has_prefix(content, "\xef\xbb\xbf") ? content + 3 : content, "\n", -1);
	for (unsigned i = 0; lines[i]; i++) {
		size_t end = strlen(lines[i]);
		if (end && lines[i][end - 1] == '\r')
			lines[i][end - 1] = '\0';
		ok &= read_line(comparison, (struct place){ path, i + 1, 0 }, lines[i], rules);
	}
	return ok;
}

/* ---- matching ---- */

static bool matches(const struct rule *rule, const char *subject, const char *member)
{
	if (g_pattern_match_simple(rule->subject, subject))
		return true;
	if (!member)
		return false;
	g_autofree char *whole = g_strdup_printf("%s.%s", subject, member);
	return g_pattern_match_simple(rule->subject, whole);
}

static bool rule_allows(const struct rule *rule, const struct difference *difference)
{
	const char *bare = strchr(difference->subject, ' ');

	if (!g_pattern_match_simple(rule->kind, difference_kind_names[difference->kind]))
		return false;
	return matches(rule, difference->subject, difference->member) ||
	       (bare && matches(rule, bare + 1, difference->member));
}

static void apply(struct comparison *comparison, const GPtrArray *rules)
{
	for (guint i = 0; i < comparison->differences->len; i++) {
		struct difference *difference = &g_array_index(comparison->differences, struct difference, i);

		for (guint k = 0; k < rules->len; k++) {
			struct rule *rule = g_ptr_array_index(rules, k);

			if (!rule_allows(rule, difference))
				continue;
			rule->matched = true;
			if (!difference->allowed)
				difference->allowed = rule->reason;
		}
	}
}

bool compare_allow(struct comparison *comparison, const char *path)
{
	g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func(free_rule);

	if (!read_rules(comparison, path, rules))
		return false;
	apply(comparison, rules);
	for (guint i = 0; i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		if (!rule->matched)
			diag_report(SEVERITY_WARNING, (struct place){ path, rule->line, rule->column }, "unused-rule",
				    "nothing differs that '%s %s' would allow", rule->kind, rule->subject);
	}
	return true;
}
