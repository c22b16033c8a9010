/*
 * Functions and variables that C can see: those whose symbols are names, `#[no_mangle]` or `#[export_name]`, and the
 * variables of witness files (write/witness.h).
 *
 * Debug information has neither the calling convention of a function nor its `...`: that is said of each
 * (UNKNOWN_CONVENTION, UNKNOWN_VARIADIC).
 */
#include "read/dwarf/rust.h"

#include <string.h>

/* rustc leaves the symbol out where it is the name. */
static const char *symbol_of(Dwarf_Die *die)
{
	const char *symbol = die_string(die, DW_AT_linkage_name);
	if (!symbol)
		symbol = die_string(die, DW_AT_MIPS_linkage_name);
	return symbol && *symbol ? symbol : die_name(die);
}

/* `...` of a definition is a VaList for those within, and for debug information. */
static bool may_be_variadic(struct reading *reading, Dwarf_Die *die)
{
	Dwarf_Die child;
	bool is_last = false;
	for (bool more = die_first(reading, die, &child); more; more = die_next(reading, &child))
		if (dwarf_tag(&child) == DW_TAG_formal_parameter)
			is_last = rust_type_is_va_list(reading, &child);
	return is_last;
}

static bool has_own(Dwarf_Die *die, unsigned name)
{
	return dwarf_hasattr(die, name);
}

static void set_names(struct reading *reading, struct item *item, const struct rust_found *found)
{
	Dwarf_Die die = found->die;
	const char *name = die_name(&die);
	item->rust_name = name ? api_intern(reading->api, name) : item->name;
	item->scope = rust_path_scope(reading->api, found->path);
}

void rust_read_function(struct reading *reading, const struct rust_found *found)
{
	Dwarf_Die die = found->die;
	const char *symbol = symbol_of(&die);
	/* A concrete copy of a function that was inlined elsewhere: all that there is to say stands in its origin. */
	if (!symbol || has_own(&die, DW_AT_declaration) || has_own(&die, DW_AT_abstract_origin) ||
	    rust_name_is_mangled(symbol) || !rust_name_is_identifier(symbol))
		return;
	uint64_t hash = rust_hash_symbol(reading, &die, symbol);
	if (reading_find(reading, hash))
		return;
	struct item *item = reading_add_item(reading, ITEM_FUNCTION, symbol, &die);
	struct type *type = api_new_type(reading->api, TYPE_FUNCTION);
	reading_define(reading, hash, item);
	set_names(reading, item, found);
	item->unknown = UNKNOWN_CONVENTION | UNKNOWN_VARIADIC;
	item->function.type = type;
	item->function.linkage = LINKAGE_EXTERNAL;
	item->function.is_definition = true;
	item->function.is_noreturn = die_flag(&die, DW_AT_noreturn);
	type->function = api_alloc(reading->api, sizeof(*type->function));
	type->function->has_prototype = true;
	rust_type_set_signature(reading, &die, type);
	type->function->is_noreturn |= item->function.is_noreturn;
	if (may_be_variadic(reading, &die))
		api_omit_item(reading->api, item, "unsupported-signature",
			      "debug information does not tell whether it ends with '...' or with a VaList");
}

void rust_read_variable(struct reading *reading, const struct rust_found *found)
{
	Dwarf_Die die = found->die;
	const char *name = die_name(&die), *symbol = symbol_of(&die);
	bool is_witness = name && g_str_has_prefix(name, "__braze_");
	uint64_t address;
	if (is_witness)
		symbol = name;
	if (!symbol || !has_own(&die, DW_AT_type) || rust_name_is_mangled(symbol) || !rust_name_is_identifier(symbol))
		return;
	uint64_t hash = rust_hash_symbol(reading, &die, symbol);
	if (reading_find(reading, hash))
		return;
	const struct type *type = rust_type_of(reading, &die);
	struct item *item = reading_add_item(reading, ITEM_VARIABLE, symbol, &die);
	reading_define(reading, hash, item);
	set_names(reading, item, found);
	item->variable.type = type;
	item->variable.linkage = is_witness ? LINKAGE_INTERNAL : LINKAGE_EXTERNAL;
	die_address(&die, &address, &item->variable.is_thread_local);
}
