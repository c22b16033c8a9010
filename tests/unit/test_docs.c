/*
 * Comments to Markdown: tables of comments and what rustdoc gets, and where the model's members get theirs.
 */
#include "pass/markdown.h"
#include "pass/pass.h"

#include <string.h>

struct example {
	const char *name;    /* of the test, and what is wrong if it fails */
	const char *comment;
	const char *markdown; /* NULL: nothing is left */
};

static const struct example marks[] = {
	{ "block", "/** Short. */", "Short." },
	{ "exclamation", "/*! Short. */", "Short." },
	{ "trailing-block", "/**< Short. */", "Short." },
	{ "trailing-exclamation", "/*!< Short. */", "Short." },
	{ "slashes", "/// One.\n    /// Two.", "One.\nTwo." },
	{ "slash-exclamation", "//! One.\n//! Two.", "One.\nTwo." },
	{ "trailing-slashes", "///< One.\n          ///< Two.", "One.\nTwo." },
	{ "stars", "/**\n\t * One.\n\t * Two.\n\t */", "One.\nTwo." },
	{ "no-stars", "/**\n   One.\n   Two.\n*/", "One.\nTwo." },
	{ "banner", "/*************\n * One.\n *************/", NULL },
	{ "banner-of-slashes", "////////////\n/// One.\n////////////", "One." },
	{ "banner-inside", "/** One.\n ***********\n * Two. */", "One.\n\nTwo." },
	{ "closing-stars", "/** One. **/", "One." },
	{ "bullets-are-no-marks", "/** List:\n   * one\n   * two\n\n text\n more\n end */",
	  "List:\n\n* one\n* two\n\ntext\nmore\nend" },
	{ "carriage-returns", "/**\r\n * One.\r\n * Two.\r\n */", "One.\nTwo." },
	{ "latin-1", "/** caf\xe9 */", "café" },
	{ "control",
	  "/** a\x01\x7f"
	  "b */",
	  "ab" },
	{ "direction",
	  "/** a\xe2\x80\xae"
	  "b\xe2\x81\xa6"
	  "c */",
	  "abc" },
	{ "empty", "/***/", NULL },
	{ "shortest", "/**/", NULL },
	{ "blank", "/**\n *\n */", NULL },
	{ "star-alone", "/** * */", NULL },
	{ "stars-alone", "/*****/", NULL },
	{ "slashes-alone", "////////", NULL },
};

static const struct example texts[] = {
	{ "paragraphs", "/** a\n *\n *\n * b\n */", "a\n\nb" },
	{ "tag", "/** see <stdio.h> and <T> */", "see \\<stdio.h> and \\<T>" },
	{ "closing-tag", "/** </div x */", "\\</div x" },
	{ "comparison", "/** a <b and b> c, a < b */", "a \\<b and b> c, a \\< b" },
	{ "html", "/** <b>bold</b> <tt>x[1]</tt> <em> it </em> */", "**bold** `x[1]` *it*" },
	{ "html-break", "/** a<br>b<br/> */", "a\\\nb" },
	{ "html-unclosed", "/** <b>bold */", "\\<b>bold" },
	{ "html-attributes", "/** <a href=\"x\">y</a> */", "y" },
	{ "html-paragraph", "/** a<p>b</p> */", "a\n\nb" },
	{ "html-list", "/** <ul><li>a</li><li>b</li></ul>c */", "* a\n* b\n\nc" },
	{ "html-pre", "/** <pre>\n *  x <y>\n * </pre> */", "```text\nx <y>\n```" },
	{ "html-comment", "/** <!-- x --> */", "\\<!-- x -->" },
	{ "brackets", "/** a[i], [x] and [y](z) */", "a\\[i], \\[x] and \\[y](z)" },
	{ "footnote", "/** [^1] [a]: b */", "\\[^1] \\[a]: b" },
	{ "link", "/** [the <x>](http://a.org/b_c) */", "[the \\<x>](http://a.org/b_c)" },
	{ "url", "/** (http://a.org/b_c). https://x.y/?a=b&c#d, */", "(<http://a.org/b_c>). <https://x.y/?a=b&c#d>," },
	{ "url-brackets", "/** <http://a.org> */", "<http://a.org>" },
	{ "url-parentheses", "/** http://a.org/b_(c) */", "<http://a.org/b_(c)>" },
	{ "stars", "/** char *a, *b and **c */", "char \\*a, \\*b and \\*\\*c" },
	{ "emphasis", "/** *one* **two three** x*y*z */", "*one* **two three** x\\*y\\*z" },
	{ "underscores", "/** __init a_b c_ FOO_* */", "`__init` a_b `c_` `FOO_*`" },
	{ "call", "/** foo() bar(3) */", "`foo()` bar(3)" },
	{ "code", "/** `a <b>` ``c`d`` */", "`a <b>` ``c`d``" },
	{ "code-lines", "/** `a\n * b` */", "`a b`" },
	{ "code-neighbours", "/** `a`foo() */", "`a` `foo()`" },
	{ "backtick", "/** it`s */", "it\\`s" },
	{ "old-quotes", "/** `word' and ``two words'' */", "`word` and \"two words\"" },
	{ "option", "/** --foo-bar=x a -- b */", "`--foo-bar=x` a -- b" },
	{ "percent", "/** 100% %NULL %-EINVAL %true \"%d\" %02x %lu */",
	  "100% `NULL` `-EINVAL` `true` \"%d\" %02x %lu" },
	{ "hash", "/** #Type #include #1 a#b */", "`Type` #include #1 a#b" },
	{ "ampersand", "/** &struct foo &x && &lt; a&b */", "`struct foo` `&x` && &lt; a&b" },
	{ "backslashes", "/** \\n \\\\ \\@ \\< \\% */", "\\\\n \\\\ \\@ \\< %" },
	{ "strike", "/** ~~a~~ */", "\\~~a\\~~" },
	{ "mail", "/** me@c.org */", "me@c.org" },
};

