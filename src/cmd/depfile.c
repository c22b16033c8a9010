/*
 * The files of the model to a rule of Make:
 *
 *     out.rs: \
 *       api.h \
 *       include/with\ space.h
 *
 * Blanks, '#', '$' and backslashes before a blank are escaped as GNU Make reads them (and Ninja, and clang writes them). A
 * file that has a line end in its name cannot be named in Make: it is left out with a warning.
 */
#include "cmd/depfile.h"

#include "api/uses.h"

#include "base/diag.h"

#include <string.h>

static void put_name(GString *line, const char *name)
{
	unsigned backslashes = 0;
	for (const char *p = name; *p; p++) {
		if (*p == ' ' || *p == '\t') {
			for (unsigned i = 0; i < backslashes; i++)
				g_string_append_c(line, '\\');
			g_string_append_c(line, '\\');
		} else if (*p == '#') {
			g_string_append_c(line, '\\');
		} else if (*p == '$') {
			g_string_append_c(line, '$');
		}
		g_string_append_c(line, *p);
		backslashes = *p == '\\' ? backslashes + 1 : 0;
	}
}

static void put_files(GString *rule, const GPtrArray *files)
{
	for (guint i = 0; i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);
		if (!g_file_test(file, G_FILE_TEST_IS_REGULAR))
			continue;
		if (strchr(file, '\n')) {
			diag_warning("depfile", "'%s' cannot be named in a depfile", file);
			continue;
		}
		g_string_append(rule, " \\\n  ");
		put_name(rule, file);
	}
}

void depfile_write(const struct api *api, const char *target, const GPtrArray *contracts, struct writer *out)
{
	GString *rule = g_string_new(NULL);
	put_name(rule, target);
	g_string_append_c(rule, ':');
	put_files(rule, api->files);
	if (api->uses)
		put_files(rule, api->uses->files);
	put_files(rule, contracts);
	g_string_append_c(rule, '\n');
	writer_text(out, rule->str);
	g_string_free(rule, TRUE);
}
