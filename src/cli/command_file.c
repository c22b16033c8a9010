/*
 * Files that builds leave behind to the words of one compiler's command.
 *
 *     savedcmd_rust/core.o := OBJTREE=/k rustc -Cno-redzone=y … ; objcopy …     Kbuild's .cmd file
 *          Running `CARGO=… rustc --crate-name foo --edition=2021 …`            cargo build -v
 *     [3/7] gcc -Ia -c a.c -o a.o                                               ninja -v
 *     [ { "directory": "/b", "command": "gcc …", "file": "a.c" } ]              compile_commands.json
 *     -C no-redzone=y --target=x86_64-unknown-none                              options alone
 *
 * Lines are logical ones: a backslash at the end joins the next. Of a line the shell's commands are looked at one by one (`;`, `&&`,
 * `||`, `|`), past assignments to the environment and wrappers (ccache, env), for the first word that is the program. Of several commands the
 * last that compiles counts, as the last crate of a build is the project's own. Kbuild writes $(pound) for # and $$ for $ (scripts/Kbuild.include).
 */
#include "cli/command_file.h"

#include "base/diag.h"

#include <jansson.h>
#include <string.h>

enum { DEPTH_MAX = 16, RESPONSES_MAX = 256, WORDS_MAX = 1 << 20 };

struct reader {
	const char *path, *program; /* program NULL: a C compiler */
	GPtrArray *words; /* of the command that counts: char * */
	unsigned line;    /* where it is from; 0: none yet */
	bool compiles;    /* it names a source */
	unsigned responses; /* @FILE that were read */
	char *directory;
};

static bool report(const char *path, unsigned line, const char *text)
{
	diag_report(SEVERITY_ERROR, (struct place){ path, line, 0 }, NULL, "%s", text);
	return false;
}

/* ---- which command ---- */

/* "x86_64-linux-gnu-gcc-12" is a C compiler, "/usr/bin/rustc" is rustc. */
static bool is_program(const char *word, const char *program)
{
	static const char *const c_compilers[] = { "gcc", "clang", "cc", "c99", "c11", "tcc", NULL };
	const char *const one[] = { program, NULL };
	char *base = g_path_get_basename(word);
	char *dash = strrchr(base, '-');
	if (dash && g_ascii_isdigit(dash[1]) && strspn(dash + 1, "0123456789.") == strlen(dash + 1))
		*dash = '\0';
	if (g_str_has_suffix(base, ".exe"))
		base[strlen(base) - strlen(".exe")] = '\0';
	bool found = false;
	for (const char *const *name = program ? one : c_compilers; *name && !found; name++) {
		const char *end = g_str_has_suffix(base, *name) ? base + strlen(base) - strlen(*name) : NULL;
		found = end && (end == base || (!program && end[-1] == '-'));
	}
	g_free(base);
	return found;
}

static bool is_assignment(const char *word)
{
	size_t length = strspn(word, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");
	return length && word[length] == '=';
}

/* What asks the compiler about itself, or builds a build script, as cargo does before it builds the crate. */
static bool is_question(const GPtrArray *words)
{
	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i], *next = i + 1 < words->len ? words->pdata[i + 1] : "";
		if (g_str_has_prefix(word, "--print") || strcmp(word, "-vV") == 0 || strcmp(word, "--version") == 0 ||
		    g_str_has_prefix(word, "--crate-name=build_script_") ||
		    (strcmp(word, "--crate-name") == 0 && g_str_has_prefix(next, "build_script_")))
			return true;
	}
	return false;
}

static bool names_source(const GPtrArray *words)
{
	for (guint i = 0; i < words->len; i++)
		if (g_str_has_suffix(words->pdata[i], ".c") || g_str_has_suffix(words->pdata[i], ".rs"))
			return true;
	return false;
}

/* Takes the command if the program is run by it. words: those of one of the shell's commands; they are given away. */
static void take_command(struct reader *reader, GPtrArray *words, unsigned line)
{
	guint program = 0;
	while (program < words->len && !is_program(words->pdata[program], reader->program) &&
	       ((char *)words->pdata[program])[0] != '-')
		program++;
	bool compiles = names_source(words);
	if (program >= words->len || ((char *)words->pdata[program])[0] == '-' || is_question(words) ||
	    (reader->compiles && !compiles)) {
		g_ptr_array_unref(words);
		return;
	}
	for (guint i = program; i-- > 0;) /* ccache, env */
		if (!is_assignment(words->pdata[i]))
			g_ptr_array_remove_index(words, i);
	g_ptr_array_unref(reader->words);
	reader->words = words;
	reader->line = line;
	reader->compiles = compiles;
}

