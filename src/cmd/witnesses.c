/*
 * From models to witness files, to objects, to what the compilers say of them.
 *
 *     words of the command     gcc -Iinclude -mno-red-zone -O2 -MMD -c -o a.o a.c
 *     command of the witness   gcc -Iinclude -mno-red-zone -O2 -g -fno-eliminate-unused-debug-types … -c -o witness-c.o witness-c.c
 *
 * What the compiler refuses in a line of the witness is left out, as a gap, and the rest is tried again: headers may have declarations that only
 * another compiler takes. An error that no such line has a part in is the user's, and ends the run.
 */
#include "cmd/witnesses.h"

#include "base/diag.h"
#include "base/writer.h"
#include "cmd/command_words.h"
#include "cmd/progress.h"
#include "pass/witness.h"
#include "read/dwarf/dwarf.h"
#include "write/witness.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS_MAX = 12 };

/* One of the two files. */
struct making {
	const struct witness_request *request;
	const char *language;   /* "C", "Rust" */
	const char *folder;     /* of the run; NULL: here */
	char *source, *object;  /* absolute paths */
	GPtrArray *command;     /* char *, ends with NULL */
	struct witness witness;
};

/* ---- the commands ---- */

static void add_words(GPtrArray *command, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		g_ptr_array_add(command, g_strdup(words[i]));
}

#define ADD(command, ...) \
	add_words(command, (const char *const[]){ __VA_ARGS__ }, \
		  sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

/* The compiler of the machine, with the flags that the headers are read with: what gcc does not know of them is clang's. */
static GPtrArray *default_c_command(const struct config *config)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	ADD(words, "cc");
	for (guint i = 0; i < config->clang_args->len; i++) {
		const char *word = g_ptr_array_index(config->clang_args, i);
		bool is_target = strcmp(word, "-target") == 0;
		if (is_target || strcmp(word, "-Xclang") == 0)
			i++;
		else if (!g_str_has_prefix(word, "--target=") && !g_str_has_prefix(word, "-W"))
			g_ptr_array_add(words, g_strdup(word));
	}
	return words;
}

static void set_c_command(struct making *making)
{
	const struct build_commands *commands = making->request->commands;
	const char *source;
	GPtrArray *words = commands->c ? NULL : default_c_command(making->request->config);
	making->command = command_words_of_c(words ? words : commands->c, &source);
	making->folder = commands->c_folder;
	ADD(making->command, "-w", "-g", "-fno-eliminate-unused-debug-types", "-fno-lto", "-c", "-o", making->object,
	    making->source);
	g_ptr_array_add(making->command, NULL);
	if (words)
		g_ptr_array_unref(words);
}

/* *root: the crate root that the command compiles, or NULL. */
static void set_rust_command(struct making *making, char **root)
{
	const struct build_commands *commands = making->request->commands;
	const char *source = NULL;
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	if (!commands->rust)
		ADD(words, "rustc");
	making->command = command_words_of_rust(commands->rust ? commands->rust : words, &source);
	making->folder = commands->rust_folder;
	*root = source ? g_canonicalize_filename(source, making->folder) : NULL;
	if (!source && !command_words_have(making->command, "--edition")) /* rustc's default is that of 2015 */
		ADD(making->command, "--edition=2021");
	ADD(making->command, "--crate-type", "lib", "--crate-name", "braze_witness", "--cap-lints=allow",
	    "-Cdebuginfo=2", "-Ccodegen-units=1", "--error-format=short", "--emit=obj", "-o", making->object,
	    making->source);
	g_ptr_array_add(making->command, NULL);
	g_ptr_array_unref(words);
}

/* ---- one run ---- */

/* That of the command: its settings, and ours. Freed by the caller. */
static char **environment_of(const struct making *making)
{
	char **environment = g_get_environ();
	for (char **words = (char **)making->command->pdata; *words && command_words_is_setting(*words); words++) {
		char **parts = g_strsplit(*words, "=", 2);
		environment = g_environ_setenv(environment, parts[0], parts[1], TRUE);
		g_strfreev(parts);
	}
	environment = g_environ_setenv(environment, "LC_ALL", "C", TRUE);
	if (command_words_have(making->command,
			       "-Z")) /* the build that they are from had this, or a nightly compiler */
		environment = g_environ_setenv(environment, "RUSTC_BOOTSTRAP", "1", FALSE);
	return environment;
}

