/*
 * Takes out of a comparison of three views what one of its pairs says although another one has said it, or although nobody asked.
 *
 *     C against Rust:     struct point, field-offset y       stays
 *     headers against Rust: struct point, field-offset y     goes
 *
 * Nothing is taken for equal here: what is no difference by the other pairs becomes a gap.
 */
#include "compare/sift.h"

#include <string.h>

void sift_repeated(struct comparison *comparison, guint first)
{
	GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint kept = 0;
	for (guint i = 0; i < comparison->differences->len; i++) {
		struct difference *difference = &g_array_index(comparison->differences, struct difference, i);
		/* a function's type by itself has no names of parameters: "parameter 2" and "parameter 2 'flags'" are one */
		const char *member = difference->member ? difference->member : "";
		int length = g_str_has_prefix(member, "parameter ") ? (int)strcspn(member, "'") : (int)strlen(member);
		char *key = g_strdup_printf("%d\n%s\n%.*s", difference->kind, difference->subject, length, member);
		g_strchomp(key);
		bool is_new = g_hash_table_add(known, key);
		if (is_new || i < first)
			g_array_index(comparison->differences, struct difference, kept++) = *difference;
	}
	g_array_set_size(comparison->differences, kept);
	g_hash_table_unref(known);
}

void sift_unasked(struct comparison *comparison, guint first, unsigned pair)
{
	guint kept = first;
	for (guint i = first; i < comparison->gaps->len; i++) {
		struct gap *gap = &g_array_index(comparison->gaps, struct gap, i);
		if (gap->pair != pair || strcmp(gap->id, "only-right") != 0)
			g_array_index(comparison->gaps, struct gap, kept++) = *gap;
	}
	g_array_set_size(comparison->gaps, kept);
}

/* Whether the name of a constant is the implementation's (C17 7.1.3). subject: "constant NAME". */
static bool is_reserved(const char *subject)
{
	const char *name = strchr(subject, ' ');
	return name && name[1] == '_' && (name[2] == '_' || g_ascii_isupper(name[2]));
}

/* The index of such a difference in a pair, or -1. */
static int find_constant(const struct comparison *comparison, unsigned pair, const char *subject)
{
	for (guint i = 0; i < comparison->differences->len; i++) {
		const struct difference *one = &g_array_index(comparison->differences, struct difference, i);
		if (one->pair == pair && one->kind == DIFFERENCE_CONSTANT_VALUE && strcmp(one->subject, subject) == 0)
			return (int)i;
	}
	return -1;
}

void sift_reserved(struct comparison *comparison, unsigned headers)
{
	GArray *differences = comparison->differences;
	for (guint i = differences->len; i-- > 0;) {
		const struct difference one = g_array_index(differences, struct difference, i);
		if (one.kind != DIFFERENCE_CONSTANT_VALUE || one.pair == headers || !is_reserved(one.subject) ||
		    find_constant(comparison, headers, one.subject) < 0)
			continue;
		struct gap gap = { one.pair, "constant", strchr(one.subject, ' ') + 1, "compiler-dependent",
				   comparison_format(comparison, "the headers give it to gcc as %s and to clang as %s",
						     one.left, one.right) };
		g_array_append_val(comparison->gaps, gap);
		g_array_remove_index(differences, i);
	}
	for (guint i = differences->len; i-- > 0;) {
		const struct difference *one = &g_array_index(differences, struct difference, i);
		if (one->kind == DIFFERENCE_CONSTANT_VALUE && one->pair == headers && is_reserved(one->subject))
			g_array_remove_index(differences, i);
	}
}
