/*
 * The stages from headers to Rust, in order:
 *
 *     flags → Rust's uses, contract → clang_read → passes → write → commit
 *
 * Nothing is written before all of them are done without an error. --dump=STAGE writes the model instead, as it is
 * after that pass ("api": before the first). With bindgen's --time-phases the time of each stage goes to standard error.
 */
#include "cmd/stages.h"

#include "api/api.h"
#include "base/diag.h"
#include "base/writer.h"
#include "cli/cflags.h"
#include "cmd/depfile.h"
#include "cmd/progress.h"
#include "cmd/tools.h"
#include "pass/pass.h"
#include "read/clang/clang.h"
#include "read/contract.h"
#include "read/rust.h"
#include "write/write.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { OUTPUTS_MAX = 6 };

/* ---- outputs: --output, --report, --depfile, --emit-ir, --wrap-static-fns, --emit-ir-graphviz ---- */

struct outputs {
	struct writer writers[OUTPUTS_MAX];
	struct writer_output list[OUTPUTS_MAX];
	size_t n;
	bool touches;
	char *wrappers; /* path of the C file of --wrap-static-fns, or NULL */
};

/*
 * What Make and Ninja compare is a file's time: in bindgen's place, or with --depfile, each run renews it, so that a rule without a new content is
 * not run for ever.
 */
static struct writer *add_output(struct outputs *outputs, const char *path)
{
	struct writer *writer = &outputs->writers[outputs->n];
	writer_init(writer);
	outputs->list[outputs->n++] = (struct writer_output){ writer, path, outputs->touches };
	return writer;
}

static void outputs_finish(struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->n; i++)
		writer_finish(&outputs->writers[i]);
	g_free(outputs->wrappers);
}

/* The path with .c in the place of its suffix. */
static char *with_suffix_c(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
	return g_strdup_printf("%.*s.c", (int)(dot && dot > name ? dot - path : (ptrdiff_t)strlen(path)), path);
}

/* bindgen's default is one file for all runs: the folder may have to be made. */
static char *wrappers_path(const struct config *config)
{
	if (config->wrap_static_fns_path)
		return with_suffix_c(config->wrap_static_fns_path);
	char *folder = g_build_filename(g_get_tmp_dir(), "bindgen", NULL);
	g_mkdir_with_parents(folder, 0777);
	char *path = g_build_filename(folder, "extern.c", NULL);
	g_free(folder);
	return path;
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

/* No output may take the place of a file that was read, or of another output. */
static void check_outputs(const struct outputs *outputs, const struct api *api)
{
	for (size_t i = 0; i < outputs->n; i++) {
		const char *path = outputs->list[i].path;
		if (!path)
			continue;
		for (guint k = 0; k < api->files->len; k++) {
			if (is_same_file(path, g_ptr_array_index(api->files, k))) {
				diag_error("the output '%s' is a file that was read", path);
				break;
			}
		}
		for (size_t k = 0; k < i; k++)
			if (outputs->list[k].path && is_same_file(path, outputs->list[k].path))
				diag_error("two outputs go to '%s'", path);
	}
}

/* ---- stages ---- */

/* With --time-phases: the milliseconds since *since, which becomes now. */
static void print_time(const struct config *config, const char *stage, gint64 *since)
{
	gint64 now = g_get_monotonic_time();
	if (config->time_phases)
		fprintf(stderr, "  time: %9.3f ms.\t%s\n", (double)(now - *since) / 1000, stage);
	*since = now;
}

/* Stops after the pass that --dump names: true. */
static bool run_passes(struct api *api, const struct config *config)
{
	gint64 since = g_get_monotonic_time();
	if (g_strcmp0(config->dump, "api") == 0)
		return true;
	for (const struct pass *pass = passes; pass->name; pass++) {
		pass->run(api, config);
		print_time(config, pass->name, &since);
		if (g_strcmp0(config->dump, pass->name) == 0)
			return true;
	}
	return false;
}

static void write_outputs(const struct api *api, const struct config *config, bool is_dump, struct outputs *outputs)
{
	if (config->emit_ir)
		write_json_api(api, add_output(outputs, NULL));
	struct writer *out = add_output(outputs, config->output);
	if (is_dump)
		write_json_api(api, out);
	else
		write_rust_ffi(api, config, out);
	if (!is_dump && tools_wants_rustfmt(config))
		tools_rustfmt(config, out);
	if (config->report)
		write_json_report(api, add_output(outputs, config->report));
	if (config->depfile)
		depfile_write(api, config->output ? config->output : "-", config->contracts,
			      add_output(outputs, config->depfile));
	if (config->helpers || config->wrap_static_fns)
		write_c_helpers(api, add_output(outputs, outputs->wrappers ? outputs->wrappers : config->helpers));
	if (config->emit_ir_graphviz)
		write_graphviz(api, add_output(outputs, config->emit_ir_graphviz));
	check_outputs(outputs, api);
}

/*
 * For people only: the summary with --report and -v, else a line where something is left out that might be missed. bindgen has no such line,
 * and builds that call it show what it says.
 */
static void print_summary(const struct api *api, const struct config *config)
{
	if (config->quiet || config->message_format == MESSAGE_JSON)
		return;
	struct writer summary;
	writer_init(&summary);
	if (config->report || config->verbose)
		write_text_summary(api, &summary);
	else if (config->personality == PERSONALITY_BIND)
		write_text_losses(api, &summary);
	fputs(summary.text->str, stderr);
	writer_finish(&summary);
}

/* What is read beside the headers: the Rust that is to use the output, and the contract. */
static bool read_beside(const struct config *config, struct api *api, struct uses *uses, struct contract *contract)
{
	if (config->used_by->len) {
		if (!rust_uses_read(config->used_by, config->used_module, uses))
			return false;
		api->uses = uses;
	}
	if (config->contracts->len) {
		if (!contract_read(config->contracts, contract))
			return false;
		api->contract = contract;
	}
	return true;
}

bool stages_run(struct config *config)
{
	gint64 since = g_get_monotonic_time();
	if (!cflags_resolve(config) || (config->dump_preprocessed_input && !tools_preprocess(config)))
		return false;
	struct api *api = api_new();
	struct uses uses;
	struct contract contract;
	uses_init(&uses);
	contract_init(&contract);
	bool ok = read_beside(config, api, &uses, &contract);
	struct outputs outputs = { .touches = config->personality == PERSONALITY_BINDGEN || config->depfile };
	if (config->wrap_static_fns)
		outputs.wrappers = wrappers_path(config);
	progress_begin("reading", g_ptr_array_index(config->headers, 0));
	ok = ok && clang_read(config, api);
	progress_end();
	if (ok) {
		print_time(config, "read", &since);
		bool is_dump = run_passes(api, config);
		since = g_get_monotonic_time();
		write_outputs(api, config, is_dump, &outputs);
		print_time(config, "write", &since);
		if (!diag_has_errors() && writer_commit_all(outputs.list, outputs.n) && !is_dump)
			print_summary(api, config);
	}
	outputs_finish(&outputs);
	api_free(api);
	uses_finish(&uses);
	contract_finish(&contract);
	return !diag_has_errors();
}