static const struct example blocks[] = {
	{ "list", "/** a:\n *  - b\n *    c\n *  - d\n *\n * e */", "a:\n\n* b\n  c\n* d\n\ne" },
	{ "list-nested", "/** - a\n *   - b\n *     + c\n * - d */", "* a\n  * b\n    * c\n* d" },
	{ "list-paragraph", "/** - a\n *\n *   b\n * - c */", "* a\n\n  b\n* c" },
	{ "list-numbers", "/** 1. a\n * 2) b\n *    - c */", "1. a\n2. b\n   * c" },
	{ "list-begins-late", "/** a\n *\n * 3. b */", "a\n\n3. b" },
	{ "list-number-in-list", "/**\n * - a\n *   10. b\n *\n *       c */", "* a\n\n  10. b\n\n      c" },
	{ "number-in-text", "/** in the year\n * 1986. It */", "in the year\n1986\\. It" },
	{ "dash-number", "/** -# a\n * -# b */", "1. a\n1. b" },
	{ "heading", "/** # A [b]\n * text */", "# A \\[b]\n\ntext" },
	{ "heading-underlined", "/** A\n * ===\n * text\n *\n * B\n * --- */", "# A\n\ntext\n\n## B" },
	{ "rule", "/** a\n *\n * -----\n * b */", "a\n\nb" },
	{ "quote", "/** a\n * > b */", "a\n\\> b" },
	{ "indented", "/** a\n *\n *     int x;\n *\n *       y\n * b */", "a\n\n```text\nint x;\n\n  y\n```\n\nb" },
	{ "indented-line", "/** a\n *     b */", "a\nb" },
	{ "indented-after-colon", "/** a:\n *     x\n *     y\n * b */", "a:\n\n```text\nx\ny\n```\n\nb" },
	{ "indented-in-list", "/**\n * - a\n *\n *       x */", "* a\n\n  ```text\n  x\n  ```" },
	{ "tabs", "/**\n * a\n *\n *\tx\ty\n */", "a\n\n```text\nx       y\n```" },
	{ "fence", "/** ```\n * fn main() {}\n * ``` */", "```text\nfn main() {}\n```" },
	{ "fence-language", "/** ```rust,ignore\n * x\n * ```\n * a */", "```text\nx\n```\n\na" },
	{ "fence-tildes", "/** ~~~{.c}\n * x ```\n * ~~~ */", "````text\nx ```\n````" },
	{ "fence-open", "/** ```c\n * x */", "```text\nx\n```" },
	{ "literal", "/** a::\n *\n *   x\n *\n *   y\n *\n * b */", "a:\n\n```text\nx\n\ny\n```\n\nb" },
	{ "literal-alone", "/** a\n *\n * ::\n *\n *   x */", "a\n\n```text\nx\n```" },
	{ "returns", "/** a\n * Returns: b\n *\n * c */", "a\n\nc\n\n# Returns\n\nb" },
	{ "note-is-text", "/** Note: a */", "Note: a" },
};