/* Runs the command; its messages are in *messages, freed by the caller. False where it could not be started or failed. */
static bool run(const struct making *making, char **messages)
{
	GError *error = NULL;
	int status = 0;
	char **words = (char **)making->command->pdata, **environment = environment_of(making);
	*messages = NULL;
	while (*words && command_words_is_setting(*words))
		words++;
	bool ok = g_spawn_sync(making->folder, words, environment, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
			       NULL, NULL, NULL, messages, &status, &error) &&
		  g_spawn_check_wait_status(status, NULL);
	g_strfreev(environment);
	if (error) {
		*messages = g_strdup_printf("%s", error->message);
		g_error_free(error);
	}
	return ok;
}

/* The line of the witness that a message is about; 0: it is about another file. */
static guint64 line_of(const struct making *making, const char *message)
{
	size_t length = strlen(making->source);
	const char *at = strstr(message, making->source);
	return at && at[length] == ':' ? g_ascii_strtoull(at + length + 1, NULL, 10) : 0;
}

/* Leaves the line out; false where it is none that can be. why: the message. */
static bool drop_line(struct making *making, guint64 number, const char *why)
{
	struct comparison *comparison = making->request->comparison;
	if (number == 0 || number > making->witness.lines->len)
		return false;
	struct witness_line *line = &g_array_index(making->witness.lines, struct witness_line, number - 1);
	if (!line->kind)
		return false;
	if (!line->is_dropped) {
		const char *text = strstr(why, "error");
		text = text && strchr(text, ':') ? strchr(text, ':') + 1 : why;
		struct gap gap = { .kind = line->kind,
				   .name = comparison_text(comparison, line->name),
				   .id = "not-compiled",
				   .reason = comparison_format(comparison, "the %s compiler refuses it:%s",
							       making->language, text) };
		g_array_append_val(comparison->gaps, gap);
	}
	line->is_dropped = true;
	return true;
}

/* Drops what the errors are about. A message's notes say where a macro was used. False where an error is about no such line. */
static bool drop_refused(struct making *making, const char *messages)
{
	char **lines = g_strsplit(messages, "\n", -1);
	const char *error = NULL; /* one that no line was found for yet */
	bool any = false;
	for (char **line = lines; *line; line++) {
		bool is_error = strstr(*line, ": error") || strstr(*line, ": fatal error");
		if (is_error && error)
			break;
		if (is_error)
			error = *line;
		guint64 number = line_of(making, *line);
		if (error && number && drop_line(making, number, error)) {
			any = true;
			error = NULL;
		}
	}
	bool ok = any && !error;
	g_strfreev(lines);
	return ok;
}

/* The compiler's first words, for the user. */
static void report_failure(const struct making *making, char *messages)
{
	enum { LINES_MAX = 12 };
	bool is_silent = !messages || !*g_strstrip(messages);
	char **lines = g_strsplit(is_silent ? "the compiler says nothing about it" : messages, "\n", LINES_MAX + 1);
	if (g_strv_length(lines) > LINES_MAX)
		g_clear_pointer(&lines[LINES_MAX], g_free);
	char *text = g_strjoinv("\n    ", lines);
	diag_error(
		"the witness file for %s does not compile; --keep DIR keeps it, and its command is beside it:\n    %s",
		making->language, g_strchomp(text));
	g_free(text);
	g_strfreev(lines);
}

static bool write_source(const struct making *making)
{
	struct writer out, command;
	char *path = g_strconcat(making->source, ".cmd", NULL);
	writer_init(&out);
	writer_init(&command);
	write_witness(&making->witness, &out);
	for (guint i = 0; i + 1 < making->command->len; i++) {
		char *word = g_shell_quote(g_ptr_array_index(making->command, i));
		writer_print(&command, "%s%s", i ? " " : "", word);
		g_free(word);
	}
	writer_text(&command, "\n");
	bool ok = writer_commit(&out, making->source) && writer_commit(&command, path);
	writer_finish(&command);
	writer_finish(&out);
	g_free(path);
	return ok;
}

