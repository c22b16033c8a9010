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
#include "cmd/outputs.h"
#include "cmd/progress.h"
#include "cmd/tools.h"
#include "pass/pass.h"
#include "read/clang/clang.h"
#include "read/contract.h"
#include "read/rust.h"
#include "read/symbols.h"
#include "write/write.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

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

/* wrappers: path of the C file of --wrap-static-fns, or NULL. */
static void write_outputs(const struct api *api, const struct config *config, const char *wrappers, bool is_dump,
			  struct outputs *outputs)
{
	if (config->emit_ir)
		write_json_api(api, outputs_add(outputs, NULL));
	struct writer *out = outputs_add(outputs, config->output);
	if (is_dump)
		write_json_api(api, out);
	else
		write_rust_ffi(api, config, out);
	if (!is_dump && tools_wants_rustfmt(config))
		tools_rustfmt(config, out);
	if (config->report)
		write_json_report(api, outputs_add(outputs, config->report));
	if (config->depfile) {
		GPtrArray *files = g_ptr_array_new();
		g_ptr_array_extend(files, config->contracts, NULL, NULL);
		g_ptr_array_extend(files, config->symbols, NULL, NULL);
		depfile_write(api, config->output ? config->output : "-", files, outputs_add(outputs, config->depfile));
		g_ptr_array_unref(files);
	}
	if (wrappers)
		write_c_helpers(api, config, NULL, outputs_add(outputs, wrappers));
	else if (config->helpers)
		write_c_helpers(api, config, config->helpers, outputs_add(outputs, config->helpers));
	if (config->emit_ir_graphviz)
		write_graphviz(api, outputs_add(outputs, config->emit_ir_graphviz));
	outputs_check(outputs, config, api);
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
		write_text_losses(api, false, &summary);
	fputs(summary.text->str, stderr);
	writer_finish(&summary);
}

/* What is read beside the headers: the Rust that is to use the output, the contract, and the symbols of the program. */
static bool read_beside(const struct config *config, struct api *api, struct uses *uses, struct contract *contract,
			struct symbols *symbols)
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
	if (config->symbols->len) {
		if (!symbols_read(config->symbols, symbols))
			return false;
		api->symbols = symbols;
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
	struct symbols symbols;
	uses_init(&uses);
	contract_init(&contract);
	symbols_init(&symbols);
	bool ok = read_beside(config, api, &uses, &contract, &symbols);
	struct outputs outputs = { .touches = config->personality == PERSONALITY_BINDGEN || config->depfile };
	char *wrappers = config->wrap_static_fns ? wrappers_path(config) : NULL;
	progress_begin("reading", g_ptr_array_index(config->headers, 0));
	ok = ok && clang_read(config, api);
	progress_end();
	if (ok) {
		print_time(config, "read", &since);
		bool is_dump = run_passes(api, config);
		since = g_get_monotonic_time();
		write_outputs(api, config, wrappers, is_dump, &outputs);
		print_time(config, "write", &since);
		if (!diag_has_errors() && writer_commit_all(outputs.list, outputs.n) && !is_dump)
			print_summary(api, config);
	}
	outputs_finish(&outputs);
	g_free(wrappers);
	api_free(api);
	uses_finish(&uses);
	contract_finish(&contract);
	symbols_finish(&symbols);
	return !diag_has_errors();
}