/* ---- the shell's words ---- */

struct shell {
	const char *p;
	GString *word;
	bool in_word;
	GPtrArray *words;
};

static void end_word(struct shell *shell)
{
	if (shell->in_word && shell->words->len < WORDS_MAX)
		g_ptr_array_add(shell->words, g_strdup(shell->word->str));
	g_string_truncate(shell->word, 0);
	shell->in_word = false;
}

static GPtrArray *end_command(struct shell *shell)
{
	end_word(shell);
	GPtrArray *words = shell->words;
	shell->words = g_ptr_array_new_with_free_func(g_free);
	return words;
}

/* Behind the opening quotation mark; false: there is no closing one. */
static bool take_quoted(struct shell *shell, char quote)
{
	for (; *shell->p; shell->p++) {
		if (*shell->p == quote) {
			shell->p++;
			return true;
		}
		if (quote == '"' && *shell->p == '\\' && shell->p[1] && strchr("\"\\$`", shell->p[1]))
			shell->p++;
		g_string_append_c(shell->word, *shell->p);
	}
	return false;
}

/* Splits a line into the shell's commands and takes each; false: a quotation mark is open. */
static bool take_line(struct reader *reader, const char *line, unsigned number)
{
	struct shell shell = { line, g_string_new(NULL), false, g_ptr_array_new_with_free_func(g_free) };
	bool good = true;
	while (*shell.p && good) {
		char c = *shell.p++;
		if (c == '\'' || c == '"') {
			shell.in_word = true;
			good = take_quoted(&shell, c);
		} else if (c == '\\' && *shell.p) {
			shell.in_word = true;
			g_string_append_c(shell.word, *shell.p++);
		} else if (g_ascii_isspace(c)) {
			end_word(&shell);
		} else if (strchr(";|&()`", c)) {
			take_command(reader, end_command(&shell), number);
		} else {
			shell.in_word = true;
			g_string_append_c(shell.word, c);
		}
	}
	take_command(reader, end_command(&shell), number);
	g_ptr_array_unref(shell.words);
	g_string_free(shell.word, TRUE);
	return good;
}

/* ---- Kbuild ---- */

/* Make's view of a line: "$(pound)" is '#', "$$" is '$'. Freed by the caller. */
static char *expand_make(const char *text)
{
	GString *out = g_string_new(NULL);
	while (*text) {
		if (g_str_has_prefix(text, "$(pound)")) {
			g_string_append_c(out, '#');
			text += strlen("$(pound)");
		} else {
			text += text[0] == '$' && text[1] == '$';
			g_string_append_c(out, *text++);
		}
	}
	return g_string_free(out, FALSE);
}

/*
 * "savedcmd_rust/core.o := rustc …": the command; *target is "rust/core.o", freed by the caller. NULL: another line.
 */
static const char *kbuild_command(const char *line, char **target)
{
	const char *name = g_str_has_prefix(line, "savedcmd_") ? line + strlen("savedcmd_") :
			   g_str_has_prefix(line, "cmd_")      ? line + strlen("cmd_") :
								 NULL;
	const char *assign = name ? strstr(name, ":=") : NULL;
	if (!assign || strcspn(name, " \t:") > (size_t)(assign - name))
		return NULL;
	*target = g_strndup(name, strcspn(name, " \t:"));
	return assign + strlen(":=");
}

/* What make ran in: "/k" for "/k/rust/.core.o.cmd" and "rust/core.o". Freed by the caller. */
static char *kbuild_directory(const char *path, const char *target)
{
	char *folder = g_path_get_dirname(path), *target_folder = g_path_get_dirname(target);
	char *root = g_canonicalize_filename(folder, NULL);
	if (!g_path_is_absolute(target) && strcmp(target_folder, ".") != 0) {
		char *suffix = g_strconcat("/", target_folder, NULL);
		if (g_str_has_suffix(root, suffix))
			root[strlen(root) - strlen(suffix)] = '\0';
		g_free(suffix);
	}
	g_free(folder);
	g_free(target_folder);
	return root;
}

static bool take_kbuild(struct reader *reader, const char *line, unsigned number, bool *is_kbuild)
{
	char *target;
	const char *command = kbuild_command(line, &target);
	*is_kbuild = command != NULL;
	if (!command)
		return true;
	char *expanded = expand_make(command);
	unsigned before = reader->line;
	bool good = take_line(reader, expanded, number);
	if (reader->line != before || !reader->directory) {
		g_free(reader->directory);
		reader->directory = kbuild_directory(reader->path, target);
	}
	g_free(expanded);
	g_free(target);
	return good;
}

