/*
 * Definitions that another compiler may not see, as an #if asks which one it is:
 *
 *     #if __has_builtin(__builtin_isdigit)
 *     #define isdigit(c) __builtin_isdigit(c)
 *     #else
 *     static inline int isdigit(int c) { … }     clang has this, GCC has the macro
 *     #endif
 *
 * A helper for such a function calls it without parentheses around its name, so that the macro will do as well.
 */
#include "read/clang/body.h"

#include <string.h>

/* From an #if to its #endif, where that or an #elif between asks. */
struct branch {
	unsigned first, last;
	bool asks;
};

static bool asks_compiler(const char *condition, size_t length)
{
	static const char *const words[] = { "__has_builtin", "__has_feature", "__has_extension", "__has_attribute",
					     "__clang",       "__GNUC",        "__llvm__" };
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_strstr_len(condition, (gssize)length, words[i]))
			return true;
	return false;
}

/* The end of the line, and of those that a backslash joins to it; *lines: how many. */
static const char *end_of_line(const char *text, unsigned *lines)
{
	const char *end = text;
	for (*lines = 1;; (*lines)++, end++) {
		end += strcspn(end, "\n");
		if (!*end || end == text || end[-1] != '\\')
			return end;
	}
}

/* struct branch, of the whole text. */
static GArray *find_branches(const char *text)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct branch));
	GArray *open = g_array_new(FALSE, FALSE, sizeof(struct branch));
	unsigned lines;
	for (unsigned line = 1; *text; line += lines) {
		const char *end = end_of_line(text, &lines);
		while (*text == ' ' || *text == '\t')
			text++;
		const char *word = text + (*text == '#');
		while (*word == ' ' || *word == '\t')
			word++;
		struct branch *innermost = open->len ? &g_array_index(open, struct branch, open->len - 1) : NULL;
		bool asks = *text == '#' && asks_compiler(text, (size_t)(end - text));
		if (*text == '#' && g_str_has_prefix(word, "if")) {
			struct branch branch = { line, 0, asks };
			g_array_append_val(open, branch);
		} else if (*text == '#' && g_str_has_prefix(word, "elif") && innermost) {
			innermost->asks |= asks;
		} else if (*text == '#' && g_str_has_prefix(word, "endif") && innermost) {
			innermost->last = line;
			if (innermost->asks)
				g_array_append_val(found, *innermost);
			g_array_set_size(open, open->len - 1);
		}
		text = *end ? end + 1 : end;
	}
	g_array_unref(open);
	return found;
}

static const GArray *branches_of(struct bodies *bodies, uint32_t file)
{
	GArray *branches = g_hash_table_lookup(bodies->branches, GUINT_TO_POINTER(file));
	char *text = NULL;
	if (branches)
		return branches;
	if (g_file_get_contents(g_ptr_array_index(bodies->reader->api->files, file), &text, NULL, NULL))
		branches = find_branches(text);
	else
		branches = g_array_new(FALSE, FALSE, sizeof(struct branch));
	g_free(text);
	g_hash_table_insert(bodies->branches, GUINT_TO_POINTER(file), branches);
	return branches;
}

bool body_is_conditional(struct bodies *bodies, struct location loc)
{
	const GArray *branches = loc.line ? branches_of(bodies, loc.file) : NULL;
	for (guint i = 0; branches && i < branches->len; i++) {
		const struct branch *branch = &g_array_index(branches, struct branch, i);
		if (loc.line > branch->first && loc.line < branch->last)
			return true;
	}
	return false;
}