static const struct example doxygen[] = {
	{ "brief", "/** \\brief a\n *  b\n *\n * c */", "a\nb\n\nc" },
	{ "one-line", "/** @brief a @param b c @return d */", "a\n\n# Parameters\n\n* `b` — c\n\n# Returns\n\nd" },
	{ "param", "/** @param[in] a b\n *             c\n * @param [out,in] d - e\n * @param f: g */",
	  "# Parameters\n\n* `a` (in) — b\n  c\n* `d` (out, in) — e\n* `f` — g" },
	{ "param-blank", "/** @param a b\n *\n * c */", "c\n\n# Parameters\n\n* `a` — b" },
	{ "param-list", "/** @param a one of\n *   - x\n *   - y\n * @param b */",
	  "# Parameters\n\n* `a` — one of\n\n  * x\n  * y\n* `b`" },
	{ "param-code", "/** @param a\n * @code\n * x\n * @endcode */",
	  "# Parameters\n\n* `a`\n\n  ```text\n  x\n  ```" },
	{ "retval", "/** @return a\n * @retval 0 b\n * @retval 1 c */", "# Returns\n\na\n\n* `0` — b\n* `1` — c" },
	{ "sections", "/** @note a\n * @warning b\n * @note c\n * @sa d() */",
	  "# Note\n\na\n\nc\n\n# Warning\n\nb\n\n# See also\n\n`d()`" },
	{ "labels", "/** a\n * @since 1.2\n * @deprecated use b */", "a\n\n# Deprecated\n\nuse b\n\n**Since:** 1.2" },
	{ "par", "/** @par A title:\n * b\n *\n * c */", "c\n\n# A title\n\nb" },
	{ "par-lines", "/** @par a<br>> b\n * c */", "# a > b\n\nc" },
	{ "code", "/** a\n * @code{.c}\n *   if (x)\n *       y[0];\n * @endcode\n * b */",
	  "a\n\n```text\nif (x)\n    y[0];\n```\n\nb" },
	{ "verbatim", "/** \\verbatim x <y> \\endverbatim z */", "```text\nx <y>\n```\n\nz" },
	{ "code-open", "/** @code\n * x */", "```text\nx\n```" },
	{ "words", "/** @c a @p b, @a c @e d @em e @b f. */", "`a` `b`, *c* *d* *e* **f**." },
	{ "word-signs", "/** @c a[1] @p *b @a __c */", "`a[1]` `*b` `__c`" },
	{ "call", "/** @c foo(), @p bar(x) */", "`foo()`, `bar(x)`" },
	{ "ref", "/** @ref foo_bar and @ref x \"the [x]\" */", "`foo_bar` and the \\[x]" },
	{ "link", "/** @link foo the foo@endlink */", "the foo" },
	{ "formula", "/** @f$a_1 < b@f$ @f[ x^2 @f] */", "`a_1 < b`\n\n```text\nx^2\n```" },
	{ "break", "/** a @n b \\n\n * c */", "a \\\nb \\\nc" },
	{ "items", "/** @li a\n * @li b\n * @arg c */", "* a\n* b\n* c" },
	{ "groups", "/** @{ */", NULL },
	{ "groups-named", "/** @defgroup foo The foo\n * @ingroup bar\n * @{ */", "# The foo" },
	{ "skipped", "/** a\n * @htmlonly\n * <b>x\n * @endhtmlonly\n * b */", "a\n\nb" },
	{ "dropped", "/** @file x.h\n * @fn int a(void)\n * b */", "b" },
	{ "unknown", "/** @foo bar \\baz */", "@foo bar \\\\baz" },
	{ "escaped", "/** \\@param \\\\n */", "\\@param \\\\n" },
	{ "in-backticks", "/** a `x @param y` b */", "a `x @param y` b" },
};

