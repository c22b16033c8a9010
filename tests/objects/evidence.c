/*
 * Prints what the reader of objects finds in files beside DWARF: one line for each fact, "kcfi draw 00050794".
 */
#include "api/origin.h"
#include "base/diag.h"
#include "read/dwarf/dwarf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void print_set(const char *what, GHashTable *set)
{
	GList *names = g_list_sort(g_hash_table_get_keys(set), compare);
	for (const GList *i = names; i; i = i->next)
		printf("%s %s\n", what, (const char *)i->data);
	g_list_free(names);
}

static void print_object(const struct object *object)
{
	printf("machine %u, %u bits, %s endian, type %u, flags %#x\n", object->machine, object->bits,
	       object->big_endian ? "big" : "little", object->type, object->flags);
	printf("code %d\n", object->has_code);
	if (object->has_property_note)
		printf("features x86 %#x aarch64 %#x\n", object->x86_features, object->aarch64_features);
	if (object->command_line)
		printf("command %s\n", object->command_line);
	if (object->comment)
		printf("comment %s\n", object->comment);
	print_set("section", object->sections);
	print_set("defined", object->defined);
	print_set("undefined", object->undefined);
	for (guint i = 0; i < object->kcfi->len; i++) {
		const struct kcfi_entry *entry = &g_array_index(object->kcfi, struct kcfi_entry, i);
		printf("kcfi %s %08x\n", entry->symbol, entry->id);
	}
	for (guint i = 0; i < object->attributes->len; i++)
		printf("attribute %s\n", (const char *)g_ptr_array_index(object->attributes, i));
}

int main(int argc, char **argv)
{
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, false);
	for (int i = 1; i < argc; i++) {
		struct dwarf_request request = { LANGUAGE_C, NULL };
		struct api *api = api_new();
		if (!dwarf_read(argv[i], &request, api, NULL))
			return EXIT_FAILURE;
		for (guint k = 0; k < api->objects->len; k++)
			print_object(g_ptr_array_index(api->objects, k));
		api_free(api);
	}
	return EXIT_SUCCESS;
}
