/*
 * Layout assertions of the text, held against the layouts that were computed for the target.
 *
 *     assert!(::std::mem::size_of::<point>() == 8, "…");
 *     ["Offset of field: point::y"][::std::mem::offset_of!(point, y) - 4usize];
 *     assert_eq!(::std::mem::align_of::<point>(), 4usize, …);
 *
 * Where they differ, rustc refuses the text for this target: it was made for another one, or edited. The layout stays what the members say.
 */
#include "read/rust_bindings_parts.h"

enum { REPORTED = 10 };

struct checker {
	struct bindings *b;
	struct module *module;
	unsigned n_wrong;
	const struct decl *last; /* reported already */
};

/* The number that the expression at i is compared with. */
static bool read_expected(struct checker *checker, unsigned i, unsigned end, int64_t *number)
{
	const struct rust_file *file = &checker->b->file;
	unsigned first = i;
	while (i < end &&
	       (is_mark(file, i, '=') || is_mark(file, i, '!') || is_mark(file, i, '-') || is_mark(file, i, ',')))
		i++;
	struct cursor cursor = { i, end };
	if (i == first || i - first > 2)
		return false;
	struct number value = bindings_literal(checker->b, &cursor, (struct expected){ 0, false });
	if (value.bytes)
		g_byte_array_unref(value.bytes);
	*number = (int64_t)value.bits;
	return value.kind == NUMBER_INT && value.bits <= G_MAXINT64;
}

static void compare(struct checker *checker, const struct decl *decl, unsigned place, const char *what,
		    int64_t computed, int64_t said)
{
	if (computed == said)
		return;
	checker->n_wrong++;
	if (checker->n_wrong > REPORTED || checker->last == decl)
		return;
	checker->last = decl;
	diag_report(SEVERITY_ERROR, rust_place(&checker->b->file, checker->b->file.tokens[place].start),
		    "layout-assertion",
		    "%s of '%s' is %" G_GINT64_FORMAT " here, and %" G_GINT64_FORMAT
		    " by this assertion: the text does not compile for %s",
		    what, decl->name, computed, said,
		    checker->b->api->target.arch ? checker->b->api->target.arch : "this target");
}

/* The record that the tokens name, if its layout is known. */
static struct decl *find_record(struct checker *checker, struct span span)
{
	struct bindings *b = checker->b;
	struct cursor cursor = { span.start, span.end };
	struct path path;
	if (!bindings_read_path(b, &cursor, &path) || cursor.i != span.end)
		return NULL;
	struct decl *decl = bindings_resolve(b, checker->module, &path, false).decl;
	if (!decl || !decl->item || decl->item->kind != ITEM_RECORD)
		return NULL;
	return bindings_layout(b, decl).size >= 0 ? decl : NULL;
}

/* `size_of::<T>() == N`; i: size_of or align_of. */
static void check_size(struct checker *checker, unsigned i, unsigned end, bool is_align)
{
	struct bindings *b = checker->b;
	int64_t said;
	if (i + 2 >= end || !is_path(&b->file, i + 1) || !is_mark(&b->file, i + 2, '<'))
		return;
	unsigned behind = bindings_skip_angles(b, i + 2, end);
	struct decl *decl = find_record(checker, (struct span){ i + 3, behind - 1 });
	if (!decl || behind >= end || !is_mark(&b->file, behind, '('))
		return;
	if (!read_expected(checker, bindings_skip(b, behind, end), end, &said))
		return;
	struct layout layout = bindings_layout(b, decl);
	compare(checker, decl, i, is_align ? "alignment" : "size", is_align ? layout.align : layout.size, said);
}

/* `offset_of!(T, field) == N`; i: offset_of. */
static void check_offset(struct checker *checker, unsigned i, unsigned end)
{
	struct bindings *b = checker->b;
	int64_t said;
	if (i + 2 >= end || !is_mark(&b->file, i + 1, '!') || !is_mark(&b->file, i + 2, '('))
		return;
	struct span inside = bindings_inside(b, i + 2, end);
	unsigned comma = bindings_find(b, inside.start, inside.end, ",");
	if (comma + 2 != inside.end || !is_name(&b->file, comma + 1))
		return;
	struct decl *decl = find_record(checker, (struct span){ inside.start, comma });
	if (!decl || !decl->offsets || !read_expected(checker, bindings_skip(b, i + 2, end), end, &said))
		return;
	void *offset;
	if (g_hash_table_lookup_extended(decl->offsets, bindings_word(b, comma + 1), NULL, &offset))
		compare(checker, decl, i, "an offset", (int64_t)GPOINTER_TO_SIZE(offset), said);
}

void bindings_check_assertions(struct bindings *b)
{
	struct checker checker = { .b = b };
	for (unsigned n = 0; n < b->assertions->len; n++) {
		const struct impl *text = &g_array_index(b->assertions, struct impl, n);
		checker.module = text->module;
		for (unsigned i = text->body.start; i < text->body.end; i++) {
			if (b->file.tokens[i].kind != TOKEN_WORD)
				continue;
			bool is_align = has_text(&b->file, i, "align_of");
			if (is_align || has_text(&b->file, i, "size_of"))
				check_size(&checker, i, text->body.end, is_align);
			else if (has_text(&b->file, i, "offset_of"))
				check_offset(&checker, i, text->body.end);
		}
	}
	if (checker.n_wrong > REPORTED)
		diag_report(SEVERITY_ERROR, (struct place){ .file = b->file.path }, "layout-assertion",
			    "%u layout assertions differ from what is laid out for this target", checker.n_wrong);
}
