/*
 * The section `constants`: the types of macros that are constants.
 *
 *     PAGE_SIZE: size_t                     PAGE_SIZE   size_t
 *     HPAGE_FLAGS:                          HPAGE_FLAGS unsigned long, optional
 *       type: unsigned long
 *       optional: true
 */
#include "read/contract_constants.h"

#include "read/contract_signature.h"

enum constant_key { CONSTANT_TYPE, CONSTANT_OPTIONAL };
static const char *const constant_keys[] = {
	[CONSTANT_TYPE] = "type",
	[CONSTANT_OPTIONAL] = "optional",
	NULL,
};

/* The name of an arithmetic type is words: `unsigned long`, `struct x`, `size_t`; the text with one space between them is freed by the caller. */
static char *join_words(const char *text)
{
	char **words = g_strsplit_set(text, " \t\n", -1);
	GString *joined = g_string_new(NULL);
	bool is_good = true;
	for (char **word = words; *word && is_good; word++) {
		if (!**word)
			continue;
		is_good = contract_is_identifier(*word);
		g_string_append_printf(joined, "%s%s", joined->len ? " " : "", *word);
	}
	is_good = is_good && joined->len;
	g_strfreev(words);
	return g_string_free(joined, !is_good);
}

static bool read_type(struct contract_file *file, const yaml_node_t *node, struct contract *contract,
		      struct contract_constant *constant)
{
	const char *text = contract_file_text(file, node, "a type");
	if (!text)
		return false;
	constant->type_place = contract_file_place(file, node);
	constant->type_place.file = contract_intern(contract, constant->type_place.file);
	char *words = join_words(text);
	if (!words) {
		contract_file_fault(file, constant->type_place, "'%s' is not the name of an arithmetic type", text);
		return false;
	}
	constant->type = contract_intern(contract, words);
	g_free(words);
	return true;
}

/* What stands behind the name: a type, or a mapping. */
static bool read_value(struct contract_file *file, const struct contract_pair *pair, struct contract *contract,
		       struct contract_constant *constant)
{
	if (pair->value->type != YAML_MAPPING_NODE)
		return read_type(file, pair->value, contract, constant);
	char *what = g_strdup_printf("'%s'", pair->key);
	GArray *pairs = contract_file_pairs(file, pair->value, what);
	bool is_good = pairs;
	for (guint i = 0; pairs && i < pairs->len; i++) {
		const struct contract_pair *one = &g_array_index(pairs, struct contract_pair, i);
		int key = contract_file_key(file, one, constant_keys);
		if (key == CONSTANT_TYPE)
			is_good = read_type(file, one->value, contract, constant) && is_good;
		else if (key == CONSTANT_OPTIONAL)
			is_good = contract_file_bool(file, one, &constant->is_optional) && is_good;
		else
			is_good = false;
	}
	if (is_good && !constant->type) {
		contract_file_fault(file, constant->place, "%s has no 'type'", what);
		is_good = false;
	}
	if (pairs)
		g_array_free(pairs, TRUE);
	g_free(what);
	return is_good;
}

static void read_constant(struct contract_file *file, const struct contract_pair *pair, struct contract *contract)
{
	struct contract_constant constant = { .place = contract_file_place(file, pair->key_node) };
	constant.place.file = contract_intern(contract, constant.place.file);
	if (!contract_is_identifier(pair->key)) {
		contract_file_fault(file, constant.place, "'%s' is not a name in C", pair->key);
		return;
	}
	constant.name = contract_intern(contract, pair->key);
	if (!read_value(file, pair, contract, &constant))
		return;
	const struct contract_constant *known = contract_add_constant(contract, &constant);
	if (known && contract_file_fault(file, constant.place, "'%s' is described twice", constant.name))
		diag_report(SEVERITY_NOTE, known->place, NULL, "the first description is here");
}

void contract_constants_read(struct contract_file *file, const yaml_node_t *node, struct contract *contract)
{
	if (contract_node_is_nothing(node))
		return;
	GArray *pairs = contract_file_pairs(file, node, "'constants'");
	for (guint i = 0; pairs && i < pairs->len; i++)
		read_constant(file, &g_array_index(pairs, struct contract_pair, i), contract);
	if (pairs)
		g_array_free(pairs, TRUE);
}