/* ---- logs and plain text ---- */

/* "     Running `CARGO=/x rustc …`": what is between the marks, freed by the caller; NULL: another line. */
static char *cargo_command(const char *line)
{
	const char *start = strstr(line, "Running `");
	if (!start || strspn(line, " \t") != (size_t)(start - line))
		return NULL;
	start += strlen("Running `");
	const char *end = strrchr(start, '`');
	return end ? g_strndup(start, (gsize)(end - start)) : g_strdup(start);
}

/* Past "[12/34] " of ninja and "+ " of set -x. */
static const char *skip_progress(const char *line)
{
	const char *bracket = strchr(line, ']');
	line += strspn(line, " \t");
	if (*line == '[' && bracket && strspn(line + 1, "0123456789/% ") == (size_t)(bracket - line - 1))
		return bracket + 1;
	return g_str_has_prefix(line, "+ ") ? line + 2 : line;
}

/* A line with the program's name in it; text before a colon, as in "note: …", is no command and is passed over by its words. */
static bool take_text_line(struct reader *reader, const char *line, unsigned number)
{
	bool is_kbuild;
	char *command;
	if (!take_kbuild(reader, line, number, &is_kbuild))
		return false;
	if (is_kbuild)
		return true;
	if ((command = cargo_command(line))) {
		bool good = take_line(reader, command, number);
		g_free(command);
		return good;
	}
	line = skip_progress(line);
	if (*line == '#')
		return true;
	take_line(reader, line, number); /* logs hold all sorts of lines */
	return true;
}

/* Options without the program before them. */
static bool take_options(struct reader *reader, const char *text)
{
	char **words = NULL;
	GError *error = NULL;
	const char *start = text + strspn(text, " \t\r\n");
	if (*start != '-' && *start != '@' && *start != '#')
		return false;
	if (!g_shell_parse_argv(text, NULL, &words, &error)) {
		report(reader->path, 0, "a quotation mark is not closed");
		g_clear_error(&error);
		return true;
	}
	g_ptr_array_add(reader->words, g_strdup(reader->program ? reader->program : "cc"));
	for (char **word = words; *word; word++)
		g_ptr_array_add(reader->words, g_strdup(*word));
	g_strfreev(words);
	reader->line = 1;
	return true;
}

/* The text line by line, joined where a backslash ends one. */
static bool read_lines(struct reader *reader, const char *text)
{
	GString *joined = g_string_new(NULL);
	unsigned number = 0, first = 1;
	bool good = true;
	while (*text && good) {
		size_t length = strcspn(text, "\n");
		size_t used = length && text[length - 1] == '\r' ? length - 1 : length;
		number++;
		if (!joined->len)
			first = number;
		g_string_append_len(joined, text, (gssize)used);
		text += length + (text[length] == '\n');
		if (used && joined->str[joined->len - 1] == '\\' && *text) {
			joined->str[joined->len - 1] = ' ';
			continue;
		}
		if (!take_text_line(reader, joined->str, first))
			good = report(reader->path, first, "a quotation mark is not closed");
		g_string_truncate(joined, 0);
	}
	g_string_free(joined, TRUE);
	return good;
}

/* ---- compile_commands.json ---- */

static bool take_entry(struct reader *reader, const json_t *entry)
{
	const char *directory = json_string_value(json_object_get(entry, "directory"));
	const char *file = json_string_value(json_object_get(entry, "file"));
	const char *command = json_string_value(json_object_get(entry, "command"));
	const json_t *arguments = json_object_get(entry, "arguments");
	if (reader->line || !file || !g_str_has_suffix(file, ".c"))
		return true;
	if (command && !take_line(reader, command, 1))
		return report(reader->path, 0, "a quotation mark is not closed in a 'command'");
	if (json_is_array(arguments)) {
		GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
		for (size_t i = 0; i < json_array_size(arguments); i++)
			if (json_is_string(json_array_get(arguments, i)))
				g_ptr_array_add(words, g_strdup(json_string_value(json_array_get(arguments, i))));
		take_command(reader, words, 1);
	}
	if (reader->line && directory) {
		char *folder = g_path_get_dirname(reader->path);
		g_free(reader->directory);
		reader->directory = g_canonicalize_filename(directory, g_path_is_absolute(directory) ? NULL : folder);
		g_free(folder);
	}
	return true;
}

