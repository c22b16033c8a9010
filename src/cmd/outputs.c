/*
 * Outputs are texts in memory until writer_commit_all() puts them in place.
 *
 *     braze bind x.h -o x.h      error: the output 'x.h' is a file that was read
 */
#include "cmd/outputs.h"

#include "api/uses.h"
#include "base/diag.h"

#include <string.h>
#include <sys/stat.h>

struct writer *outputs_add(struct outputs *outputs, const char *path)
{
	struct writer *writer = &outputs->writers[outputs->n];
	writer_init(writer);
	outputs->list[outputs->n++] = (struct writer_output){ writer, path, outputs->touches };
	return writer;
}

void outputs_finish(struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->n; i++)
		writer_finish(&outputs->writers[i]);
}

/* Whether both are the same regular file, be it yet to be made. */
static bool is_same_file(const char *a, const char *b)
{
	struct stat stat_a, stat_b;
	bool has_a = stat(a, &stat_a) == 0, has_b = stat(b, &stat_b) == 0;
	if (has_a && has_b)
		return S_ISREG(stat_a.st_mode) && stat_a.st_dev == stat_b.st_dev && stat_a.st_ino == stat_b.st_ino;
	if (has_a || has_b)
		return false;
	char *path_a = g_canonicalize_filename(a, NULL), *path_b = g_canonicalize_filename(b, NULL);
	bool same = strcmp(path_a, path_b) == 0;
	g_free(path_a);
	g_free(path_b);
	return same;
}

/* Whether a file that has been read would be overwritten. */
static bool is_input(const char *path, const GPtrArray *files)
{
	for (guint i = 0; files && i < files->len; i++)
		if (is_same_file(path, g_ptr_array_index(files, i)))
			return true;
	return false;
}

void outputs_check(const struct outputs *outputs, const struct config *config, const struct api *api)
{
	const GPtrArray *inputs[] = { api->files, config->contracts, config->configurations, config->symbols,
				      api->uses ? api->uses->files : NULL };
	for (size_t i = 0; i < outputs->n; i++) {
		const char *path = outputs->list[i].path;
		bool is_read = false;
		for (size_t k = 0; path && k < G_N_ELEMENTS(inputs); k++)
			is_read |= is_input(path, inputs[k]);
		if (is_read)
			diag_error("the output '%s' is a file that was read", path);
		for (size_t k = 0; path && k < i; k++)
			if (outputs->list[k].path && is_same_file(path, outputs->list[k].path))
				diag_error("two outputs go to '%s'", path);
	}
}