/* is_trial: there is another way to make it where this one fails, which is not reported then. */
static bool build(struct making *making, bool is_trial)
{
	bool ok = false, again = true;
	for (unsigned round = 0; again && round < ROUNDS_MAX; round++) {
		char *messages;
		if (!write_source(making))
			return false;
		ok = run(making, &messages);
		again = !ok && messages && drop_refused(making, messages);
		if (!ok && !is_trial && (!again || round + 1 == ROUNDS_MAX))
			report_failure(making, messages);
		g_free(messages);
	}
	return ok;
}

/* ---- both ---- */

static void making_init(struct making *making, const struct witness_request *request, const char *language,
			const char *folder, const char *stem, const char *suffix)
{
	*making = (struct making){ .request = request, .language = language };
	making->source = g_strdup_printf("%s/%s%s", folder, stem, suffix);
	making->object = g_strdup_printf("%s/%s.o", folder, stem);
	witness_init(&making->witness);
}

static void making_finish(struct making *making)
{
	witness_finish(&making->witness);
	g_free(making->source);
	g_free(making->object);
	if (making->command)
		g_ptr_array_unref(making->command);
}

/* A folder that is gone when the report is read says nothing to anybody, and would make each report another one. */
static void hide_folder(const struct making *making, struct api *api, guint first)
{
	char *folder = g_path_get_dirname(making->source), *prefix = g_strconcat(folder, "/", NULL);
	if (making->request->config->keep)
		g_clear_pointer(&prefix, g_free);
	for (guint i = first; prefix && i < api->objects->len; i++) {
		struct object *object = g_ptr_array_index(api->objects, i);
		if (g_str_has_prefix(object->path, prefix))
			object->path += strlen(prefix);
	}
	for (guint i = 0; prefix && i < api->origins->len; i++) {
		struct origin *origin = g_ptr_array_index(api->origins, i);
		if (origin->source && g_str_has_prefix(origin->source, prefix))
			origin->source += strlen(prefix);
	}
	for (guint i = 0; prefix && i < api->files->len; i++)
		if (g_str_has_prefix(api->files->pdata[i], prefix))
			api->files->pdata[i] = (char *)api->files->pdata[i] + strlen(prefix);
	g_free(prefix);
	g_free(folder);
}

static bool read_object(const struct making *making, enum language language, struct api *api)
{
	struct dwarf_request request = { .language = language };
	struct dwarf_summary summary = { 0 };
	guint first = api->objects->len;
	if (!dwarf_read(making->object, &request, api, &summary))
		return false;
	witness_unfold(api);
	witness_place(api, making->source, language == LANGUAGE_C ? making->request->headers : making->request->text);
	hide_folder(making, api, first);
	return true;
}

static bool make_c(const struct witness_request *request, const char *folder)
{
	struct making making;
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free), *texts = g_ptr_array_new();
	making_init(&making, request, "C", folder, "witness-c", ".c");
	for (guint i = 0; i < request->config->headers->len; i++) {
		const char *header = g_ptr_array_index(request->config->headers, i);
		bool is_here = g_file_test(header, G_FILE_TEST_EXISTS);
		g_ptr_array_add(paths, is_here ? g_canonicalize_filename(header, NULL) : g_strdup(header));
	}
	g_ptr_array_add(texts, (void *)request->text);
	witness_add_c(&making.witness, request->headers, paths, texts);
	set_c_command(&making);
	progress_begin("compiling", making.source);
	bool ok = build(&making, false);
	progress_end();
	ok = ok && read_object(&making, LANGUAGE_C, request->c);
	making_finish(&making);
	g_ptr_array_unref(texts);
	g_ptr_array_unref(paths);
	return ok;
}

