/*
 * DIR/compile_commands.json to the flags for a header.
 *
 *     [ { "directory": "/src/build", "file": "../lib/a.c", "command": "gcc -I../include -DX -c ../lib/a.c -o a.o" }, … ]
 *
 * gives "-I/src/build/../include", "-DX". A header rarely has an entry of its own; then that of a C source is taken: the fewer
 * folders one has to go up and down from the header to the source, the better, and the same name without suffix
 * (lib/a.h, lib/a.c) is worth four such steps; of equals the first counts. Entries are read one at a time, so that each mistake
 * has a line, and a database of any size costs little memory.
 */
#include "cli/cflags.h"

#include "base/diag.h"

#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { STEM_BONUS = 4 };

struct database {
	const char *header;      /* absolute */
	char *folder;            /* of the file, absolute */
	char *path;
	char *text;
	gsize length;
	/* the best entry so far */
	int cost;
	unsigned line;
	char *directory, *file;  /* absolute */
	char **words;            /* of its command; NULL: none found */
};

/* ---- which entry ---- */

/* "/src/lib/a.h" → "a" */
static char *stem_of(const char *path)
{
	char *name = g_path_get_basename(path);
	char *dot = strrchr(name, '.');
	if (dot && dot > name)
		*dot = '\0';
	return name;
}

static unsigned count_slashes(const char *text)
{
	unsigned n = 0;
	for (; *text; text++)
		n += *text == '/';
	return n;
}

/* Steps up and down between the folders of two absolute paths, less the bonus; -INT_MAX for the same file. */
static int entry_cost(const char *header, const char *file)
{
	if (strcmp(header, file) == 0)
		return -INT_MAX;
	size_t common = 0;
	for (size_t i = 0; header[i] && header[i] == file[i]; i++)
		if (header[i] == '/')
			common = i + 1;
	char *header_stem = stem_of(header), *file_stem = stem_of(file);
	int cost = (int)(count_slashes(header + common) + count_slashes(file + common));
	if (strcmp(header_stem, file_stem) == 0)
		cost -= STEM_BONUS;
	g_free(header_stem);
	g_free(file_stem);
	return cost;
}

static bool is_candidate(const char *header, const char *file)
{
	return g_str_has_suffix(file, ".c") || strcmp(header, file) == 0;
}

static bool entry_error(const struct database *db, unsigned line, const char *text)
{
	diag_report(SEVERITY_ERROR, (struct place){ db->path, line, 0 }, NULL, "%s", text);
	return false;
}

/* The words of "arguments" or "command"; NULL with an error. */
static char **entry_words(const struct database *db, const json_t *entry, unsigned line)
{
	const json_t *arguments = json_object_get(entry, "arguments");
	const char *command = json_string_value(json_object_get(entry, "command"));
	char **words = NULL;
	if (!arguments) {
		if (!command)
			entry_error(db, line, "the entry has neither 'arguments' nor 'command'");
		else if (!g_shell_parse_argv(command, NULL, &words, NULL))
			entry_error(db, line, "the command is empty or has a quotation mark that is not closed");
		return words;
	}
	size_t n = json_array_size(arguments);
	words = g_new0(char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		const char *word = json_string_value(json_array_get(arguments, i));
		if (!word) {
			g_strfreev(words);
			entry_error(db, line, "'arguments' is no list of strings");
			return NULL;
		}
		words[i] = g_strdup(word);
	}
	return words;
}

static bool take_entry(struct database *db, const json_t *entry, unsigned line)
{
	const char *directory = json_string_value(json_object_get(entry, "directory"));
	const char *file = json_string_value(json_object_get(entry, "file"));
	if (!directory || !file)
		return entry_error(db, line, "the entry has no 'directory' or no 'file'");
	char *folder = g_canonicalize_filename(directory, db->folder);
	char *path = g_canonicalize_filename(file, folder);
	int cost = is_candidate(db->header, path) ? entry_cost(db->header, path) : INT_MAX;
	bool good = true;
	if (cost < db->cost) {
		char **words = entry_words(db, entry, line);
		good = words != NULL;
		if (good) {
			g_strfreev(db->words);
			g_free(db->directory);
			g_free(db->file);
			db->words = words;
			db->directory = g_steal_pointer(&folder);
			db->file = g_steal_pointer(&path);
			db->cost = cost;
			db->line = line;
		}
	}
	g_free(folder);
	g_free(path);
	return good;
}

/* ---- the file ---- */

/* A position in the text that moves on only, so that lines are counted once. */
struct cursor {
	const char *p, *end;
	unsigned line;
};

static void advance(struct cursor *cursor, size_t bytes)
{
	for (const char *end = cursor->p + bytes; cursor->p < end; cursor->p++)
		cursor->line += *cursor->p == '\n';
}

/* Moves to the next character that is no white space and returns it; 0 at the end. */
static char next_character(struct cursor *cursor)
{
	while (cursor->p < cursor->end && strchr(" \t\r\n", *cursor->p))
		advance(cursor, 1);
	return cursor->p < cursor->end ? *cursor->p : '\0';
}

