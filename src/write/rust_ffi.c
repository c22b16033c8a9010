/*
 * The finished model to Rust FFI declarations in the shape of bindgen 0.72.1.
 *
 *     struct point { int x; };                  #[repr(C)]
 *     void draw(struct point *p);               #[derive(Debug, Copy, Clone)]
 *                                               pub struct point {
 *                                                   pub x: ::std::os::raw::c_int,
 *                                               }
 *                                               const _: () = { … layout assertions … };
 *                                               unsafe extern "C" {
 *                                                   pub fn draw(p: *mut point);
 *                                               }
 *
 * Order of the output: header comment, raw lines, the texts of runtime/ that the items need, the items. Nothing is
 * decided here: an item is printed as the passes left it. A type whose item is not written is named all the same
 * where the user provides it (blocked items), and never otherwise.
 */
#include "base/diag.h"
#include "runtime.h"
#include "write/rust.h"
#include "write/write.h"

#include <stdarg.h>
#include <string.h>

#ifndef BRAZE_VERSION
#error "the build defines BRAZE_VERSION"
#endif

/* ---- text ---- */

void rust_put_texts(GString *out, ...)
{
	va_list args;
	const char *text;
	va_start(args, out);
	while ((text = va_arg(args, const char *)))
		g_string_append_len(out, text, (gssize)strlen(text));
	va_end(args);
}

void rust_put_unsigned(GString *out, uint64_t number)
{
	char digits[24];
	char *first = digits + sizeof(digits);
	do
		*--first = (char)('0' + number % 10);
	while (number /= 10);
	g_string_append_len(out, first, digits + sizeof(digits) - first);
}

void rust_put_indent(GString *out, unsigned columns)
{
	static const char blanks[] = "                                ";
	while (columns) {
		unsigned n = MIN(columns, sizeof(blanks) - 1);
		g_string_append_len(out, blanks, n);
		columns -= n;
	}
}

void rust_put_string_literal(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (const char *c = text; *c; c++) {
		switch (*c) {
		case '"':
		case '\\':
			g_string_append_c(out, '\\');
			g_string_append_c(out, *c);
			break;
		case '\n':
			g_string_append(out, "\\n");
			break;
		case '\r':
			g_string_append(out, "\\r");
			break;
		default:
			g_string_append_c(out, *c);
		}
	}
	g_string_append_c(out, '"');
}

unsigned rust_column(const GString *out)
{
	gsize start = out->len;
	while (start && out->str[start - 1] != '\n')
		start--;
	return (unsigned)(out->len - start);
}

/* ---- comments and attributes ---- */

void rust_put_comment(const struct rust *r, GString *out, unsigned indent, const char *comment)
{
	if (!comment || r->config->no_doc_comments)
		return;
	/* A lone carriage return must not stand in a line comment. */
	if (strchr(comment, '\r')) {
		rust_put_indent(out, indent);
		g_string_append(out, "#[doc = ");
		rust_put_string_literal(out, comment);
		g_string_append(out, "]\n");
		return;
	}
	for (const char *line = comment; line;) {
		const char *end = strchr(line, '\n');
		size_t length = end ? (size_t)(end - line) : strlen(line);
		if (!end && !length && line != comment)
			break;
		rust_put_indent(out, indent);
		g_string_append(out, length ? "/// " : "///");
		g_string_append_len(out, line, (gssize)length);
		g_string_append_c(out, '\n');
		line = end ? end + 1 : NULL;
	}
}

