/*
 * The model's storage: an arena for items and types, a string chunk for names, and the lists that hold them.
 *
 * Everything is freed at once by api_free(); nothing is freed alone. Blocks are large enough that a kernel's 35,000 items
 * need a few dozen of them.
 */
#include "api/api.h"
#include "api/origin.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

enum { BLOCK_SIZE = 256 * 1024 };

struct api *api_new(void)
{
	struct api *api = g_new0(struct api, 1);
	api->items = g_ptr_array_new();
	api->files = g_ptr_array_new();
	api->omissions = g_array_new(FALSE, TRUE, sizeof(struct omission));
	api->headers = g_ptr_array_new();
	api->origins = g_ptr_array_new();
	api->objects = g_ptr_array_new_with_free_func(object_finish);
	api->definitions = g_hash_table_new(g_int64_hash, g_int64_equal);
	api->object_macros = g_hash_table_new(g_str_hash, g_str_equal);
	api->strings = g_string_chunk_new(64 * 1024);
	api->blocks = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(api->files, (void *)api_intern(api, ""));
	return api;
}

void api_free(struct api *api)
{
	if (!api)
		return;
	g_ptr_array_unref(api->items);
	g_ptr_array_unref(api->files);
	g_array_unref(api->omissions);
	g_ptr_array_unref(api->headers);
	g_ptr_array_unref(api->origins);
	g_ptr_array_unref(api->objects);
	g_hash_table_unref(api->definitions);
	g_hash_table_unref(api->object_macros);
	g_string_chunk_free(api->strings);
	g_ptr_array_unref(api->blocks);
	g_free(api);
}

void *api_alloc(struct api *api, size_t size)
{
	size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if ((size_t)(api->block_end - api->block_next) < rounded) {
		size_t block = MAX(rounded, (size_t)BLOCK_SIZE);
		api->block_next = g_malloc0(block);
		api->block_end = api->block_next + block;
		g_ptr_array_add(api->blocks, api->block_next);
	}
	void *memory = api->block_next;
	api->block_next += rounded;
	return memory;
}

const char *api_intern(struct api *api, const char *text)
{
	return text ? g_string_chunk_insert_const(api->strings, text) : NULL;
}

static const char *intern_va(struct api *api, const char *format, va_list args)
{
	char *text = g_strdup_vprintf(format, args);
	const char *interned = api_intern(api, text);
	g_free(text);
	return interned;
}

const char *api_format(struct api *api, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = intern_va(api, format, args);
	va_end(args);
	return text;
}

struct item *api_add_item(struct api *api, enum item_kind kind, const char *name, struct location loc)
{
	struct item *item = api_alloc(api, sizeof(*item));
	item->kind = kind;
	item->id = api->items->len;
	item->name = api_intern(api, name);
	item->loc = loc;
	g_ptr_array_add(api->items, item);
	return item;
}

struct type *api_new_type(struct api *api, enum type_kind kind)
{
	struct type *type = api_alloc(api, sizeof(*type));
	type->kind = kind;
	type->size = type->align = -1;
	return type;
}

void api_omit_item(struct api *api, struct item *item, const char *id, const char *format, ...)
{
	if (item->omitted)
		return;
	va_list args;
	va_start(args, format);
	item->omitted = intern_va(api, format, args);
	item->omitted_id = id;
	va_end(args);
}

void api_omit(struct api *api, const char *kind, const char *name, struct location loc, const char *id,
	      const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct omission omission = { kind, api_intern(api, name), id, intern_va(api, format, args), loc };
	va_end(args);
	g_array_append_val(api->omissions, omission);
}

const char *const call_conv_names[CALL_OTHER] = {
	[CALL_C] = "C",
	[CALL_STDCALL] = "stdcall",
	[CALL_FASTCALL] = "fastcall",
	[CALL_THISCALL] = "thiscall",
	[CALL_VECTORCALL] = "vectorcall",
	[CALL_SYSV64] = "sysv64",
	[CALL_WIN64] = "win64",
	[CALL_AAPCS] = "aapcs",
	[CALL_EFIAPI] = "efiapi",
};

const char *item_kind_name(const struct item *item)
{
	switch (item->kind) {
	case ITEM_RECORD:
		return item->record.is_union ? "union" : "struct";
	case ITEM_ENUM:
		return "enum";
	case ITEM_TYPEDEF:
		return "typedef";
	case ITEM_FUNCTION:
		return "function";
	case ITEM_VARIABLE:
		return "variable";
	case ITEM_CONSTANT:
		return "macro";
	case ITEM_KINDS:
		break;
	}
	return "item";
}

const struct type *type_resolve(const struct type *type)
{
	while (type->kind == TYPE_TYPEDEF)
		type = type->item->typedef_.type;
	return type;
}

bool int_kind_is_signed(const struct target *target, enum int_kind kind)
{
	switch (kind) {
	case INT_CHAR:
		return target->char_is_signed;
	case INT_WCHAR:
		return target->wchar_is_signed;
	case INT_SCHAR:
	case INT_SHORT:
	case INT_INT:
	case INT_LONG:
	case INT_LLONG:
	case INT_I128:
		return true;
	default:
		return false;
	}
}

const char *api_location_text(struct api *api, struct location loc)
{
	if (!loc.line)
		return "<built-in>";
	return api_format(api, "%s:%u:%u", (const char *)g_ptr_array_index(api->files, loc.file), loc.line, loc.column);
}

const char *item_link_name(const struct item *item)
{
	return item->kind == ITEM_FUNCTION ? item->function.link_name :
	       item->kind == ITEM_VARIABLE ? item->variable.link_name :
					     NULL;
}

bool item_is_tag(const struct item *item)
{
	return item->kind == ITEM_RECORD || item->kind == ITEM_ENUM;
}

bool item_is_written(const struct item *item)
{
	return item->is_selected && !item->omitted && !item->is_blocked && !item->replacement;
}
