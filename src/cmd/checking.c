/*
 * The stages from two or three views of an API to a report:
 *
 *     flags → headers (libclang), objects (DWARF, BTF), bindings (Rust text) → witness files → compare each pair → flags, identifiers → allow → write
 *
 * What counts as right comes first in a pair: C as its compiler saw it, then the headers as libclang reads them. The third pair, headers and Rust,
 * repeats most of what the first one found; what it repeats is left out.
 */
#include "cmd/checking.h"

#include "api/comparison.h"
#include "base/diag.h"
#include "base/writer.h"
#include "cli/cflags.h"
#include "cmd/build_commands.h"
#include "cmd/progress.h"
#include "cmd/witnesses.h"
#include "compare/compare.h"
#include "compare/sift.h"
#include "pass/witness.h"
#include "read/btf/btf.h"
#include "read/clang/clang.h"
#include "read/dwarf/dwarf.h"
#include "read/rust_bindings.h"
#include "write/check.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct checking {
	struct config *config;
	struct api *headers, *c, *rust, *text; /* each of them may have nothing in it */
	struct build_commands commands;
	GPtrArray *bindings; /* char *: those of the Rust files that are text */
	struct comparison *comparison;
};

/* ---- reading ---- */

static bool is_rust_text(const char *path)
{
	return g_str_has_suffix(path, ".rs");
}

/* True where it is an ELF file or an archive: what begins neither way may be raw BTF. */
static bool is_object(const char *path)
{
	char start[8] = "";
	FILE *file = fopen(path, "rb");
	size_t n = file ? fread(start, 1, sizeof(start), file) : 0;
	if (file)
		fclose(file);
	return n >= 4 &&
	       (memcmp(start, "\177ELF", 4) == 0 || memcmp(start, "!<th", 4) == 0 || memcmp(start, "!<ar", 4) == 0);
}

static bool read_object(struct checking *check, const char *path, enum language language, struct api *api)
{
	struct dwarf_request request = { language, language == LANGUAGE_RUST ? check->config->module : NULL };
	struct dwarf_summary summary = { 0 };
	if (language == LANGUAGE_C && !is_object(path) && btf_is_in(path))
		return btf_read(path, api);
	if (!dwarf_read(path, &request, api, &summary))
		return false;
	if (summary.units)
		return true;
	if (language == LANGUAGE_C && btf_is_in(path))
		return btf_read(path, api);
	if (summary.other_units)
		diag_error("'%s' has debug information of other languages, but none of %s", path,
			   language == LANGUAGE_C ? "C" : "Rust");
	else
		diag_error("'%s' has no debug information: compile it with %s", path,
			   language == LANGUAGE_C ? "-g" : "-g, or debug = true in Cargo's profile");
	return false;
}

static bool read_objects(struct checking *check, const GPtrArray *paths, enum language language, struct api *api)
{
	for (guint i = 0; i < paths->len; i++) {
		const char *path = g_ptr_array_index(paths, i);
		if (is_rust_text(path)) {
			if (language == LANGUAGE_C)
				diag_error("'%s' is Rust: it belongs behind --rust", path);
			else
				g_ptr_array_add(check->bindings, (char *)path);
			continue;
		}
		progress_begin("reading", path);
		read_object(check, path, language, api);
		progress_end();
	}
	witness_unfold(api); /* of an earlier run, kept */
	return !diag_has_errors();
}

/*
 * --target names a machine that libclang does not have, and clang's arguments another one in its place, whose types are the same: the headers are
 * taken to be those of the machine that was named.
 */
static void name_machine(struct checking *check)
{
	struct target *target = &check->headers->target, named = { 0 };
	if (!check->config->target || !target_set_triple(&named, check->config->target))
		return;
	if (named.pointer_size != target->pointer_size || named.big_endian != target->big_endian)
		return;
	target->arch = named.arch;
	target->triple = named.triple;
}

static bool read_headers(struct checking *check)
{
	if (!check->config->headers->len)
		return true;
	progress_begin("reading", g_ptr_array_index(check->config->headers, 0));
	bool ok = clang_read(check->config, check->headers);
	progress_end();
	if (ok)
		name_machine(check);
	return ok;
}