static bool syntax_error(const struct database *db, const struct cursor *cursor, const char *text)
{
	const char *start = cursor->p;
	while (start > db->text && start[-1] != '\n')
		start--;
	diag_report(SEVERITY_ERROR, (struct place){ db->path, cursor->line, (unsigned)(cursor->p - start) + 1 }, NULL,
		    "%s", text);
	return false;
}

static bool read_entry(struct database *db, struct cursor *cursor)
{
	json_error_t error;
	json_t *entry = json_loadb(cursor->p, (size_t)(cursor->end - cursor->p),
				   JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY, &error);
	if (!entry) {
		diag_report(SEVERITY_ERROR,
			    (struct place){ db->path, cursor->line + (unsigned)MAX(error.line, 1) - 1, 0 }, NULL,
			    "not JSON: %s", error.text);
		return false;
	}
	bool good = json_is_object(entry) ? take_entry(db, entry, cursor->line) :
					    syntax_error(db, cursor, "an entry must be an object");
	json_decref(entry);
	advance(cursor, (size_t)error.position);
	return good;
}

static bool read_entries(struct database *db)
{
	struct cursor cursor = { db->text, db->text + db->length, 1 };
	if (next_character(&cursor) != '[')
		return syntax_error(db, &cursor, "a compilation database begins with '['");
	advance(&cursor, 1);
	if (next_character(&cursor) == ']')
		return true;
	for (;;) {
		if (!read_entry(db, &cursor))
			return false;
		char c = next_character(&cursor);
		if (c == ']')
			return true;
		if (c != ',')
			return syntax_error(db, &cursor, "',' or ']' is expected here");
		advance(&cursor, 1);
		next_character(&cursor);
	}
}

/* ---- which flags ---- */

enum role {
	ROLE_PATH,  /* the value is a path, and kept */
	ROLE_VALUE, /* the value is something else, and kept */
	ROLE_DROP,  /* the option and its value say what is compiled, not how */
	ROLE_ALONE, /* likewise, without a value */
};

/* Options that are not simply kept. joined: the value may be part of the word. The longer of two that begin alike comes first. */
static const struct {
	const char *name;
	enum role role;
	bool joined;
} roles[] = {
	{ "-include-pch", ROLE_PATH, false },
	{ "-include", ROLE_PATH, true },
	{ "-imacros", ROLE_PATH, true },
	{ "-isystem-after", ROLE_PATH, true },
	{ "-isystem", ROLE_PATH, true },
	{ "-iquote", ROLE_PATH, true },
	{ "-idirafter", ROLE_PATH, true },
	{ "-isysroot", ROLE_PATH, true },
	{ "--sysroot=", ROLE_PATH, true },
	{ "--sysroot", ROLE_PATH, false },
	{ "-iframework", ROLE_PATH, true },
	{ "-ivfsoverlay", ROLE_PATH, true },
	{ "-resource-dir=", ROLE_PATH, true },
	{ "-resource-dir", ROLE_PATH, false },
	{ "-I", ROLE_PATH, true },
	{ "-F", ROLE_PATH, true },
	{ "-B", ROLE_PATH, true },
	{ "-D", ROLE_VALUE, true },
	{ "-U", ROLE_VALUE, true },
	{ "-target", ROLE_VALUE, false },
	{ "--target", ROLE_VALUE, false },
	{ "-arch", ROLE_VALUE, false },
	{ "-Xclang", ROLE_VALUE, false },
	{ "-Xpreprocessor", ROLE_VALUE, false },
	{ "-mllvm", ROLE_VALUE, false },
	{ "--param", ROLE_VALUE, false },
	{ "-aux-info", ROLE_DROP, false },
	{ "-o", ROLE_DROP, true },
	{ "--output", ROLE_DROP, false },
	{ "-x", ROLE_DROP, true },
	{ "-MF", ROLE_DROP, true },
	{ "-MT", ROLE_DROP, true },
	{ "-MQ", ROLE_DROP, true },
	{ "-MJ", ROLE_DROP, true },
	{ "-L", ROLE_DROP, true },
	{ "-l", ROLE_DROP, true },
	{ "-T", ROLE_DROP, true },
	{ "-z", ROLE_DROP, true },
	{ "-u", ROLE_DROP, false },
	{ "-e", ROLE_DROP, false },
	{ "-Xassembler", ROLE_DROP, false },
	{ "-Xlinker", ROLE_DROP, false },
	{ "-dumpbase", ROLE_DROP, false },
	{ "-dumpbase-ext", ROLE_DROP, false },
	{ "-dumpdir", ROLE_DROP, false },
	{ "-c", ROLE_ALONE, false },
	{ "-S", ROLE_ALONE, false },
	{ "-E", ROLE_ALONE, false },
	{ "-M", ROLE_ALONE, false },
	{ "-MM", ROLE_ALONE, false },
	{ "-MD", ROLE_ALONE, false },
	{ "-MMD", ROLE_ALONE, false },
	{ "-MP", ROLE_ALONE, false },
	{ "-MG", ROLE_ALONE, false },
};

