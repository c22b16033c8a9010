/*
 * Patterns: what Rust's regex crate accepts, rejects and matches, and that GRegex does the same after the translation.
 */
#include "base/pattern.h"

#include <string.h>

struct match {
	const char *pattern, *yes, *no; /* names with blanks between; "" is the empty name; NULL: none to try */
};

static const struct match matches[] = {
	/* the whole name */
	{ "png_.*", "png_read png_", "my_png_read png" },
	{ "a|bc", "a bc", "ab abc" },
	{ "", "", "a" },
	{ "^foo$", "foo", "food" },
	{ "a.*|", "a ab", "b" },
	/* repetition: Rust repeats a repetition where PCRE2 has possessive ones */
	{ "a*+b", "b aab", "a" },
	{ "a++", "a aa", "b" },
	{ "a**", "aa", "b" },
	{ "a{2}", "aa", "a aaa" },
	{ "a{2,}", "aa aaa", "a" },
	{ "a{ 1 , 2 }", "a aa", "aaa" },
	{ "a{1}{2}", "aa", "a" },
	{ "a*?b+?c??d{1,2}?", "abcd bd aabbdd", "a" },
	{ "()*", "", "a" },
	{ "(ab)?c", "c abc", "ac" },
	/* groups and flags */
	{ "(?P<word>x)(?<two>y)", "xy", "x" },
	{ "(?:x|y)z", "xz yz", "z" },
	{ "(?i)foo|BAR", "FOO bar", "foobar" },
	{ "(?i:f)oo", "Foo foo", "FOO" },
	{ "a(?i)b|c", "ab aB C", "AB" },
	{ "(?i)a(?-i)b", "Ab ab", "AB" },
	{ "(?x) a b # c", "ab", "a" },
	{ "(?x: [ a b ]+ )c", "abc", "ab" },
	{ "(?U)a+", "aa", "b" },
	{ "(?-u)\\w+", "ab_1", "\xc3\xa9" },
	/* classes */
	{ "[a-c_]+", "abc_", "d" },
	{ "[^a]", "b \xc3\xa9", "a" },
	{ "[]a]+", "a] ]", "b" },
	{ "[^]a]", "b", "a ]" },
	{ "[-a]+", "-a", "b" },
	{ "[a-]+", "a-", "b" },
	{ "[[:alpha:]_]+", "ab_", "1 \xc3\xa9" },
	{ "[[:^alpha:]]", "1 \xc3\xa9", "a" },
	{ "[[:punct:]]", "! / ] ` ~", "a 1" },
	{ "[a-z&&[^m]]+", "abc", "m am" },
	{ "[a-c--b]+", "ac", "b" },
	{ "[a-g~~c-k]+", "abhk", "c d" },
	{ "[\\w--\\d]+", "abc", "a1" },
	{ "[^[^a]]", "a", "b" },
	{ "[a[b[c]]]+", "abc", "d" },
	{ "[&a]+", "&a", "b" },
	{ "[a&&]", NULL, "a &" },
	{ "[ab&&bc]", "b", "a c" },
	{ "[a-c&&b-d--c]", "b", "a c d" },
	{ "(?i)[k]", "k K", "l" },
	/* escapes */
	{ "\\w+\\d",
	  "ab1 \xc3\xa9"
	  "1",
	  "1 ab" },
	{ "\\x41\\x{42}\\u0043\\u{44}\\U00000045", "ABCDE", "abcde" },
	{ "\\.\\-\\#\\~\\&\\%\\@\\{\\}", ".-#~&%@{}", "x" },
	{ "\\pL+\\p{Nd}",
	  "\xc3\xa9"
	  "1",
	  "1" },
	{ "\\p{Greek}+", "\xce\xb1\xce\xb2", "ab" },
	{ "\\p{sc=Greek}", "\xce\xb1", "a" },
	{ "\\p{Uppercase_Letter}\\p{gc=lowercase letter}", "Ab", "AB" },
	{ "\\PL", "1", "a" },
	{ "(?i)\\p{Lu}", "a A", "1" },
	{ "\\p{L!=x}|\\p{gc!=Lu}", NULL, NULL },
	{ "\\bfoo\\b", "foo", "food" },
	{ "\\<foo\\>", "foo", "food" },
	{ "\\b{start}foo\\b{end}", "foo", "food" },
	{ "\\Afoo\\z", "foo", "food" },
	/* literal in Rust, or in both */
	{ "a}b]", "a}b]", "ab" },
	{ "a-b&&c~#", "a-b&&c~#", "a" },
	{ "a\\.h", "a.h", "axh" },
	{ "\xc3\xa9\xe4\xb8\xad+", "\xc3\xa9\xe4\xb8\xad", "e" },
};

