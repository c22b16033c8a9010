/*
 * Texts → files that change only where the text does.
 */
#include "kmod/files.h"

#include "base/diag.h"

#include <glib/gstdio.h>
#include <string.h>

static bool has_text(const char *path, const char *text)
{
	char *old;
	if (!g_file_get_contents(path, &old, NULL, NULL))
		return false;
	bool same = strcmp(old, text) == 0;
	g_free(old);
	return same;
}

bool files_write(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);
	GError *error = NULL;
	bool done = has_text(path, text) || g_file_set_contents(path, text, -1, &error);
	if (!done)
		diag_error("'%s' cannot be written: %s", path, diag_file_error_text(error));
	g_clear_error(&error);
	g_free(path);
	return done;
}

void files_remove_folder(const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	if (!dir)
		return;
	for (const char *name; (name = g_dir_read_name(dir));) {
		char *path = g_build_filename(folder, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			files_remove_folder(path);
		else
			g_unlink(path);
		g_free(path);
	}
	g_dir_close(dir);
	g_rmdir(folder);
}
