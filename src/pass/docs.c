/*
 * Pass docs: the comments of items, fields and enumerators from C's notations to Markdown for rustdoc.
 *
 *     /// @x: how far right           struct comment: nothing is left of that line
 *     struct point { int x; };        field x: "how far right"
 *
 * kernel-doc describes the members in the comment of the struct or enum: what it says about a member that has no comment
 * of its own moves there, through anonymous and nested records too (`@a.b:`). markdown.c has the notations.
 */
#include "pass/pass.h"

#include "pass/markdown.h"

#include <string.h>

struct docs {
	struct api *api;
	const struct item *owner; /* record or enum whose comment is being read; NULL: its members are none of ours */
};

static const char *docs_convert(struct api *api, const char *comment, const struct markdown_subject *subject)
{
	g_autofree char *markdown = markdown_from_comment(comment, subject);

	return api_intern(api, markdown);
}

/* The record that a member's type is, if it is defined inside the record that the member is in; else NULL. */
static const struct item *field_nested_record(const struct item *record, const struct field *field)
{
	const struct type *type = field->type;

	while (type->kind == TYPE_ARRAY)
		type = type->array.element;
	return type->kind == TYPE_RECORD && type->item->parent == record ? type->item : NULL;
}

/* The comment of the member at path, "a" or "a.b": members without a name are looked through. NULL: no such member. */
static const char **record_find_comment(const struct item *record, const char *path)
{
	size_t length = strcspn(path, ".[-");
	const char *rest = strpbrk(path, ".>");

	for (unsigned i = 0; i < record->record.n_fields; i++) {
		struct field *field = &record->record.fields[i];
		const struct item *nested = field_nested_record(record, field);
		const char **found = NULL;

		if (!field->name)
			found = nested ? record_find_comment(nested, path) : NULL;
		else if (strlen(field->name) != length || strncmp(field->name, path, length) != 0)
			continue;
		else if (!rest)
			found = &field->comment;
		else
			found = nested ? record_find_comment(nested, rest + 1) : NULL;
		if (found)
			return found;
	}
	return NULL;
}

static const char **enum_find_comment(const struct item *item, const char *name)
{
	for (unsigned i = 0; i < item->enumeration.n_values; i++)
		if (g_str_equal(item->enumeration.values[i].name, name))
			return &item->enumeration.values[i].comment;
	return NULL;
}

static bool docs_take_member(void *data, const char *name, const char *text)
{
	const struct docs *docs = data;
	const char **comment = NULL;

	if (docs->owner)
		comment = docs->owner->kind == ITEM_RECORD ? record_find_comment(docs->owner, name) :
							     enum_find_comment(docs->owner, name);
	if (!comment)
		return false;
	if (!*comment)
		*comment = api_intern(docs->api, text);
	return g_str_equal(*comment, text);
}

/* `typedef struct { … } foo;` may carry the comment of the struct. */
static const struct item *item_members_owner(const struct item *item)
{
	const struct type *type = item->kind == ITEM_TYPEDEF ? type_resolve(item->typedef_.type) : NULL;

	if (item->kind == ITEM_RECORD || item->kind == ITEM_ENUM)
		return item;
	return type && (type->kind == TYPE_RECORD || type->kind == TYPE_ENUM) ? type->item : NULL;
}

static void docs_convert_members(struct docs *docs, struct item *item)
{
	struct markdown_subject subject = { .members_title = "Parameters" };

	for (unsigned i = 0; item->kind == ITEM_RECORD && i < item->record.n_fields; i++) {
		struct field *field = &item->record.fields[i];

		subject.name = field->name;
		if (field->comment)
			field->comment = docs_convert(docs->api, field->comment, &subject);
	}
	for (unsigned i = 0; item->kind == ITEM_ENUM && i < item->enumeration.n_values; i++) {
		struct enumerator *value = &item->enumeration.values[i];

		subject.name = value->name;
		if (value->comment)
			value->comment = docs_convert(docs->api, value->comment, &subject);
	}
}

static void docs_convert_item(struct docs *docs, struct item *item)
{
	struct markdown_subject subject = { .name = item->name, .take_member = docs_take_member, .data = docs };

	docs->owner = item_members_owner(item);
	subject.members_title = !docs->owner ? "Parameters" : docs->owner->kind == ITEM_ENUM ? "Values" : "Members";
	item->comment = docs_convert(docs->api, item->comment, &subject);
}

void pass_docs(struct api *api, const struct config *config)
{
	struct docs docs = { .api = api };

	if (config->no_doc_comments)
		return;
	/* members first: what their records say about them is Markdown already when it comes to them */
	for (unsigned i = 0; i < api->items->len; i++)
		docs_convert_members(&docs, api->items->pdata[i]);
	for (unsigned i = 0; i < api->items->len; i++) {
		struct item *item = api->items->pdata[i];

		if (item->comment)
			docs_convert_item(&docs, item);
	}
}