/* The item is called foo. */
static const struct example kernel_doc[] = {
	{ "function", "/**\n * foo() - Short.\n * @a: b\n *     c\n * @...: d\n *\n * Long @a.\n *\n * Return: e\n */",
	  "Short.\n\nLong `a`.\n\n# Parameters\n\n* `a` — b\n  c\n* `...` — d\n\n# Returns\n\ne" },
	{ "struct", "/**\n * struct foo - short\n * @a: b */", "short\n\n# Parameters\n\n* `a` — b" },
	{ "plain-name", "/** foo - short */", "short" },
	{ "other-name", "/** bar - short */", "bar - short" },
	{ "colon", "/** foo: short */", "short" },
	{ "sections", "/** foo() - a\n *\n * Context: b\n *\n * c\n * Note: d\n * Description: e */",
	  "a\n\ne\n\n# Context\n\nb\n\nc\n\n# Note\n\nd" },
	{ "return-list", "/** foo() - a\n * Return:\n * * %0 - b\n * * %-EINVAL - c */",
	  "a\n\n# Returns\n\n* `0` - b\n* `-EINVAL` - c" },
	{ "parameter-called-p", "/** foo() - a\n * @p: b\n *\n * If @p is @c->d. */",
	  "a\n\nIf `p` is `c->d`.\n\n# Parameters\n\n* `p` — b" },
	{ "parameter-called-note", "/** foo() - a\n * @note: b */", "a\n\n# Parameters\n\n* `note` — b" },
	{ "at-return", "/** foo() - a\n * @b: c\n * @return: d\n */",
	  "a\n\n# Parameters\n\n* `b` — c\n\n# Returns\n\nd" },
	{ "references", "/** foo() - &struct a, &b->c, &enum d, &typedef e, &f() */",
	  "`struct a`, `b->c`, `enum d`, `typedef e`, `f()`" },
	{ "role", "/** foo() - see :c:func:`a` */", "see `a`" },
	{ "literal", "/** foo() - a\n *\n * Example::\n *\n *\tb(@c);\n *\n * d */",
	  "a\n\nExample:\n\n```text\nb(@c);\n```\n\nd" },
	{ "with-param", "/** foo() - a\n * @param b c @p d */", "a\n\n# Parameters\n\n* `b` — c `d`" },
	{ "own-member", "/** @foo: text\n *\n * more */", "text\n\nmore" },
	{ "own-member-nested", "/** @a.foo: text */", "text" },
	{ "gtk",
	  "/**\n * foo:\n * @a: (nullable) (transfer none): b\n *\n * See #C::d.\n *\n * Returns: (transfer full): e\n "
	  "*\n * Since: 2.4\n */",
	  "See `C::d`.\n\n# Parameters\n\n* `a` (nullable, transfer none) — b\n\n# Returns\n\n(transfer "
	  "full)\ne\n\n**Since:** 2.4" },
	{ "gtk-annotations", "/**\n * bar: (skip)\n * @a: b\n */", "# Parameters\n\n* `a` — b" },
	{ "gtk-code", "/**\n * foo:\n *\n * |[<!-- language=\"C\" -->\n *   a (b);\n * ]|\n * c */",
	  "```text\na (b);\n```\n\nc" },
};

static void test_example(const void *data)
{
	const struct example *example = data;
	const struct markdown_subject subject = { .name = "foo", .members_title = "Parameters" };
	g_autofree char *markdown = markdown_from_comment(example->comment, &subject);

	g_assert_cmpstr(markdown, ==, example->markdown);
}

static void add_examples(const char *group, const struct example *examples, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		g_autofree char *path = g_strdup_printf("/docs/%s/%s", group, examples[i].name);

		g_test_add_data_func(path, &examples[i], test_example);
	}
}

/* ---- the model ---- */

static const struct location somewhere = { 0, 1, 1 };

static struct type *record_type(struct api *api, struct item *item)
{
	struct type *type = api_new_type(api, TYPE_RECORD);

	type->item = item;
	return type;
}

/* struct outer { int a; struct { int b; }; struct inner { int c; } in[2]; }; */
static struct item *add_outer(struct api *api, struct item **anonymous, struct item **inner)
{
	struct item *outer = api_add_item(api, ITEM_RECORD, "outer", somewhere);
	struct type *number = api_new_type(api, TYPE_INT), *array = api_new_type(api, TYPE_ARRAY);

	*anonymous = api_add_item(api, ITEM_RECORD, NULL, somewhere);
	*inner = api_add_item(api, ITEM_RECORD, "inner", somewhere);
	array->array.element = record_type(api, *inner);
	outer->record.n_fields = 3;
	outer->record.fields = api_alloc(api, 3 * sizeof(struct field));
	outer->record.fields[0] = (struct field){ .name = "a", .type = number, .width = -1 };
	outer->record.fields[1] = (struct field){ .type = record_type(api, *anonymous), .width = -1 };
	outer->record.fields[2] = (struct field){ .name = "in", .type = array, .width = -1 };
	for (unsigned i = 0; i < 2; i++) {
		struct item *item = i == 0 ? *anonymous : *inner;

		item->parent = outer;
		item->record.n_fields = 1;
		item->record.fields = api_alloc(api, sizeof(struct field));
		item->record.fields[0] = (struct field){ .name = i == 0 ? "b" : "c", .type = number, .width = -1 };
	}
	return outer;
}

static void run_docs(struct api *api)
{
	struct config config;

	config_init(&config, PERSONALITY_BIND);
	pass_docs(api, &config);
	config_finish(&config);
}

