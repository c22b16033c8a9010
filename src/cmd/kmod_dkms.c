/*
 * `braze kmod dkms`: a module's folder → dkms.conf in it.
 */
#include "base/diag.h"
#include "base/writer.h"
#include "cmd/cmd.h"
#include "cmd/kmod.h"
#include "kmod/dkms.h"
#include "kmod/module.h"

#include <string.h>

/* Whether nothing is lost where the file is written. */
static bool may_replace(const char *path)
{
	char *text = NULL;
	bool may = !g_file_test(path, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents(path, &text, NULL, NULL) ||
		   module_dkms_is_ours(text);
	if (!may)
		diag_error("'%s' is there already, and 'braze kmod dkms' did not write it: remove it, or name another "
			   "file with -o",
			   path);
	g_free(text);
	return may;
}

static bool write_conf(const char *text, const char *path)
{
	struct writer out;
	writer_init(&out);
	writer_text(&out, text);
	bool done = (strcmp(path, "-") == 0 || may_replace(path)) && writer_commit(&out, path);
	writer_finish(&out);
	return done;
}

int kmod_dkms(struct config *config)
{
	struct module module;
	const char *folder = g_ptr_array_index(config->modules, 0);
	char *text = module_open(folder, &module) ? module_dkms_conf(&module) : NULL;
	char *path = config->output ? g_strdup(config->output) : g_build_filename(folder, "dkms.conf", NULL);
	bool done = text && write_conf(text, path);
	g_free(path);
	g_free(text);
	module_finish(&module);
	return done ? EXIT_DONE : EXIT_ERRORS;
}
