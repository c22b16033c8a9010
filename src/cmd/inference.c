/*
 * The stages from headers to a contract:
 *
 *     flags → Rust's uses, contract → for each configuration: clang_read → signatures → for each configuration: clang_read again → write → commit
 *
 * The second time the entries are the contract that the headers are read with: what `braze bind` would find wrong with it, in any of the
 * configurations, is found now. Nothing is written before all of it is done without an error.
 */
#include "cmd/inference.h"

#include "base/diag.h"
#include "cli/cflags.h"
#include "cli/response.h"
#include "cmd/depfile.h"
#include "cmd/outputs.h"
#include "cmd/progress.h"
#include "pass/signatures.h"
#include "read/clang/clang.h"
#include "read/contract.h"
#include "read/rust.h"
#include "write/write.h"

#include <stdio.h>
#include <string.h>

/* ---- configurations ---- */

/* One way to read the headers: the user's config with arguments of its own. */
struct configuration {
	const char *name; /* NULL: the only one */
	struct config config; /* owns nothing but clang_args, and nothing_asked */
	struct patterns nothing_asked;
};

/* The words of a file of arguments, at the end of args. */
static bool add_words(const char *path, GPtrArray *args)
{
	char *word = g_strconcat("@", path, NULL);
	struct arguments arguments;
	arguments_init(&arguments, 1, &word);
	bool ok = true;
	for (char *next = NULL; (ok = arguments_next(&arguments, &next)) && next;)
		g_ptr_array_add(args, next);
	arguments_finish(&arguments);
	g_free(word);
	return ok;
}

static void copy_words(const GPtrArray *from, GPtrArray *to)
{
	for (guint i = 0; i < from->len; i++)
		g_ptr_array_add(to, g_strdup(g_ptr_array_index(from, i)));
}

/* The reader tries macros as functions where helpers are asked for, whatever the file. */
static bool configuration_init(struct configuration *one, const struct config *config, const char *name)
{
	static char no_file[] = "";
	*one = (struct configuration){ name, *config, { 0 } };
	one->config.helpers = no_file;
	one->config.clang_args = g_ptr_array_new_with_free_func(g_free);
	copy_words(config->clang_args, one->config.clang_args);
	return (!name || add_words(name, one->config.clang_args)) && cflags_resolve(&one->config);
}

static void configuration_finish(struct configuration *one)
{
	g_ptr_array_unref(one->config.clang_args);
	patterns_finish(&one->nothing_asked);
}

/* The first time: what the user wants. The reader asks names only, so that files are chosen from all that it finds. */
static void ask_for_macros(struct config *config)
{
	struct patterns none = { 0 };
	if (patterns_empty(&config->allow_files))
		return;
	config->allow_functions = config->allow_items = config->allow_files = none;
}

/* The second time: what the contract calls, and nothing else. */
static void ask_for_nothing(struct configuration *one)
{
	struct patterns none = { 0 };
	char *error;
	size_t offset;
	if (!patterns_add(&one->nothing_asked, "", "[^\\s\\S]", NULL, &error, &offset))
		unreachable();
	one->config.allow_items = one->config.allow_files = none;
	one->config.allow_functions = one->nothing_asked;
}

static bool read_headers(const struct configuration *one, struct api *api, const char *what)
{
	progress_begin(what, g_ptr_array_index(one->config.headers, 0));
	bool ok = clang_read(&one->config, api);
	progress_end();
	if (!ok && one->name)
		diag_error("that was the configuration '%s'", one->name);
	return ok;
}

/* ---- stages ---- */

struct inference {
	struct config *config;
	struct uses uses;
	struct contract known; /* --contract */
	GPtrArray *apis; /* struct api *, owned: what the signatures' types live in */
	struct api *sum;
	struct signatures set;
};

static bool infer_one(struct inference *in, const char *name)
{
	struct configuration one;
	struct api *api = api_new();
	g_ptr_array_add(in->apis, api);
	bool ok = configuration_init(&one, in->config, name);
	if (ok) {
		ask_for_macros(&one.config);
		if (in->config->used_by->len)
			api->uses = &in->uses;
		ok = read_headers(&one, api, "reading");
	}
	if (ok)
		signatures_add(&in->set, api, name);
	configuration_finish(&one);
	return ok;
}