static void test_members(void)
{
	struct api *api = api_new();
	struct item *anonymous, *inner, *outer = add_outer(api, &anonymous, &inner);

	outer->comment = "/** struct outer - short\n * @a: %1\n * @b: two\n * @in: three\n * @in.c: four\n * @d: "
			 "five\n * @a.b: six */";
	run_docs(api);
	g_assert_cmpstr(outer->record.fields[0].comment, ==, "`1`");
	g_assert_cmpstr(anonymous->record.fields[0].comment, ==, "two");
	g_assert_cmpstr(outer->record.fields[2].comment, ==, "three");
	g_assert_cmpstr(inner->record.fields[0].comment, ==, "four");
	g_assert_cmpstr(outer->comment, ==, "short\n\n# Members\n\n* `d` — five\n* `a.b` — six");
	api_free(api);
}

static void test_member_has_comment(void)
{
	struct api *api = api_new();
	struct item *anonymous, *inner, *outer = add_outer(api, &anonymous, &inner);

	outer->comment = "/** struct outer - short\n * @a: theirs\n * @in: same */";
	outer->record.fields[0].comment = "/** @a: own */";
	outer->record.fields[2].comment = "/**< same */";
	run_docs(api);
	g_assert_cmpstr(outer->record.fields[0].comment, ==, "own");
	g_assert_cmpstr(outer->record.fields[2].comment, ==, "same");
	g_assert_cmpstr(outer->comment, ==, "short\n\n# Members\n\n* `a` — theirs");
	api_free(api);
}

/* typedef struct outer outer_t; both with the same comment */
static void test_typedef(void)
{
	struct api *api = api_new();
	struct item *anonymous, *inner, *outer = add_outer(api, &anonymous, &inner);
	struct item *alias = api_add_item(api, ITEM_TYPEDEF, "outer_t", somewhere);

	outer->comment = alias->comment = "/** struct outer - short\n * @a: one */";
	alias->typedef_.type = record_type(api, outer);
	run_docs(api);
	g_assert_cmpstr(outer->record.fields[0].comment, ==, "one");
	g_assert_cmpstr(outer->comment, ==, "short");
	g_assert_cmpstr(alias->comment, ==, "short");
	api_free(api);
}

static void test_enumerators(void)
{
	struct api *api = api_new();
	struct item *item = api_add_item(api, ITEM_ENUM, "color", somewhere);

	item->comment = "/// @RED: like blood\n/// @BLUE: like the sea\n/// @GREEN: like grass";
	item->enumeration.n_values = 2;
	item->enumeration.values = api_alloc(api, 2 * sizeof(struct enumerator));
	item->enumeration.values[0].name = "RED";
	item->enumeration.values[1].name = "BLUE";
	item->enumeration.values[1].comment = "///< like the sky";
	run_docs(api);
	g_assert_cmpstr(item->enumeration.values[0].comment, ==, "like blood");
	g_assert_cmpstr(item->enumeration.values[1].comment, ==, "like the sky");
	g_assert_cmpstr(item->comment, ==, "# Values\n\n* `BLUE` — like the sea\n* `GREEN` — like grass");
	api_free(api);
}

/* A comment that nests without limit must not exhaust the stack. */
static void test_deep(void)
{
	static const char *const pieces[] = { "<b>", "<p>",    "- ",        "@note ", "[",   "*a ",
					      "`a ", "@code ", "@param x ", "foo::",  "``a " };

	for (unsigned i = 0; i < G_N_ELEMENTS(pieces); i++) {
		const struct markdown_subject subject = { .members_title = "Parameters" };
		g_autoptr(GString) comment = g_string_new("/** ");
		g_autofree char *markdown = NULL;

		for (unsigned k = 0; k < 20000; k++)
			g_string_append(comment, pieces[i]);
		g_string_append(comment, "x */");
		markdown = markdown_from_comment(comment->str, &subject);
		g_assert_nonnull(markdown);
		g_assert_nonnull(strchr(markdown, 'x'));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	add_examples("marks", marks, G_N_ELEMENTS(marks));
	add_examples("texts", texts, G_N_ELEMENTS(texts));
	add_examples("blocks", blocks, G_N_ELEMENTS(blocks));
	add_examples("doxygen", doxygen, G_N_ELEMENTS(doxygen));
	add_examples("kernel-doc", kernel_doc, G_N_ELEMENTS(kernel_doc));
	g_test_add_func("/docs/model/members", test_members);
	g_test_add_func("/docs/model/member-has-comment", test_member_has_comment);
	g_test_add_func("/docs/model/typedef", test_typedef);
	g_test_add_func("/docs/model/enumerators", test_enumerators);
	g_test_add_func("/docs/deep", test_deep);
	return g_test_run();
}