struct mistake {
	const char *pattern;
	size_t offset;
	const char *message; /* a part of it */
};

static const struct mistake mistakes[] = {
	{ "*", 0, "nothing stands before '*'" },
	{ "+a", 0, "nothing stands before '+'" },
	{ "a|*", 2, "nothing stands before '*'" },
	{ "(?i)*", 4, "nothing stands before '*'" },
	{ "(?)", 1, "nothing stands before '?'" },
	{ "{", 0, "nothing stands before '{'" },
	{ "a{", 2, "a number is missing" },
	{ "a{x}", 2, "a number is missing" },
	{ "a{,2}", 2, "a number is missing" },
	{ "a{2", 1, "no closing '}'" },
	{ "a{2,", 4, "a number is missing" },
	{ "a{3,2}", 1, "ends before it begins" },
	{ "a{99999}", 2, "more than 65535" },
	{ "(a", 0, "no closing ')'" },
	{ "a(b(c)", 1, "no closing ')'" },
	{ "a)b", 1, "no group is open" },
	{ "[a", 0, "no closing ']'" },
	{ "[]", 0, "no closing ']'" },
	{ "x[a[b]", 1, "no closing ']'" },
	{ "[z-a]", 1, "ends before it begins" },
	{ "[a-\\d]", 3, "a character on either side" },
	{ "[a\\b]", 2, "an assertion within a class" },
	{ "a(?=b)", 1, "look-around is not supported" },
	{ "(?<!b)", 0, "look-around is not supported" },
	{ "(a)\\1", 3, "backreferences are not supported" },
	{ "\\0", 0, "backreferences are not supported" },
	{ "(?P=n)", 2, "unknown flag" },
	{ "(?>a)", 2, "unknown flag" },
	{ "(?z)", 2, "unknown flag" },
	{ "(?ii)", 3, "given twice" },
	{ "(?i-)", 3, "no flag follows" },
	{ "(?i--s)", 4, "a second '-'" },
	{ "(?i", 2, "no closing ')' or ':'" },
	{ "(?P<n>a)(?P<n>b)", 12, "there is a group 'n' already" },
	{ "(?P<>a)", 4, "name is empty" },
	{ "(?P<1>a)", 4, "not allowed in the name" },
	{ "(?P<n", 4, "no closing '>'" },
	{ "a\\", 1, "a lone '\\'" },
	{ "\\q", 0, "unknown escape" },
	{ "\\Qa\\E", 0, "unknown escape" },
	{ "\\\xc3\xa9", 0, "unknown escape" },
	{ "\\x4", 0, "ends too early" },
	{ "\\xzz", 2, "not a hexadecimal digit" },
	{ "\\x{}", 0, "no digits" },
	{ "\\x{d800}", 0, "not a Unicode character" },
	{ "\\x{110000000000}", 0, "not a Unicode character" },
	{ "\\p{Foo}", 3, "unknown Unicode property 'Foo'" },
	{ "\\p{L", 0, "no closing '}'" },
	{ "\\p", 0, "ends too early" },
	{ "(?-u)\\pL", 5, "not allowed under (?-u)" },
	{ "(?-u).", 5, "what is not UTF-8" },
	{ "(?-u)[^a]", 5, "what is not UTF-8" },
	{ "a\xff", 1, "not UTF-8" },
	{ "((a{1000}){1000}){1000}", 0, "too large" },
};

