/*
 * The parser of annotations: a `div` tag in a doc comment whose first attribute is `rustbindgen`.
 *
 *     /// The shared queue.
 *     /// <div rustbindgen nocopy private
 *     ///      attribute="#[doc(alias = 'fifo')]"></div>
 *
 * It reads tags as clang's comment parser does for bindgen: names are letters and digits, values are quoted, a tag may
 * go on in the next line and ends where something else stands. Tags in \code and \verbatim, or behind a backslash, are
 * text. Several tags in one comment add up. Words that are none of bindgen's mean nothing.
 */
#include "pass/annotation.h"

#include <string.h>

/* One `name` or `name="value"` of a tag; value_length 0 where there is none. */
struct attribute {
	const char *name, *value;
	size_t name_length, value_length;
};

/* ---- the text of a tag ---- */

/* White space, with the marks that lines of comments begin with. */
static const char *skip_space(const char *p)
{
	for (;;) {
		p += strspn(p, " \t\r\f\v");
		if (*p != '\n')
			return p;
		p += 1 + strspn(p + 1, " \t");
		if (p[0] == '/' && p[1] == '/')
			p += 2 + strspn(p + 2, "/!<");
		while (p[0] == '*' && p[1] != '/')
			p++;
	}
}

static const char *skip_name(const char *p)
{
	if (!g_ascii_isalpha(*p))
		return p;
	while (g_ascii_isalnum(*p))
		p++;
	return p;
}

/* Reads the attribute at *p and moves *p behind it and the white space there; false: there is none. */
static bool read_attribute(const char **p, struct attribute *attribute)
{
	const char *end = skip_name(*p);

	if (end == *p)
		return false;
	*attribute = (struct attribute){ .name = *p, .name_length = end - *p };
	*p = skip_space(end);
	if (**p != '=')
		return true;
	*p = skip_space(*p + 1);
	if (**p == '"' || **p == '\'') {
		attribute->value = *p + 1;
		end = strchr(attribute->value, **p);
		if (!end)
			end = strstr(attribute->value, "*/");
		attribute->value_length = end ? (size_t)(end - attribute->value) : strlen(attribute->value);
		end = attribute->value + attribute->value_length;
		*p = skip_space(*end == **p ? end + 1 : end);
	}
	return true;
}

static bool attribute_is(const struct attribute *attribute, const char *name)
{
	return strlen(name) == attribute->name_length && memcmp(attribute->name, name, attribute->name_length) == 0;
}

static bool value_is(const struct attribute *attribute, const char *value)
{
	return strlen(value) == attribute->value_length &&
	       memcmp(attribute->value, value, attribute->value_length) == 0;
}

/* The list with the attribute's value behind it, in one line. */
static const char *list_append(struct api *api, const char *list, const struct attribute *attribute)
{
	GString *text = g_string_new(list);
	const char *p = attribute->value, *end = p + attribute->value_length;

	if (text->len && p < end)
		g_string_append_c(text, ',');
	while (p < end) {
		const char *next = *p == '\n' ? skip_space(p) : p + 1;

		g_string_append_c(text, *p == '\n' ? ' ' : *p);
		p = next;
	}
	list = text->len ? api_intern(api, text->str) : NULL;
	g_string_free(text, TRUE);
	return list;
}

static enum accessor accessor_of(const struct attribute *attribute)
{
	if (value_is(attribute, "false"))
		return ACCESSOR_NONE;
	if (value_is(attribute, "unsafe"))
		return ACCESSOR_UNSAFE;
	return value_is(attribute, "immutable") ? ACCESSOR_IMMUTABLE : ACCESSOR_SAFE;
}

static void annotation_add(struct api *api, struct annotation *annotation, const struct attribute *attribute)
{
	const struct {
		const char *name;
		bool *flag;
	} flags[] = {
		{ "hide", &annotation->hide },
		{ "opaque", &annotation->opaque },
		{ "nocopy", &annotation->no_copy },
		{ "nodebug", &annotation->no_debug },
		{ "nodefault", &annotation->no_default },
		{ "mustusetype", &annotation->must_use },
		{ "constant", &annotation->constant },
	};

	for (unsigned i = 0; i < G_N_ELEMENTS(flags); i++)
		if (attribute_is(attribute, flags[i].name))
			*flags[i].flag = true;
	if (attribute_is(attribute, "private"))
		annotation->access = value_is(attribute, "false") ? ACCESS_PUBLIC : ACCESS_PRIVATE;
	else if (attribute_is(attribute, "accessor"))
		annotation->accessor = accessor_of(attribute);
	else if (attribute_is(attribute, "derive"))
		annotation->derives = list_append(api, annotation->derives, attribute);
	else if (attribute_is(attribute, "attribute"))
		annotation->attributes = list_append(api, annotation->attributes, attribute);
	else if (attribute_is(attribute, "replaces"))
		annotation->replaces = list_append(api, NULL, attribute);
}