static bool read_database(struct reader *reader, const char *text)
{
	json_error_t error;
	json_t *root = json_loads(text, 0, &error);
	bool good = true;
	if (!root) {
		diag_report(SEVERITY_ERROR, (struct place){ reader->path, (unsigned)MAX(error.line, 0), 0 }, NULL,
			    "not JSON: %s", error.text);
		return false;
	}
	if (!json_is_array(root))
		good = report(reader->path, 1, "a compilation database is a list of objects");
	for (size_t i = 0; i < json_array_size(root) && good; i++)
		good = take_entry(reader, json_array_get(root, i));
	json_decref(root);
	return good;
}

/* ---- @FILE ---- */

static bool append_words(struct reader *reader, const GPtrArray *words, GPtrArray *out, unsigned depth);

/* rustc takes a line for a word, C compilers split as a shell does. */
static GPtrArray *split_response(const char *text, bool by_lines)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	char **parts = NULL;
	if (by_lines)
		parts = g_strsplit(text, "\n", -1);
	else if (!g_shell_parse_argv(text, NULL, &parts, NULL))
		parts = g_strsplit_set(text, " \t\r\n", -1);
	for (char **part = parts; *part; part++)
		if (**part)
			g_ptr_array_add(words, g_strdup(*part));
	g_strfreev(parts);
	return words;
}

static bool append_response(struct reader *reader, const char *name, GPtrArray *out, unsigned depth)
{
	char *path = g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(reader->directory, name, NULL);
	char *text = NULL;
	GError *error = NULL;
	bool good = false;
	if (depth >= DEPTH_MAX || ++reader->responses > RESPONSES_MAX) {
		report(reader->path, reader->line, "response files are nested too deeply");
	} else if (!g_file_get_contents(path, &text, NULL, &error)) {
		diag_report(SEVERITY_WARNING, (struct place){ reader->path, reader->line, 0 }, "response-file",
			    "the response file '%s' of the command is not read: %s", path, diag_file_error_text(error));
		g_error_free(error);
		good = true;
	} else {
		GPtrArray *words = split_response(text, reader->program != NULL);
		good = append_words(reader, words, out, depth + 1);
		g_ptr_array_unref(words);
	}
	g_free(text);
	g_free(path);
	return good;
}

static bool append_words(struct reader *reader, const GPtrArray *words, GPtrArray *out, unsigned depth)
{
	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i];
		if (word[0] == '@' && word[1] && (i > 0 || depth)) {
			if (!append_response(reader, word + 1, out, depth))
				return false;
		} else {
			g_ptr_array_add(out, g_strdup(word));
		}
	}
	return true;
}

/* ---- all of it ---- */

/* Removes a terminal's colours: "\033[1m". */
static void remove_colors(char *text)
{
	char *out = text;
	while (*text) {
		if (text[0] == '\033' && text[1] == '[') {
			text += 2 + strspn(text + 2, "0123456789;");
			text += *text != '\0';
		} else {
			*out++ = *text++;
		}
	}
	*out = '\0';
}

static bool read_text(struct reader *reader, char *text)
{
	remove_colors(text);
	const char *start = text + strspn(text, " \t\r\n");
	if (*start == '[' && strchr(start, '{') && strspn(start + 1, " \t\r\n") == strcspn(start + 1, "{"))
		return read_database(reader, text);
	if (take_options(reader, text))
		return reader->line != 0;
	return read_lines(reader, text);
}

static bool finish(struct reader *reader, bool good, GPtrArray *words, char **directory)
{
	if (good)
		good = append_words(reader, reader->words, words, 0);
	if (good)
		*directory = g_steal_pointer(&reader->directory);
	g_ptr_array_unref(reader->words);
	g_free(reader->directory);
	return good;
}

bool command_file_read(const char *path, const char *program, GPtrArray *words, char **directory)
{
	struct reader reader = { .path = path, .program = program };
	char *text;
	gsize length;
	GError *error = NULL;
	*directory = NULL;
	if (!g_file_get_contents(path, &text, &length, &error)) {
		diag_error("cannot read '%s': %s", path, diag_file_error_text(error));
		g_error_free(error);
		return false;
	}
	reader.words = g_ptr_array_new_with_free_func(g_free);
	reader.directory = g_get_current_dir();
	bool good = strlen(text) == length ? read_text(&reader, text) :
					     report(path, 0, "it has a zero byte in it: it is no command line");
	if (good && !reader.line) {
		diag_report(SEVERITY_ERROR, (struct place){ path, 0, 0 }, NULL, "no command in it runs %s",
			    program ? program : "a C compiler");
		good = false;
	}
	g_free(text);
	return finish(&reader, good, words, directory);
}
