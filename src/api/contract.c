/*
 * The entries of a contract, in order and by name.
 *
 *     contract_add({ "BUG" })     appended, NULL
 *     contract_add({ "BUG" })     the first entry: a name is described once
 */
#include "api/contract.h"

void contract_init(struct contract *contract)
{
	*contract = (struct contract){
		.helpers = g_ptr_array_new_with_free_func(g_free),
		.by_name = g_hash_table_new(g_str_hash, g_str_equal),
		.constants = g_ptr_array_new_with_free_func(g_free),
		.constants_by_name = g_hash_table_new(g_str_hash, g_str_equal),
		.texts = g_string_chunk_new(4096),
	};
}

void contract_finish(struct contract *contract)
{
	g_hash_table_destroy(contract->by_name);
	g_ptr_array_free(contract->helpers, TRUE);
	g_hash_table_destroy(contract->constants_by_name);
	g_ptr_array_free(contract->constants, TRUE);
	g_string_chunk_free(contract->texts);
	*contract = (struct contract){ 0 };
}

const char *contract_intern(struct contract *contract, const char *text)
{
	return g_string_chunk_insert_const(contract->texts, text);
}

const struct contract_helper *contract_add(struct contract *contract, const struct contract_helper *helper)
{
	const struct contract_helper *known = contract_find(contract, helper->name);
	if (known)
		return known;
	struct contract_helper *copy = g_new(struct contract_helper, 1);
	*copy = *helper;
	g_ptr_array_add(contract->helpers, copy);
	g_hash_table_insert(contract->by_name, (gpointer)copy->name, copy);
	return NULL;
}

const struct contract_helper *contract_find(const struct contract *contract, const char *name)
{
	return g_hash_table_lookup(contract->by_name, name);
}

const struct contract_constant *contract_add_constant(struct contract *contract,
						      const struct contract_constant *constant)
{
	const struct contract_constant *known = contract_find_constant(contract, constant->name);
	if (known)
		return known;
	struct contract_constant *copy = g_memdup2(constant, sizeof(*constant));
	g_ptr_array_add(contract->constants, copy);
	g_hash_table_insert(contract->constants_by_name, (gpointer)copy->name, copy);
	return NULL;
}

const struct contract_constant *contract_find_constant(const struct contract *contract, const char *name)
{
	return g_hash_table_lookup(contract->constants_by_name, name);
}
