/*
 * Functions and variables to extern blocks.
 *
 *     int type(int match);            unsafe extern "C" {
 *                                         #[link_name = "\u{1}type"]
 *                                         pub fn type_(match_: ::std::os::raw::c_int) -> ::std::os::raw::c_int;
 *                                     }
 *     extern const int limit;         unsafe extern "C" {
 *                                         pub static limit: ::std::os::raw::c_int;
 *                                     }
 *
 * One block for each item, or with --merge-extern-blocks one for each calling convention. `unsafe extern` is there
 * from Rust 1.82 on. A link name begins with \u{1} where it is the symbol itself, to which the target's prefix
 * (Mach-O's underscore) is not added.
 */
#include "base/diag.h"
#include "write/rust.h"

#include <string.h>

enum { FIRST_UNSAFE_EXTERN = 82 };

static void put_block_head(const struct rust *r, GString *out, const char *abi, const char *import)
{
	if (import) {
		GString *literal = g_string_new(NULL);
		rust_put_string_literal(literal, import);
		rust_put(out, "#[link(wasm_import_module = ", literal->str, ")]\n");
		g_string_free(literal, TRUE);
	}
	rust_put(out, r->config->rust_minor >= FIRST_UNSAFE_EXTERN ? "unsafe " : "", "extern \"", abi, "\" {\n");
}

/* import: the WebAssembly module that functions come from, or NULL. */
static GString *open_block(struct rust *r, const char *abi, const char *import)
{
	if (!r->config->merge_extern_blocks) {
		put_block_head(r, r->sections[RUST_EXTERNS], abi, import);
		return r->sections[RUST_EXTERNS];
	}
	for (unsigned i = 0; i < r->blocks->len; i++) {
		struct rust_block *block = &g_array_index(r->blocks, struct rust_block, i);
		if (strcmp(block->abi, abi) == 0 && g_strcmp0(block->import, import) == 0)
			return block->text;
	}
	struct rust_block block = { abi, import, g_string_new(NULL) };
	g_array_append_val(r->blocks, block);
	return block.text;
}

static void close_block(struct rust *r)
{
	if (!r->config->merge_extern_blocks)
		g_string_append(r->sections[RUST_EXTERNS], "}\n");
}

void rust_put_blocks(struct rust *r)
{
	GString *out = r->sections[RUST_EXTERNS];
	for (unsigned i = 0; i < r->blocks->len; i++) {
		struct rust_block *block = &g_array_index(r->blocks, struct rust_block, i);
		put_block_head(r, out, block->abi, block->import);
		g_string_append_len(out, block->text->str, (gssize)block->text->len);
		g_string_append(out, "}\n");
		g_string_free(block->text, TRUE);
	}
}

/* True where symbols have an underscore that C names do not have. */
static bool symbols_are_prefixed(const struct target *target)
{
	return strstr(target->triple, "apple") || strstr(target->triple, "darwin") ||
	       (strstr(target->triple, "windows") && target->pointer_size == 4);
}

static void put_link_name(const struct rust *r, GString *out, const struct item *item, const char *label)
{
	const char *prefix = item->kind == ITEM_FUNCTION ? r->config->prefix_link_name : NULL; /* as bindgen */
	const char *exact = label || !symbols_are_prefixed(&r->api->target) ? "\\u{1}" : "";
	const char *symbol = label ? label : item->name;
	if (!prefix && strcmp(symbol, item->rust_name) == 0 && (!label || !symbols_are_prefixed(&r->api->target)))
		return;
	GString *name = g_string_new(prefix);
	g_string_append(name, symbol);
	GString *literal = g_string_new(NULL);
	rust_put_string_literal(literal, name->str);
	rust_put(out, "    #[link_name = \"", exact, literal->str + 1, "]\n");
	g_string_free(literal, TRUE);
	g_string_free(name, TRUE);
}

const char *rust_overridden_abi(const struct rust *r, const struct item *item)
{
	struct patterns patterns = r->config->override_abi;
	const struct pattern *override = patterns_empty(&patterns) ? NULL : patterns_match(&patterns, item->rust_name);
	return override ? override->payload : NULL;
}

/* --override-abi, or the function's own convention. */
static const char *function_abi(const struct rust *r, const struct item *item)
{
	const char *abi = rust_overridden_abi(r, item);
	abi = abi ? abi : rust_abi(type_resolve(item->function.type)->function->conv);
	if (!abi)
		unreachable(); /* pass types has left such functions out */
	return abi;
}

/* The type that the declaration names as its result is one that --must-use-type or its comment means. */
static bool returns_must_use(const struct rust *r, const struct function *function)
{
	const struct type *result = function->type->function->result;
	bool is_item = result->kind == TYPE_RECORD || result->kind == TYPE_ENUM || result->kind == TYPE_TYPEDEF;
	if (!is_item)
		return false;
	return (result->item->annotation && result->item->annotation->must_use) || rust_is_must_use(r, result->item);
}

void rust_put_function(struct rust *r, const struct item *item)
{
	const struct function *function = &item->function;
	GString *out = open_block(r, function_abi(r, item), r->config->wasm_import_module_name);
	rust_put_comment(r, out, 4, item->comment);
	bool has_attributes = r->config->enable_function_attribute_detection || function->helper;
	if ((function->must_use && has_attributes) || returns_must_use(r, function))
		g_string_append(out, "    #[must_use]\n");
	if (function->is_cold && r->config->helpers && function->helper)
		g_string_append(out, "    #[cold]\n");
	if (function->helper)
		rust_put(out, "    #[link_name = \"", function->helper, "\"]\n");
	else
		put_link_name(r, out, item, function->link_name);
	rust_put(out, "    pub fn ", item->rust_name);
	struct function_type signature = *function->type->function;
	signature.is_noreturn |= function->is_noreturn && has_attributes;
	rust_put_signature(r, out, &signature, 4, 1);
	g_string_append(out, ";\n");
	close_block(r);
}

/* A const object may still change where it is volatile: hardware, or another thread, writes it. */
static bool is_volatile(const struct type *type)
{
	for (;;) {
		if (type->is_volatile)
			return true;
		if (type->kind == TYPE_TYPEDEF)
			type = type->item->typedef_.type;
		else if (type->kind == TYPE_ARRAY)
			type = type->array.element;
		else
			return false;
	}
}

void rust_put_static(struct rust *r, const struct item *item)
{
	const struct variable *variable = &item->variable;
	GString *out = open_block(r, "C", NULL);
	rust_put_comment(r, out, 4, item->comment);
	put_link_name(r, out, item, variable->link_name);
	bool is_constant = rust_type_is_const(variable->type) && !is_volatile(variable->type);
	rust_put(out, is_constant ? "    pub static " : "    pub static mut ", item->rust_name, ": ");
	rust_put_type_at(r, out, variable->type, 4, 1);
	g_string_append(out, ";\n");
	close_block(r);
}