/* ---- tags in a comment ---- */

/* Behind the Doxygen command at p: of one that encloses text as it is, behind that. */
static const char *skip_command(const char *p)
{
	static const char *const blocks[][2] = { { "code", "endcode" }, { "verbatim", "endverbatim" } };
	const char *name = p + 1, *end = skip_name(name);

	for (unsigned i = 0; i < G_N_ELEMENTS(blocks); i++) {
		if (strlen(blocks[i][0]) == (size_t)(end - name) && g_str_has_prefix(name, blocks[i][0])) {
			const char *block_end = strstr(end, blocks[i][1]);

			return block_end ? block_end + strlen(blocks[i][1]) : end + strlen(end);
		}
	}
	return end > name || !*name ? end : name + 1;
}

/*
 * The next tag that is an annotation, at or behind p: NULL if there is none. *inside is its text behind the first
 * attribute.
 */
static const char *find_tag(const char *p, const char **inside)
{
	static const char div[] = "<div";
	struct attribute first;

	while (*(p += strcspn(p, "\\@<"))) {
		if (*p != '<') {
			p = skip_command(p);
			continue;
		}
		if (g_str_has_prefix(p, div) && !g_ascii_isalnum(p[strlen(div)])) {
			*inside = skip_space(p + strlen(div));
			if (read_attribute(inside, &first) && attribute_is(&first, "rustbindgen"))
				return p;
		}
		p++;
	}
	return NULL;
}

/* Behind the end of a tag, and of its element where that is empty. What the parser did not understand goes too. */
static const char *skip_tag_end(const char *p)
{
	static const char end[] = "</div>";
	bool is_empty;

	if (p[strcspn(p, "<>\n")] != '>')
		return p;
	p += strcspn(p, ">");
	is_empty = p[-1] == '/';
	p++;
	return !is_empty && g_str_has_prefix(skip_space(p), end) ? skip_space(p) + strlen(end) : p;
}

/* Reads the comment's annotation, NULL where it has none, and replaces the comment by what is left of it. */
static const struct annotation *read_annotation(struct api *api, const char **comment)
{
	const char *p, *inside, *tag;
	struct annotation *annotation;
	GString *rest;

	/* nearly all comments end here */
	if (!*comment || !strstr(*comment, "rustbindgen"))
		return NULL;
	tag = find_tag(*comment, &inside);
	if (!tag)
		return NULL;
	annotation = api_alloc(api, sizeof(*annotation));
	rest = g_string_new(NULL);
	for (p = *comment; tag; tag = find_tag(p, &inside)) {
		struct attribute attribute;

		g_string_append_len(rest, p, tag - p);
		while (read_attribute(&inside, &attribute))
			annotation_add(api, annotation, &attribute);
		p = skip_tag_end(inside);
	}
	g_string_append(rest, p);
	*comment = api_intern(api, rest->str);
	g_string_free(rest, TRUE);
	return annotation;
}

static void read_members(struct api *api, struct item *item, bool keep_comments)
{
	for (unsigned i = 0; item->kind == ITEM_RECORD && i < item->record.n_fields; i++) {
		struct field *field = &item->record.fields[i];

		field->annotation = read_annotation(api, &field->comment);
		if (!keep_comments)
			field->comment = NULL;
	}
	for (unsigned i = 0; item->kind == ITEM_ENUM && i < item->enumeration.n_values; i++) {
		struct enumerator *value = &item->enumeration.values[i];
		const struct annotation *annotation = read_annotation(api, &value->comment);

		if (annotation && annotation->hide)
			value->omitted = "its comment says to hide it";
		value->wants_constant = annotation && annotation->constant;
		if (annotation && annotation->replaces)
			value->name = annotation->replaces;
		if (!keep_comments)
			value->comment = NULL;
	}
}

void annotations_read(struct api *api, const struct config *config)
{
	for (unsigned i = 0; i < api->items->len; i++) {
		struct item *item = api->items->pdata[i];

		item->annotation = read_annotation(api, &item->comment);
		read_members(api, item, !config->no_doc_comments);
		if (config->no_doc_comments)
			item->comment = NULL;
	}
}