/* `#[a],#[b(c, d)]`: one line for each attribute; commas within brackets belong to it. */
static void put_attribute_list(GString *out, const char *list)
{
	int depth = 0;
	for (const char *c = list; *c; c++) {
		if (!depth && (*c == ',' || *c == ' '))
			continue;
		depth += (*c == '[' || *c == '(') - (*c == ']' || *c == ')');
		g_string_append_c(out, *c);
		if (*c == ']' && !depth)
			g_string_append_c(out, '\n');
	}
	if (out->len && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
}

/* Never NULL. What is said of a typedef is not for the new type that it may be written as: bindgen's choice. */
static const struct annotation *annotation_of(const struct item *item)
{
	static const struct annotation none;
	return item->annotation && item->kind != ITEM_TYPEDEF ? item->annotation : &none;
}

bool rust_is_must_use(const struct rust *r, const struct item *item)
{
	const GPtrArray *list = r->config->must_use_types.list;
	bool must_use = annotation_of(item)->must_use;
	for (unsigned i = 0; list && i < list->len && !must_use; i++)
		must_use = pattern_matches(list->pdata[i], item->rust_name);
	return must_use;
}

void rust_put_attributes(const struct rust *r, GString *out, const struct item *item, const struct patterns *one)
{
	const struct patterns *lists[] = { &r->config->custom_attributes, one };
	for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++)
		for (unsigned i = 0; lists[l]->list && i < lists[l]->list->len; i++) {
			const struct pattern *pattern = g_ptr_array_index(lists[l]->list, i);
			if (pattern_matches(pattern, item->rust_name))
				put_attribute_list(out, pattern->payload);
		}
	if (annotation_of(item)->attributes)
		put_attribute_list(out, annotation_of(item)->attributes);
	if (rust_is_must_use(r, item))
		g_string_append(out, "#[must_use]\n");
}

/* Each of the list's names that was not derived yet. */
static void put_custom_derives(GString *names, const char *list)
{
	char **words = g_strsplit_set(list, ", ", -1);
	for (char **word = words; *word; word++) {
		if (!**word)
			continue;
		char *spaced = g_strdup_printf(" %s,", *word);
		char *present = g_strdup_printf(" %s,", names->str);
		if (!strstr(present, spaced))
			rust_put(names, *word, ", ");
		g_free(present);
		g_free(spaced);
	}
	g_strfreev(words);
}

void rust_put_derives(const struct rust *r, GString *out, const struct item *item, unsigned derives,
		      const struct patterns *one)
{
	static const char *const names[] = {
		"Debug, ", "Default, ", "Copy, ", "Clone, ", "Hash, ", "PartialOrd, ", "Ord, ", "PartialEq, ", "Eq, ",
	};
	const struct patterns *lists[] = { &r->config->custom_derives, one };
	GString *list = g_string_new(NULL);
	for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
		if (derives & 1u << i)
			g_string_append(list, names[i]);
	for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++)
		for (unsigned i = 0; lists[l]->list && i < lists[l]->list->len; i++) {
			const struct pattern *pattern = g_ptr_array_index(lists[l]->list, i);
			if (pattern_matches(pattern, item->rust_name))
				put_custom_derives(list, pattern->payload);
		}
	if (annotation_of(item)->derives)
		put_custom_derives(list, annotation_of(item)->derives);
	if (list->len) {
		g_string_truncate(list, list->len - 2);
		rust_put(out, "#[derive(", list->str, ")]\n");
	}
	g_string_free(list, TRUE);
}

/* ---- runtime ---- */

/* A text of runtime/ with the names and the constness that the Rust version and the options ask for. */
static void put_runtime(const struct rust *r, GString *out, const char *text)
{
	GString *copy = g_string_new(text);
	if (strcmp(r->std, "::core") != 0)
		g_string_replace(copy, "::core::", "::std::", 0);
	if (!*r->constant) {
		g_string_replace(copy, "const fn ", "fn ", 0);
		g_string_replace(copy, "const unsafe fn ", "unsafe fn ", 0);
		g_string_replace(copy, "pub fn new(", "pub const fn new(", 0);
	}
	g_string_append_len(out, copy->str, (gssize)copy->len);
	g_string_free(copy, TRUE);
}

/* The user may provide these types, too. */
static bool is_blocked(const struct config *config, const char *type)
{
	return patterns_match((struct patterns *)&config->block_types, type) ||
	       patterns_match((struct patterns *)&config->block_items, type);
}