/* The machine that rustc's command is for; NULL: there is no command. A triple, or what rustc's target specification has in its place. */
static const char *rustc_target(const struct build_commands *commands)
{
	const GPtrArray *words = commands->rust;
	const char *triple = commands->target ? g_hash_table_lookup(commands->target, "llvm-target") : NULL;
	for (guint i = 0; words && !triple && i < words->len; i++) {
		const char *word = g_ptr_array_index(words, i);
		if (g_str_has_prefix(word, "--target="))
			triple = word + strlen("--target=");
		else if (strcmp(word, "--target") == 0 && i + 1 < words->len)
			triple = g_ptr_array_index(words, i + 1);
	}
	return triple || !words ? triple : BRAZE_HOST_ARCH "-unknown-linux-gnu";
}

/* Bindings say nothing of the machine that they are for: it is rustc's, else that of the headers, or of the objects. */
static bool set_text_target(struct checking *check)
{
	struct target *target = &check->text->target;
	const char *triple = rustc_target(&check->commands);
	if (!check->rust->objects->len && triple && target_set_triple(target, triple))
		return true;
	const struct api *known = check->rust->objects->len  ? check->rust :
				  check->headers->items->len ? check->headers :
				  check->c->objects->len     ? check->c :
							       NULL;
	if (known)
		*target = known->target;
	else if (!target_set_triple(target, check->config->target ? check->config->target : "x86_64-unknown-linux-gnu"))
		diag_error("--target: the machine of '%s' is not known", check->config->target);
	return !diag_has_errors();
}

static bool read_bindings(struct checking *check)
{
	if (!set_text_target(check))
		return false;
	for (guint i = 0; i < check->bindings->len; i++) {
		const char *path = g_ptr_array_index(check->bindings, i);
		progress_begin("reading", path);
		rust_bindings_read(path, NULL, check->text);
		progress_end();
	}
	return !diag_has_errors();
}

/* ---- comparing ---- */

/* "C (GNU C17 12.2.0)": the producer without its flags. Freed by the caller. */
static char *c_label(const struct api *api)
{
	const struct origin *origin = api->origins->len ? g_ptr_array_index(api->origins, 0) : NULL;
	if (!origin || !origin->producer)
		return g_strdup(origin && origin->version ? "C" : "C (BTF)");
	const char *end = strstr(origin->producer, " -");
	int length = end ? (int)(end - origin->producer) : (int)strlen(origin->producer);
	return g_strdup_printf("C (%.*s)", length, origin->producer);
}

/* "Rust (rustc 1.96.0)", from "clang LLVM (rustc version 1.96.0 (…))". Freed by the caller. */
static char *rust_label(const struct api *api)
{
	const struct origin *origin = api->origins->len ? g_ptr_array_index(api->origins, 0) : NULL;
	const char *version = origin && origin->producer ? strstr(origin->producer, "rustc version ") : NULL;
	if (!version)
		return g_strdup(api->origins->len ? "Rust" : "Rust (as written)");
	version += strlen("rustc version ");
	return g_strdup_printf("Rust (rustc %.*s)", (int)strcspn(version, " )"), version);
}

static struct view view_init(char *label, bool is_rust, const struct api *first, const struct api *second)
{
	struct view view = { .label = label, .is_rust = is_rust, .apis = g_ptr_array_new() };
	const struct api *apis[] = { first, second };
	for (size_t i = 0; i < G_N_ELEMENTS(apis); i++)
		if (apis[i] && apis[i]->items->len)
			g_ptr_array_add(view.apis, (void *)apis[i]);
	return view;
}

static void view_finish(struct view *view)
{
	g_free((char *)view->label);
	g_ptr_array_unref(view->apis);
}

static void compare_with_headers(struct checking *check, const struct view *c, const struct view *headers)
{
	guint first = check->comparison->gaps->len, pair = check->comparison->pairs->len;
	compare_views(check->comparison, c, headers);
	if (check->config->witness)
		sift_unasked(check->comparison, first, pair);
	sift_reserved(check->comparison, pair);
}

static void compare(struct checking *check)
{
	struct comparison *comparison = check->comparison;
	char *clang = clang_version_text();
	struct view c = view_init(c_label(check->c), false, check->c, NULL);
	struct view headers = view_init(g_strdup_printf("headers (%s)", clang), false, check->headers, NULL);
	struct view rust = view_init(rust_label(check->rust), true, check->rust, check->text);
	rust.module = check->config->module;
	witness_place(check->rust, "", check->text);
	progress_begin("comparing", rust.label);
	if (c.apis->len && rust.apis->len)
		compare_views(comparison, &c, &rust);
	if (c.apis->len && headers.apis->len)
		compare_with_headers(check, &c, &headers);
	guint first = comparison->differences->len;
	if (headers.apis->len && rust.apis->len)
		compare_views(comparison, &headers, &rust);
	sift_repeated(comparison, first);
	if (rust.apis->len) {
		const struct view *left = c.apis->len ? &c : &headers;
		struct build builds[] = {
			{ left, check->commands.c, NULL },
			{ &rust, check->commands.rust, check->commands.target },
		};
		compare_flags(comparison, &builds[0], &builds[1]);
		compare_kcfi(comparison, left, &rust);
	}
	progress_end();
	view_finish(&c);
	view_finish(&headers);
	view_finish(&rust);
	g_free(clang);
}