static bool verify_one(struct inference *in, const struct contract *contract, unsigned number, const char *name)
{
	struct configuration one;
	struct api *api = api_new();
	g_ptr_array_add(in->apis, api);
	struct contract_verdict *verdicts = g_new0(struct contract_verdict, contract->helpers->len + 1);
	api->contract = contract;
	api->verdicts = verdicts;
	bool ok = configuration_init(&one, in->config, name);
	if (ok) {
		ask_for_nothing(&one);
		ok = read_headers(&one, api, "verifying");
	}
	if (ok)
		signatures_judge(&in->set, contract, verdicts, number);
	configuration_finish(&one);
	api->contract = NULL;
	api->verdicts = NULL;
	g_free(verdicts);
	return ok;
}

static bool for_each(struct inference *in, const struct contract *contract)
{
	const GPtrArray *names = in->config->configurations;
	bool ok = true;
	for (guint i = 0; ok && i < MAX(names->len, 1); i++) {
		const char *name = names->len ? g_ptr_array_index(names, i) : NULL;
		ok = contract ? verify_one(in, contract, i, name) : infer_one(in, name);
	}
	return ok;
}

/* What clang warns of in the headers it has said the first time. */
static bool verify(struct inference *in)
{
	const struct config *config = in->config;
	struct contract contract;
	contract_init(&contract);
	signatures_write(&in->set, &contract);
	diag_init(config->message_format, config->color, false, true);
	bool ok = !contract.helpers->len || for_each(in, &contract);
	diag_init(config->message_format, config->color, config->verbose, config->quiet);
	contract_finish(&contract);
	return ok;
}

static void write_outputs(struct inference *in, const struct contract *contract, struct outputs *outputs)
{
	const struct config *config = in->config;
	in->sum->uses = config->used_by->len ? &in->uses : NULL;
	write_contract(contract, in->sum, outputs_add(outputs, config->output));
	if (config->report)
		write_json_report(in->sum, outputs_add(outputs, config->report));
	if (config->depfile) {
		GPtrArray *files = g_ptr_array_new();
		g_ptr_array_extend(files, config->contracts, NULL, NULL);
		g_ptr_array_extend(files, config->configurations, NULL, NULL);
		depfile_write(in->sum, config->output, files, outputs_add(outputs, config->depfile));
		g_ptr_array_unref(files);
	}
	outputs_check(outputs, config, in->sum);
}

/* For people only. */
static void print_summary(const struct inference *in)
{
	const struct config *config = in->config;
	struct writer summary;
	if (config->quiet || config->message_format == MESSAGE_JSON)
		return;
	writer_init(&summary);
	if (config->report || config->verbose)
		write_text_summary(in->sum, &summary);
	else
		write_text_losses(in->sum, true, &summary);
	fputs(summary.text->str, stderr);
	writer_finish(&summary);
}

static bool finish(struct inference *in)
{
	struct outputs outputs = { .touches = in->config->depfile };
	struct contract contract;
	contract_init(&contract);
	signatures_write(&in->set, &contract);
	signatures_report(&in->set, &contract);
	write_outputs(in, &contract, &outputs);
	bool ok = !diag_has_errors() && writer_commit_all(outputs.list, outputs.n);
	if (ok)
		print_summary(in);
	outputs_finish(&outputs);
	contract_finish(&contract);
	return ok;
}

static void free_api(void *api)
{
	api_free(api);
}

bool inference_run(struct config *config)
{
	struct inference in = { .config = config, .apis = g_ptr_array_new_with_free_func(free_api), .sum = api_new() };
	uses_init(&in.uses);
	contract_init(&in.known);
	signatures_init(&in.set, config, &in.known, in.sum);
	bool ok = !config->used_by->len || rust_uses_read(config->used_by, config->used_module, &in.uses);
	ok = ok && (!config->contracts->len || contract_read(config->contracts, &in.known));
	ok = ok && for_each(&in, NULL) && verify(&in) && finish(&in);
	signatures_finish(&in.set);
	api_free(in.sum);
	g_ptr_array_unref(in.apis);
	uses_finish(&in.uses);
	contract_finish(&in.known);
	return ok && !diag_has_errors();
}