static void put_runtimes(const struct rust *r, GString *out)
{
	static const struct {
		enum rust_runtime bit;
		const char *type, *text;
	} texts[] = {
		{ RUST_BITFIELD_UNIT, "__BindgenBitfieldUnit", runtime_bitfield_unit },
		{ RUST_BITFIELD_WIDE, "__BindgenBitfieldUnit", runtime_bitfield_wide },
		{ RUST_COMPLEX, "__BindgenComplex", runtime_complex },
		{ RUST_FLOAT16, "__BindgenFloat16", runtime_float16 },
		{ RUST_INCOMPLETE_ARRAY, "__IncompleteArrayField", runtime_incomplete_array },
		{ RUST_UNION_FIELD, "__BindgenUnionField", runtime_union_field },
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++)
		if (r->runtime & texts[i].bit && !is_blocked(r->config, texts[i].type))
			put_runtime(r, out, texts[i].text);
}

/* ---- items ---- */

static void put_variable(struct rust *r, const struct item *item)
{
	if (item->variable.value)
		rust_put_const_variable(r, item);
	else
		rust_put_static(r, item);
}

static void put_item(struct rust *r, const struct item *item)
{
	switch (item->kind) {
	case ITEM_RECORD:
		rust_put_record(r, item);
		break;
	case ITEM_ENUM:
		rust_put_enum(r, item);
		break;
	case ITEM_TYPEDEF:
		rust_put_alias(r, item);
		break;
	case ITEM_FUNCTION:
		rust_put_function(r, item);
		break;
	case ITEM_VARIABLE:
		put_variable(r, item);
		break;
	case ITEM_CONSTANT:
		rust_put_constant(r, item);
		break;
	case ITEM_KINDS:
		unreachable();
	}
}

static void rust_init(struct rust *r, const struct api *api, const struct config *config)
{
	static const char *const visibilities[] = {
		[VISIBILITY_PRIVATE] = "",
		[VISIBILITY_CRATE] = "pub(crate) ",
		[VISIBILITY_PUBLIC] = "pub ",
	};
	*r = (struct rust){ .api = api, .config = config };
	r->std = config->use_core ? "::core" : "::std";
	const char *prefix = config->ctypes_prefix;
	if (!prefix)
		prefix = config->use_core && config->rust_minor >= 64 ? "::core::ffi" : "::std::os::raw";
	r->ctypes = g_strdup_printf("%s::", prefix);
	r->visibility = visibilities[config->default_visibility];
	r->constant = config->rust_minor >= 83 ? "const " : "";
	r->default_trait = "Default";
	for (unsigned i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);
		if (item->rust_name && item->kind <= ITEM_TYPEDEF && strcmp(item->rust_name, "Default") == 0)
			r->default_trait = config->use_core ? "::core::default::Default" : "::std::default::Default";
	}
	r->blocks = g_array_new(FALSE, FALSE, sizeof(struct rust_block));
	GString *all = config->sort_semantically ? NULL : g_string_sized_new(256 * 1024);
	for (unsigned i = 0; i < RUST_SECTIONS; i++)
		r->sections[i] = all ? all : g_string_new(NULL);
}

static void put_head(const struct rust *r, GString *out)
{
	const GPtrArray *lines = r->config->raw_lines;
	if (!r->config->disable_header_comment)
		g_string_append(out, "/* automatically generated by braze " BRAZE_VERSION " */\n\n");
	for (unsigned i = 0; lines && i < lines->len; i++)
		rust_put(out, (const char *)lines->pdata[i], "\n");
	if (lines && lines->len)
		g_string_append_c(out, '\n');
}

void write_rust_ffi(const struct api *api, const struct config *config, struct writer *out)
{
	struct rust r;
	rust_init(&r, api, config);
	for (unsigned i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);
		if (item_is_written(item))
			put_item(&r, item);
	}
	rust_put_blocks(&r);

	GString *head = g_string_new(NULL);
	put_head(&r, head);
	put_runtimes(&r, head);
	writer_text(out, head->str);
	g_string_free(head, TRUE);
	for (unsigned i = 0; i < (config->sort_semantically ? RUST_SECTIONS : 1); i++) {
		/* The text is complete lines without the writer's indentation: no need to look at each. */
		g_string_append_len(out->text, r.sections[i]->str, (gssize)r.sections[i]->len);
		g_string_free(r.sections[i], TRUE);
	}
	g_array_unref(r.blocks);
	g_free((char *)r.ctypes);
}
