/*
 * The contract's constants: macros with a type of the contract's choice, with clang as the judge.
 *
 *     constants:                    static const size_t __braze_m17 = PAGE_SIZE;
 *       PAGE_SIZE: size_t
 *
 * macro.c writes the probe with that type, so that value and conversion are C's. What clang says about it, and a name that is no such macro, are
 * errors at the contract's place.
 */
#include "read/clang/reader.h"

#include "api/contract.h"
#include "base/diag.h"

#include <string.h>

const char *contract_constant_type(const struct reader *reader, const char *name)
{
	const struct contract *contract = reader->api->contract;
	const struct contract_constant *constant = contract ? contract_find_constant(contract, name) : NULL;
	return constant ? constant->type : NULL;
}

static bool is_arithmetic(const struct type *type)
{
	enum type_kind kind = type_resolve(type)->kind;
	return kind == TYPE_INT || kind == TYPE_BOOL || kind == TYPE_FLOAT || kind == TYPE_ENUM;
}

/* The macro's nearest names, as diag_nearest() has them. */
static char *nearest(const struct reader *reader, const char *name)
{
	GPtrArray *names = g_ptr_array_new();
	for (unsigned i = 0; i < reader->macros.list->len; i++) {
		const struct macro *macro = g_ptr_array_index(reader->macros.list, i);
		if (!macro->is_function)
			g_ptr_array_add(names, (void *)macro->name);
	}
	char *text = diag_nearest(name, names);
	g_ptr_array_unref(names);
	return text;
}

static void report_missing(const struct reader *reader, const struct contract_constant *constant)
{
	char *names = nearest(reader, constant->name);
	diag_report(SEVERITY_ERROR, constant->place, NULL,
		    names ? "there is no macro '%s', did you mean %s?" : "there is no macro '%s'", constant->name,
		    names);
	g_free(names);
}

static void check(const struct reader *reader, const struct contract_constant *constant)
{
	const struct macro *macro = g_hash_table_lookup(reader->macros.by_name, constant->name);
	bool is_undefined = !macro || (macro->omit_id && !strcmp(macro->omit_id, "undefined-macro") && !macro->error);
	if (is_undefined && !constant->is_optional)
		report_missing(reader, constant);
	else if (is_undefined)
		return;
	else if (macro->error)
		diag_report(SEVERITY_ERROR, constant->type_place, NULL, "'%s' does not fit '%s': %s", constant->type,
			    constant->name, macro->error);
	else if (!macro->value)
		diag_report(SEVERITY_ERROR, constant->place, NULL, "'%s' %s", constant->name,
			    macro->omit_reason ? macro->omit_reason : "is no constant");
	else if (!is_arithmetic(macro->type))
		diag_report(SEVERITY_ERROR, constant->type_place, NULL, "'%s' is no arithmetic type", constant->type);
}

void contract_finish_constants(struct reader *reader)
{
	const struct contract *contract = reader->api->contract;
	for (guint i = 0; contract && i < contract->constants->len; i++)
		check(reader, g_ptr_array_index(contract->constants, i));
}