/* Index into roles, or -1; *attached is the value within the word, or NULL. */
static int find_role(const char *word, const char **attached)
{
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
		size_t length = strlen(roles[i].name);
		if (strncmp(word, roles[i].name, length) != 0 || (word[length] && !roles[i].joined))
			continue;
		*attached = word[length] ? word + length : NULL;
		return (int)i;
	}
	return -1;
}

/* The path as it is seen from the current folder. A '=' at the front stands for the sysroot. Freed by the caller. */
static char *resolve_path(const struct database *db, const char *path)
{
	char *here = g_get_current_dir();
	bool keep = g_path_is_absolute(path) || path[0] == '=' || strcmp(here, db->directory) == 0;
	g_free(here);
	return keep ? g_strdup(path) : g_build_filename(db->directory, path, NULL);
}

/* "/opt/x/arm-linux-gnueabi-gcc-12" → "arm-linux-gnueabi": what a cross compiler compiles for. NULL for others. */
static char *target_of_compiler(const char *compiler)
{
	static const char *const suffixes[] = { "-gcc", "-cc", "-clang" };
	char *name = g_path_get_basename(compiler), *target = NULL;
	char *dash = strrchr(name, '-');
	if (dash && strspn(dash + 1, "0123456789.") == strlen(dash + 1))
		*dash = '\0';
	for (size_t i = 0; i < G_N_ELEMENTS(suffixes) && !target; i++)
		if (g_str_has_suffix(name, suffixes[i]))
			target = g_strndup(name, strlen(name) - strlen(suffixes[i]));
	g_free(name);
	if (target && !strchr(target, '-'))
		g_clear_pointer(&target, g_free);
	return target;
}

/* Takes word i and its value; returns the index of the next word. */
static guint take_word(const struct database *db, guint i, GPtrArray *args)
{
	const char *word = db->words[i], *attached = NULL, *next = db->words[i + 1];
	int found = find_role(word, &attached);
	if (word[0] == '@')
		diag_warning("response-file", "the response file '%s' in the entry of '%s' is not read", word,
			     db->file);
	if (word[0] != '-' || g_str_has_prefix(word, "-Wp,-M") || g_str_has_prefix(word, "--output="))
		return i + 1; /* the compiler, sources, dependency files */
	if (found < 0) {
		g_ptr_array_add(args, g_strdup(word));
		return i + 1;
	}
	enum role role = roles[found].role;
	if (role == ROLE_ALONE)
		return i + 1;
	const char *value = attached ? attached : next;
	if (role != ROLE_DROP && value) {
		char *resolved = role == ROLE_PATH ? resolve_path(db, value) : g_strdup(value);
		if (attached) {
			g_ptr_array_add(args, g_strconcat(roles[found].name, resolved, NULL));
			g_free(resolved);
		} else {
			g_ptr_array_add(args, g_strdup(word));
			g_ptr_array_add(args, resolved);
		}
	}
	return attached || !next ? i + 1 : i + 2;
}

static void take_flags(const struct database *db, GPtrArray *args)
{
	guint n = g_strv_length(db->words), first = 0;
	while (first + 1 < n && db->words[first + 1][0] != '-') { /* ccache gcc */
		char *path = g_canonicalize_filename(db->words[first + 1], db->directory);
		bool is_source = strcmp(path, db->file) == 0;
		g_free(path);
		if (is_source)
			break;
		first++;
	}
	char *target = target_of_compiler(db->words[first]);
	if (target) /* in front: a --target of the entry overrides it */
		g_ptr_array_add(args, g_strconcat("--target=", target, NULL));
	g_free(target);
	for (guint i = first + 1; i < n && strcmp(db->words[i], "--") != 0;)
		i = take_word(db, i, args);
}

/* ---- all of it ---- */

static char *absolute_path(const char *path)
{
	char *real = realpath(path, NULL);
	char *result = g_canonicalize_filename(real ? real : path, NULL);
	free(real);
	return result;
}

bool compile_commands_flags(const char *dir, const char *header, GPtrArray *args)
{
	char *header_path = absolute_path(header);
	struct database db = { .header = header_path, .folder = absolute_path(dir), .cost = INT_MAX };
	db.path = g_build_filename(dir, "compile_commands.json", NULL);
	GError *error = NULL;
	bool good = g_file_get_contents(db.path, &db.text, &db.length, &error);
	if (!good) {
		diag_error("cannot read '%s': %s", db.path, diag_file_error_text(error));
		g_clear_error(&error);
	} else {
		good = read_entries(&db);
	}
	if (good && !db.words) {
		diag_report(SEVERITY_ERROR, (struct place){ db.path, 0, 0 }, NULL,
			    "no entry is for '%s' or for a source in C", header);
		good = false;
	}
	if (good) {
		diag_note("the flags for '%s' are those of '%s' (%s:%u)", header, db.file, db.path, db.line);
		take_flags(&db, args);
	}
	g_free(header_path);
	g_free(db.folder);
	g_free(db.path);
	g_free(db.text);
	g_free(db.directory);
	g_free(db.file);
	g_strfreev(db.words);
	return good;
}