static bool matches_name(const char *pattern, const char *name)
{
	struct patterns patterns = { 0 };
	char *error = NULL;
	size_t offset;
	if (!patterns_add(&patterns, "--test", pattern, NULL, &error, &offset)) {
		g_test_message("%s at %zu", error, offset);
		g_free(error);
		g_test_fail();
		return false;
	}
	bool result = patterns_match(&patterns, name) != NULL;
	patterns_finish(&patterns);
	return result;
}

static void check_names(const char *pattern, const char *names, bool want)
{
	char **list = names ? g_strsplit(names, " ", -1) : g_new0(char *, 1);
	if (names && !*names) { /* g_strsplit() makes no list of "" */
		g_strfreev(list);
		list = g_new0(char *, 2);
		list[0] = g_strdup("");
	}
	for (char **name = list; *name; name++)
		if (matches_name(pattern, *name) != want) {
			g_test_message("'%s' %s '%s'", pattern, want ? "does not match" : "matches", *name);
			g_test_fail();
		}
	g_strfreev(list);
}

static void test_match(const void *data)
{
	const struct match *match = data;
	check_names(match->pattern, match->yes, true);
	check_names(match->pattern, match->no, false);
}

static void test_mistake(const void *data)
{
	const struct mistake *mistake = data;
	struct patterns patterns = { 0 };
	char *error = NULL;
	size_t offset = 999;
	g_assert_false(patterns_add(&patterns, "--test", mistake->pattern, NULL, &error, &offset));
	g_assert_true(patterns_empty(&patterns));
	g_assert_nonnull(strstr(error, mistake->message));
	g_assert_cmpuint(offset, ==, mistake->offset);
	g_free(error);
	patterns_finish(&patterns);
}

static void test_list(void)
{
	struct patterns patterns = { 0 };
	char *error = NULL;
	size_t offset;
	g_assert_true(patterns_empty(&patterns));
	g_assert_null(patterns_match(&patterns, "a"));
	g_assert_true(patterns_add(&patterns, "--one", "a.*", "first", &error, &offset));
	g_assert_true(patterns_add(&patterns, "--two", ".*b", NULL, &error, &offset));
	g_assert_true(patterns_add(&patterns, "--three", "c", NULL, &error, &offset));
	struct pattern *pattern = patterns_match(&patterns, "ab");
	g_assert_cmpstr(pattern->text, ==, "a.*");
	g_assert_cmpstr(pattern->payload, ==, "first");
	g_assert_cmpstr(pattern->option, ==, "--one");
	struct pattern **list = (struct pattern **)patterns.list->pdata;
	g_assert_true(list[0]->matched && list[1]->matched && !list[2]->matched);
	g_assert_null(patterns_match(&patterns, "x"));
	g_assert_nonnull(patterns_match(&patterns, "a\xff")); /* a file's name need not be UTF-8 */
	patterns_finish(&patterns);
	g_assert_true(patterns_empty(&patterns));
}

/* Every short text over the characters that mean something: either an error or a pattern, never a fault. */
static void test_all_short(void)
{
	static const char alphabet[] = "a(?)[]^-{1,}\\*|&P<:i";
	char text[5];
	size_t n = strlen(alphabet), total = n * n * n * n;
	for (size_t i = 0; i < total; i += 3) {
		struct patterns patterns = { 0 };
		char *error = NULL;
		size_t offset = 0;
		for (size_t k = 0, rest = i; k < 4; k++, rest /= n)
			text[k] = alphabet[rest % n];
		text[4] = '\0';
		if (patterns_add(&patterns, "--test", text, NULL, &error, &offset))
			patterns_match(&patterns, "aa");
		else
			g_assert_cmpuint(offset, <=, 4);
		g_free(error);
		patterns_finish(&patterns);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(matches); i++) {
		char *path = g_strdup_printf("/pattern/match/%zu", i);
		g_test_add_data_func(path, &matches[i], test_match);
		g_free(path);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(mistakes); i++) {
		char *path = g_strdup_printf("/pattern/mistake/%zu", i);
		g_test_add_data_func(path, &mistakes[i], test_mistake);
		g_free(path);
	}
	g_test_add_func("/pattern/list", test_list);
	g_test_add_func("/pattern/all-short", test_all_short);
	return g_test_run();
}