/* rustc compiles for this machine unless it is told otherwise. */
static bool can_make_rust(const struct witness_request *request)
{
	struct target host = { 0 };
	if (!request->text->items->len)
		return false;
	target_set_triple(&host, BRAZE_HOST_ARCH "-unknown-linux-gnu");
	if (request->commands->rust || g_strcmp0(host.arch, request->text->target.arch) == 0)
		return true;
	struct gap gap = { .kind = "file",
			   .name = "witness-rust.rs",
			   .id = "no-rust-witness",
			   .reason = "rustc was not run for this target: give --rustc with its --target" };
	g_array_append_val(request->comparison->gaps, gap);
	return false;
}

static void clear_source(void *source)
{
	g_free(((struct witness_source *)source)->text);
}

/* The text of a file, NULL after an error, which was reported. Freed by the caller. */
static char *read_text(const char *path)
{
	char *text = NULL;
	GError *error = NULL;
	if (!g_file_get_contents(path, &text, NULL, &error)) {
		diag_error("'%s': %s", path, diag_file_error_text(error));
		g_error_free(error);
	}
	return text;
}

/* Adds what the witness is made of; root: path of the crate's root, or NULL. */
static bool add_rust(struct making *making, const char *root)
{
	const GPtrArray *paths = making->request->bindings;
	char *folder = root ? g_path_get_dirname(root) : NULL;
	struct witness_root crate = { root ? read_text(root) : NULL, folder, environment_of(making) };
	GArray *sources = g_array_new(FALSE, TRUE, sizeof(struct witness_source));
	g_array_set_clear_func(sources, clear_source);
	bool ok = !root || crate.text;
	for (guint i = 0; ok && i < paths->len; i++) {
		struct witness_source source = { g_ptr_array_index(paths, i), read_text(g_ptr_array_index(paths, i)) };
		ok = source.text;
		g_array_append_val(sources, source);
	}
	if (ok)
		witness_add_rust(&making->witness, making->request->text, sources, &crate);
	g_array_unref(sources);
	g_strfreev(crate.environment);
	g_free((char *)crate.text);
	g_free(folder);
	return ok;
}

/* with_root: within the crate that the command compiles. *had_root: there is one. */
static bool try_rust(const struct witness_request *request, const char *folder, bool with_root, bool *had_root)
{
	struct making making;
	char *root = NULL;
	making_init(&making, request, "Rust", folder, "witness-rust", ".rs");
	set_rust_command(&making, &root);
	*had_root = root != NULL;
	bool ok = add_rust(&making, with_root ? root : NULL);
	if (ok) {
		progress_begin("compiling", making.source);
		ok = build(&making, with_root && root);
		progress_end();
	}
	ok = ok && read_object(&making, LANGUAGE_RUST, request->rust);
	making_finish(&making);
	g_free(root);
	return ok;
}

/* A crate that is in several files, or that needs what Cargo made for it, cannot be copied: the bindings may do without it. */
static bool make_rust(const struct witness_request *request, const char *folder)
{
	bool had_root = false;
	guint n_gaps = request->comparison->gaps->len;
	if (!can_make_rust(request) || try_rust(request, folder, true, &had_root))
		return true;
	if (!had_root || diag_has_errors())
		return false;
	g_array_set_size(request->comparison->gaps, n_gaps);
	return try_rust(request, folder, false, &had_root);
}

static void remove_folder(char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		char *path = g_build_filename(folder, name, NULL);
		g_unlink(path);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
	g_rmdir(folder);
}

bool witnesses_make(const struct witness_request *request)
{
	const char *keep = request->config->keep;
	GError *error = NULL;
	char *folder = keep ? g_canonicalize_filename(keep, NULL) : g_dir_make_tmp("braze-XXXXXX", &error);
	if (!folder) {
		diag_error("no folder for the witness files: %s", error->message);
		g_error_free(error);
		return false;
	}
	bool ok = g_mkdir_with_parents(folder, 0777) == 0;
	if (!ok)
		diag_error("'%s': no folder can be made there", folder);
	ok = ok && make_c(request, folder) && make_rust(request, folder);
	if (!keep)
		remove_folder(folder);
	g_free(folder);
	return ok;
}
