/*
 * Reads contracts and prints what they say, one line for a value:
 *
 *     read FILE...          all of them as one contract
 *     read --each FILE...   each alone, printing nothing; checks that what is refused is reported
 *
 * Exit code: 0 read, 1 refused, 3 a mistake of the reader.
 */
#include "read/contract.h"

#include <stdio.h>
#include <string.h>

static void print_helper(const struct contract_helper *helper)
{
	printf("%s\n", helper->name);
	if (helper->calls != helper->name)
		printf("  calls: %s (%u:%u)\n", helper->calls, helper->calls_place.line, helper->calls_place.column);
	if (helper->arguments)
		printf("  arguments: <%s>\n", helper->arguments);
	if (helper->signature)
		printf("  signature: %s (%u:%u)\n  result: <%s>\n  parameters: <%s>\n", helper->signature,
		       helper->signature_place.line, helper->signature_place.column, helper->result,
		       helper->parameters);
	if (helper->is_noreturn || helper->must_use || helper->is_optional)
		printf(" %s%s%s\n", helper->is_noreturn ? " noreturn" : "", helper->must_use ? " must_use" : "",
		       helper->is_optional ? " optional" : "");
}

static void print_constant(const struct contract_constant *constant)
{
	printf("constant %s (%u:%u)\n  type: %s (%u:%u)%s\n", constant->name, constant->place.line, constant->place.column,
	       constant->type, constant->type_place.line, constant->type_place.column,
	       constant->is_optional ? " optional" : "");
}

static int read_together(const GPtrArray *paths)
{
	struct contract contract;
	contract_init(&contract);
	bool is_good = contract_read(paths, &contract);
	for (guint i = 0; i < contract.helpers->len; i++) {
		const struct contract_helper *helper = g_ptr_array_index(contract.helpers, i);
		print_helper(helper);
		if (contract_find(&contract, helper->name) != helper ||
		    strcmp(helper->place.file, g_ptr_array_index(paths, 0)))
			is_good = paths->len > 1 && is_good;
	}
	for (guint i = 0; i < contract.constants->len; i++)
		print_constant(g_ptr_array_index(contract.constants, i));
	contract_finish(&contract);
	return is_good ? 0 : 1;
}

static bool read_alone(char *path)
{
	struct contract contract;
	GPtrArray *paths = g_ptr_array_new();
	unsigned errors = diag_count(SEVERITY_ERROR);
	g_ptr_array_add(paths, path);
	contract_init(&contract);
	bool is_good = contract_read(paths, &contract);
	if (is_good != (diag_count(SEVERITY_ERROR) == errors))
		printf("%s: %s\n", path, is_good ? "read, with errors" : "refused without an error");
	contract_finish(&contract);
	g_ptr_array_free(paths, TRUE);
	return is_good == (diag_count(SEVERITY_ERROR) == errors);
}

int main(int argc, char **argv)
{
	bool each = argc > 1 && strcmp(argv[1], "--each") == 0;
	int status = 0;
	GPtrArray *paths = g_ptr_array_new();
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, false);
	for (int i = each ? 2 : 1; i < argc; i++) {
		if (!each)
			g_ptr_array_add(paths, argv[i]);
		else if (!read_alone(argv[i]))
			status = 3;
	}
	if (!each)
		status = read_together(paths);
	g_ptr_array_free(paths, TRUE);
	diag_finish();
	return status;
}
