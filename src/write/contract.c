/*
 * A contract as YAML, as src/read/contract.c reads it:
 *
 *     helpers:
 *       wake_up:
 *         signature: void (struct wait_queue *q)
 *
 * What configurations do not agree on stands in a comment at the end, where whoever keeps the file will look for it. Signatures and names are plain
 * scalars of YAML: they begin with a letter or '_' and hold none of its signs.
 */
#include "write/write.h"

#include "api/contract.h"

#include <string.h>

/* Other programs would take these names for values. */
static bool is_word_of_yaml(const char *name)
{
	static const char *const words[] = { "y", "n", "yes", "no", "on", "off", "true", "false", "null" };
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (!g_ascii_strcasecmp(name, words[i]))
			return true;
	return false;
}

static void put_helper(struct writer *out, const struct contract_helper *helper)
{
	const char *quote = is_word_of_yaml(helper->name) ? "\"" : "";
	bool calls_other = strcmp(helper->calls, helper->name) != 0;
	writer_line(out, "  %s%s%s:", quote, helper->name, quote);
	if (helper->arguments)
		writer_line(out, "    calls: %s(%s)", helper->calls, helper->arguments);
	else if (calls_other)
		writer_line(out, "    calls: %s", helper->calls);
	writer_line(out, "    signature: %s", helper->signature);
	if (helper->is_noreturn)
		writer_line(out, "    noreturn: true");
	if (helper->must_use)
		writer_line(out, "    must_use: true");
	if (helper->is_optional)
		writer_line(out, "    optional: true");
}

static void put_omissions(struct writer *out, const GArray *omissions)
{
	bool is_first = true;
	for (guint i = 0; i < omissions->len; i++) {
		const struct omission *omission = &g_array_index(omissions, struct omission, i);
		if (strcmp(omission->id, "varying-signature") != 0)
			continue;
		writer_line(out, "%s  # %s %s", is_first ? "\n  # left out:\n" : "", omission->name, omission->reason);
		is_first = false;
	}
}

void write_contract(const struct contract *contract, const struct api *api, struct writer *out)
{
	writer_line(out, "# written by braze " BRAZE_VERSION);
	writer_line(out, contract->helpers->len ? "helpers:" : "helpers: {}");
	for (guint i = 0; i < contract->helpers->len; i++)
		put_helper(out, g_ptr_array_index(contract->helpers, i));
	put_omissions(out, api->omissions);
}