/* ---- the report ---- */

static bool has_color(const struct config *config)
{
	if (config->color != COLOR_AUTO)
		return config->color == COLOR_ALWAYS;
	const char *no_color = g_getenv("NO_COLOR");
	return !config->output && isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

static bool write_report(const struct checking *check)
{
	const struct config *config = check->config;
	struct writer out;
	const struct comparison_pair *first = &g_array_index(check->comparison->pairs, struct comparison_pair, 0);
	char *title = g_strdup_printf("%s against %s", first->left, first->right);
	writer_init(&out);
	switch (config->check_format) {
	case CHECK_TEXT:
		write_check_text(check->comparison, config->verbose, has_color(config), &out);
		break;
	case CHECK_JSON:
		write_check_json(check->comparison, &out);
		break;
	case CHECK_HTML:
		write_check_html(check->comparison, title, &out);
		break;
	}
	bool ok = (config->quiet && !config->output && config->check_format == CHECK_TEXT) ||
		  writer_commit(&out, config->output);
	writer_finish(&out);
	g_free(title);
	return ok;
}

static bool allow(struct checking *check)
{
	for (guint i = 0; i < check->config->allow->len; i++)
		if (!compare_allow(check->comparison, g_ptr_array_index(check->config->allow, i)))
			return false;
	return true;
}

static bool read_all(struct checking *check)
{
	struct config *config = check->config;
	bool ok = cflags_resolve(config) && build_commands_read(config, &check->commands);
	ok = ok && read_objects(check, config->c_files, LANGUAGE_C, check->c);
	ok = ok && read_objects(check, config->rust_files, LANGUAGE_RUST, check->rust);
	ok = ok && read_headers(check) && read_bindings(check);
	if (ok && config->witness) {
		struct witness_request request = {
			config,          &check->commands, check->headers, check->text,
			check->bindings, check->c,         check->rust,    check->comparison
		};
		ok = witnesses_make(&request);
	}
	return ok && !diag_has_errors();
}

static bool has_types(const struct api *api)
{
	for (guint i = 0; i < api->items->len; i++) {
		const struct item *item = g_ptr_array_index(api->items, i);
		if (item_is_tag(item) && item->name)
			return true;
	}
	return false;
}

/* A side without anything agrees with everything. */
static bool check_sides(const struct checking *check)
{
	const struct config *config = check->config;
	if (config->c_files->len && !check->c->items->len)
		diag_error("'%s' describes nothing that could be compared",
			   (const char *)g_ptr_array_index(config->c_files, 0));
	if (config->headers->len && !check->headers->items->len)
		diag_error("'%s' declares nothing", (const char *)g_ptr_array_index(config->headers, 0));
	if (config->rust_files->len && !check->rust->items->len && !check->text->items->len)
		diag_error("'%s' declares nothing that C could have",
			   (const char *)g_ptr_array_index(config->rust_files, 0));
	else if (config->module && check->rust->objects->len && !has_types(check->rust))
		diag_error("--module: no type of Rust is in a module '%s'", config->module);
	return !diag_has_errors();
}

bool checking_run(struct config *config)
{
	struct checking check = {
		.config = config,
		.headers = api_new(),
		.c = api_new(),
		.rust = api_new(),
		.text = api_new(),
		.bindings = g_ptr_array_new(),
		.comparison = comparison_new(),
	};
	bool ok = read_all(&check) && check_sides(&check);
	if (ok) {
		compare(&check);
		ok = !diag_has_errors() && allow(&check) && write_report(&check) &&
		     !comparison_count_differences(check.comparison);
	}
	comparison_free(check.comparison);
	g_ptr_array_unref(check.bindings);
	build_commands_finish(&check.commands);
	api_free(check.headers);
	api_free(check.c);
	api_free(check.rust);
	api_free(check.text);
	return ok && !diag_has_errors();
}
