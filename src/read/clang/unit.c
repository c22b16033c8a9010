/*
 * Headers and flags to a parsed translation unit.
 *
 * Two units are made, one after the other:
 *
 *     names    void __braze_names(void) {      with function bodies skipped, so that clang lexes and preprocesses everything
 *              #include "api.h"                and parses nothing: all that is wanted is its record of macro definitions
 *              }
 *
 *     meaning  #include "api.h"                the real parse; its diagnostics are the user's
 *              static const __auto_type …      probes for the target and for every macro (target.c, macro.c)
 *
 * Where one header stands in bindgen's command line, the second unit's main file is that header itself: its text with the
 * probes behind it, as a file in memory of the same name. So clang's own -MMD names it as the source, and a .c file is what it is.
 *
 * Together they cost less than one `clang -fsyntax-only` of the same headers, which parses function bodies. No child
 * process is started and no file is written.
 */
#include "read/clang/reader.h"

#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

static const char main_name[] = "braze-main.c";

/* The first declaration behind the headers: where they end in the middle of one, the error is here, or else at the end of the file. */
static const char sentinel[] = "__braze_end_of_headers";

/* Shown; further errors are counted, further levels of inclusion left out. */
enum { MOST_ERRORS = 20, MOST_INCLUDES = 3 };

char *clang_version_text(void)
{
	CXString version = clang_getClangVersion();
	const char *text = clang_getCString(version), *number = strstr(text, "version ");
	char **words = g_strsplit(number ? number + strlen("version ") : text, " ", 2);
	char *result = g_strdup_printf("libclang %s", words[0]);
	g_strfreev(words);
	clang_disposeString(version);
	return result;
}

/* ---- flags ---- */

/* What asks for other output than a parse, or would end it at the first probe that is no constant. */
static bool is_dropped(const char *arg)
{
	static const char *const exact[] = { "-c",         "-S",          "-E",    "-fsyntax-only",
					     "-emit-llvm", "-save-temps", "-pipe", "-Wfatal-errors" };
	for (size_t i = 0; i < G_N_ELEMENTS(exact); i++)
		if (!strcmp(arg, exact[i]))
			return true;
	return false;
}

/* -M, -MMD, -Wp,-MMD,FILE and the like: dependencies. with_value: the next argument belongs to it. */
static bool is_dependency(const char *arg, bool *with_value)
{
	*with_value = !strcmp(arg, "-MF") || !strcmp(arg, "-MT") || !strcmp(arg, "-MQ") || !strcmp(arg, "-MJ");
	if (*with_value || g_str_has_prefix(arg, "-Wp,-M"))
		return true;
	static const char *const exact[] = { "-M", "-MM", "-MD", "-MMD", "-MG", "-MP", "-MV" };
	for (size_t i = 0; i < G_N_ELEMENTS(exact); i++)
		if (!strcmp(arg, exact[i]))
			return true;
	return g_str_has_prefix(arg, "-MF") || g_str_has_prefix(arg, "-MT") || g_str_has_prefix(arg, "-MQ");
}

/* `-x c++`, in one word or two: this reader knows C. is_given: set where there is a -x. */
static bool check_language(const struct config *config, bool *is_given)
{
	static const char *const known[] = { "c", "c-header", "cpp-output", "none" };
	*is_given = false;
	for (unsigned i = 0; i < config->clang_args->len; i++) {
		const char *arg = g_ptr_array_index(config->clang_args, i), *language = NULL;
		if (!strcmp(arg, "-x") && i + 1 < config->clang_args->len)
			language = g_ptr_array_index(config->clang_args, i + 1);
		else if (g_str_has_prefix(arg, "-x") && arg[2])
			language = arg + 2;
		else if (g_str_has_prefix(arg, "--language="))
			language = strchr(arg, '=') + 1;
		bool is_known = !language;
		*is_given |= language != NULL;
		for (size_t k = 0; k < G_N_ELEMENTS(known) && !is_known; k++)
			is_known = !strcmp(language, known[k]);
		if (!is_known) {
			diag_error("the headers are read as C: '%s' is not supported", language);
			return false;
		}
	}
	return true;
}

/* No warnings are wanted. */
static bool is_silent(const struct config *config)
{
	return g_ptr_array_find_with_equal_func(config->clang_args, "-w", g_str_equal, NULL);
}

/* An option that chooses warnings; -Wp, -Wa and -Wl hand others on. */
static bool is_warning(const char *arg)
{
	return arg[0] == '-' && arg[1] == 'W' && arg[2] && arg[3] != ',';
}

/*
 * Clang writes dependencies while it parses: once, where the main file is the user's. With -w it would not tell what is wrong with a probe either:
 * report_diagnostics() is silent in its place.
 */
static GPtrArray *parse_arguments(const struct config *config, bool with_dependencies)
{
	GPtrArray *args = g_ptr_array_new();
	bool silent = is_silent(config);
	for (unsigned i = 0; i < config->clang_args->len; i++) {
		const char *arg = g_ptr_array_index(config->clang_args, i);
		bool with_value;
		if (!with_dependencies && is_dependency(arg, &with_value))
			i += with_value;
		else if (!is_dropped(arg) && !(silent && (!strcmp(arg, "-w") || is_warning(arg))))
			g_ptr_array_add(args, (void *)arg);
	}
	if (config->helpers) { /* macro_call.c; the headers must not see it */
		g_ptr_array_add(args, (void *)"-fblocks");
		g_ptr_array_add(args, (void *)"-U__BLOCKS__");
		g_ptr_array_add(args, (void *)"-U__block");
	}
	g_ptr_array_add(args, (void *)"-ferror-limit=0");
	g_ptr_array_add(args, (void *)"-fno-color-diagnostics");
	return args;
}

/* ---- the main file ---- */

/* A header that is there is included as given; any other name is searched for on the include path, like <name>. */
static void append_include(GString *text, const char *header)
{
	bool exists = g_file_test(header, G_FILE_TEST_EXISTS);
	g_string_append_printf(text, exists ? "#include \"%s\"\n" : "#include <%s>\n", header);
}

static GString *include_text(const struct config *config)
{
	GString *text = g_string_new(NULL);
	for (unsigned i = 0; i < config->headers->len; i++)
		append_include(text, g_ptr_array_index(config->headers, i));
	return text;
}

static unsigned count_lines(const GString *text)
{
	unsigned lines = 0;
	for (const char *c = text->str; (c = strchr(c, '\n')); c++)
		lines++;
	return lines;
}

/*
 * The text of the second unit without its probes: the header itself where it is to be the main file, or else a line for each header.
 * reader->header_is_main says which; lines: how many.
 */
static GString *main_text(struct reader *reader, unsigned *lines)
{
	const struct config *config = reader->config;
	const char *header = g_ptr_array_index(config->headers, 0);
	GString *text = NULL;
	char *contents;
	gsize length;
	if (config->personality == PERSONALITY_BINDGEN && g_file_get_contents(header, &contents, &length, NULL)) {
		text = g_string_new_len(contents, (gssize)length);
		g_free(contents);
		g_string_append(text, "\n\n"); /* the last line may end in a backslash */
		reader->header_is_main = true;
	}
	text = text ? text : include_text(config);
	*lines = count_lines(text);
	return text;
}

/* Whether clang takes the file for a C program; headers may have names that it does not know. */
static bool is_source(const char *name)
{
	return g_str_has_suffix(name, ".c") || g_str_has_suffix(name, ".i");
}

/* name: of the main file, which has this text. */
static CXTranslationUnit parse(struct reader *reader, const char *name, const char *text, unsigned options)
{
	bool is_header = name != main_name;
	GPtrArray *args = parse_arguments(reader->config, is_header);
	if (is_header && !reader->language_is_given && !is_source(name))
		g_ptr_array_add(args, (void *)"-xc-header");
	struct CXUnsavedFile file = { name, text, strlen(text) };
	CXTranslationUnit unit = NULL;
	enum CXErrorCode code = clang_parseTranslationUnit2(reader->index, name, (const char *const *)args->pdata,
							    (int)args->len, &file, 1, options, &unit);
	g_ptr_array_unref(args);
	if (code == CXError_Success && unit)
		return unit;
	diag_error(code == CXError_Crashed ?
			   "libclang crashed while it read the headers" :
			   "libclang does not accept the compiler flags (try them with clang -fsyntax-only)");
	return NULL;
}

/* ---- diagnostics ---- */

static char *diagnostic_id(CXDiagnostic diagnostic)
{
	CXString option = clang_getDiagnosticOption(diagnostic, NULL);
	const char *text = clang_getCString(option);
	char *id = text && g_str_has_prefix(text, "-W") ? g_strdup(text + 2) : NULL;
	clang_disposeString(option);
	return id;
}

static enum severity severity_of(enum CXDiagnosticSeverity severity)
{
	return severity >= CXDiagnostic_Error   ? SEVERITY_ERROR :
	       severity == CXDiagnostic_Warning ? SEVERITY_WARNING :
						  SEVERITY_NOTE;
}

/* A missing header among those that the user named stands on a line of our own file. */
static bool report_missing_header(struct reader *reader, unsigned line, const char *message)
{
	if (reader->header_is_main || line > reader->config->headers->len || !strstr(message, "file not found"))
		return false;
	diag_error("header '%s' not found, neither here nor on the include path",
		   (const char *)g_ptr_array_index(reader->config->headers, line - 1));
	return true;
}

/* The headers end inside of a declaration. Clang's errors about it point into our own text, and in a function body it has none. */
static void report_early_end(struct reader *reader)
{
	const char *header = g_ptr_array_index(reader->config->headers, reader->config->headers->len - 1);
	char *text = NULL;
	struct place place = { header, 1, 0 };
	if (reader->ends_early)
		return;
	reader->ends_early = true;
	if (g_file_get_contents(header, &text, NULL, NULL))
		for (const char *c = text; *c; c++)
			place.line += *c == '\n' && c[1];
	diag_report(SEVERITY_ERROR, place, NULL, "the file ends in the middle of a declaration");
	g_free(text);
}

static void report_one(struct reader *reader, CXDiagnostic diagnostic)
{
	CXFile file;
	unsigned line, column;
	clang_getFileLocation(clang_getDiagnosticLocation(diagnostic), &file, &line, &column, NULL);
	CXString message = clang_getDiagnosticSpelling(diagnostic);
	const char *text = clang_getCString(message);
	bool in_main = file && clang_File_isEqual(file, reader->main_file);
	bool in_probes = in_main && line >= reader->probes_from;
	in_main = in_main && !reader->header_is_main;
	if (in_probes) {
		report_early_end(reader);
	} else if (!in_main || !report_missing_header(reader, line, text)) {
		CXString name = file && !in_main ? clang_getFileName(file) : (CXString){ NULL, 0 };
		struct place place = { name.data ? reader_clean_path(clang_getCString(name)) : NULL, line, column };
		char *id = diagnostic_id(diagnostic);
		diag_report(severity_of(clang_getDiagnosticSeverity(diagnostic)), place, id, "%s", text);
		g_free(id);
		if (name.data)
			clang_disposeString(name);
	}
	clang_disposeString(message);
}

/* Clang's notes; of the chain of #includes only the innermost ones, and nothing about our own main file. */
static void report_children(struct reader *reader, CXDiagnostic diagnostic)
{
	CXDiagnosticSet children = clang_getChildDiagnostics(diagnostic);
	unsigned n_includes = 0;
	char *last = NULL;
	for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(children); i++) {
		CXDiagnostic child = clang_getDiagnosticInSet(children, i);
		CXString message = clang_getDiagnosticSpelling(child);
		const char *text = clang_getCString(message);
		bool is_include = g_str_has_prefix(text, "in file included from");
		bool is_repeated = g_strcmp0(text, last) == 0;
		n_includes += is_include;
		if (!strstr(text, main_name) && !is_repeated && (!is_include || n_includes <= MOST_INCLUDES))
			report_one(reader, child);
		g_free(last);
		last = g_strdup(text);
		clang_disposeString(message);
		clang_disposeDiagnostic(child);
	}
	g_free(last);
}

/* In the body of a function, which is read for helpers only. */
static bool is_in_body(struct reader *reader, CXDiagnostic diagnostic)
{
	if (reader->bodies != reader->unit || clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error)
		return false;
	CXCursor cursor = clang_getCursor(reader->unit, clang_getDiagnosticLocation(diagnostic));
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	CXCursor parent = clang_getCursorSemanticParent(cursor);
	bool is_inside = clang_isStatement(kind) || clang_isExpression(kind) || kind == CXCursor_VarDecl;
	return is_inside && clang_getCursorKind(parent) == CXCursor_FunctionDecl;
}

/* Diagnostics of the macros' probes are why a macro is left out; all others are the user's. */
static bool is_of_probe(struct reader *reader, CXDiagnostic diagnostic)
{
	CXFile file;
	unsigned line;
	clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, &line, NULL, NULL);
	if (!file || !clang_File_isEqual(file, reader->main_file) || line < reader->probes_from)
		return false;
	if (clang_getDiagnosticSeverity(diagnostic) < CXDiagnostic_Error)
		return true;
	CXString message = clang_getDiagnosticSpelling(diagnostic);
	bool is_known = macro_note_error(reader, line, clang_getCString(message));
	clang_disposeString(message);
	return is_known;
}

static bool report_diagnostics(struct reader *reader)
{
	unsigned n = clang_getNumDiagnostics(reader->unit), n_errors = 0;
	bool silent = is_silent(reader->config);
	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic diagnostic = clang_getDiagnostic(reader->unit, i);
		bool is_error = clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
		if (!is_of_probe(reader, diagnostic) && (is_error || !silent) && !is_in_body(reader, diagnostic)) {
			n_errors += is_error;
			if (!is_error || n_errors <= MOST_ERRORS) {
				report_one(reader, diagnostic);
				if (!reader->ends_early)
					report_children(reader, diagnostic);
			}
		}
		clang_disposeDiagnostic(diagnostic);
	}
	if (n_errors > MOST_ERRORS)
		diag_error("%u more errors", n_errors - MOST_ERRORS);
	return n_errors == 0;
}

/* ---- the two units ---- */

static void add_file(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct reader *reader = data;
	(void)stack;
	if (depth == 0)
		return; /* our own main file, or a file of -include: that comes again with its place */
	reader_file(reader, file);
}

static bool read_names(struct reader *reader)
{
	GString *text = include_text(reader->config);
	g_string_prepend(text, "void __braze_names(void) {\n");
	g_string_append(text, "}\n");
	CXTranslationUnit unit =
		parse(reader, main_name, text->str,
		      CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_SkipFunctionBodies);
	g_string_free(text, TRUE);
	if (!unit)
		return false;
	target_look_ahead(reader, unit);
	clang_getInclusions(unit, add_file, reader);
	macro_collect(reader, unit);
	clang_disposeTranslationUnit(unit);
	g_hash_table_remove_all(reader->file_index); /* its keys died with the unit */
	return true;
}

static bool has_errors(struct reader *reader)
{
	unsigned n = clang_getNumDiagnostics(reader->unit);
	bool found = false;
	for (unsigned i = 0; i < n && !found; i++) {
		CXDiagnostic diagnostic = clang_getDiagnostic(reader->unit, i);
		found = clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error &&
			!is_of_probe(reader, diagnostic);
		clang_disposeDiagnostic(diagnostic);
	}
	return found;
}

/*
 * Helpers need the bodies of functions (body.c). What clang does not like in these is nobody's concern: where there are errors, they may be there,
 * and the unit is made once more without.
 */
static void parse_meaning(struct reader *reader, const char *name, const char *text)
{
	if (reader->config->helpers) {
		reader->bodies = reader->unit = parse(reader, name, text, CXTranslationUnit_None);
		if (!reader->unit)
			return;
		reader->main_file = clang_getFile(reader->unit, name);
		if (!has_errors(reader))
			return;
	}
	reader->unit = parse(reader, name, text, CXTranslationUnit_SkipFunctionBodies);
}

static bool read_meaning(struct reader *reader)
{
	/* Silence; but where C leaves the value undefined a macro has none. */
	static const char *const pragmas[] = {
		"ignored \"-Weverything\"",         "error \"-Wshift-count-overflow\"",
		"error \"-Wshift-count-negative\"", "error \"-Winteger-overflow\"",
		"error \"-Wdivision-by-zero\"",     "error \"-Wconstant-conversion\"",
		"error \"-Wliteral-conversion\"",
	};
	unsigned line;
	GString *text = main_text(reader, &line);
	const char *name = reader->header_is_main ? g_ptr_array_index(reader->config->headers, 0) : main_name;
	reader->probes_from = ++line;
	/* a header that is included again, by others, ends before this line */
	g_string_append_printf(text, "#if __INCLUDE_LEVEL__ == 0\nextern int %s;\n", sentinel);
	line += 2;
	for (size_t i = 0; i < G_N_ELEMENTS(pragmas); i++, line++)
		g_string_append_printf(text, "#pragma clang diagnostic %s\n", pragmas[i]);
	target_write_probes(text, &line);
	macro_write_probes(reader, text, &line);
	g_string_append(text, "#pragma clang diagnostic push\n");
	line++;
	contract_write_calls(reader, text, &line);
	g_string_append(text, "#pragma clang diagnostic pop\n");
	line++;
	macro_write_calls(reader, text, &line); /* last: one that does not end takes with it what follows */
	g_string_append(text, "#endif\n");
	parse_meaning(reader, name, text->str);
	g_string_free(text, TRUE);
	if (!reader->unit)
		return false;
	reader->main_file = clang_getFile(reader->unit, name);
	target_begin(reader);
	bool ok = report_diagnostics(reader);
	if (reader->config->emit_clang_ast)
		ast_print(reader);
	decl_read_unit(reader);
	if (reader->config->wrap_static_fns || (reader->config->helpers && reader->bodies != reader->unit))
		decl_mark_definitions(reader);
	if (!reader->in_probes && ok) {
		report_early_end(reader);
		ok = false;
	}
	if (reader->config->personality != PERSONALITY_CHECK) /* which finds them by what GCC says */
		target_drop_doubtful(reader);
	return ok;
}

static guint hash_cursor(gconstpointer cursor)
{
	return clang_hashCursor(*(const CXCursor *)cursor);
}

static gboolean equal_cursors(gconstpointer a, gconstpointer b)
{
	return clang_equalCursors(*(const CXCursor *)a, *(const CXCursor *)b) != 0;
}

static bool check_headers(const struct config *config, struct api *api)
{
	bool ok = true;
	for (unsigned i = 0; i < config->headers->len; i++) {
		const char *header = g_ptr_array_index(config->headers, i);
		g_ptr_array_add(api->headers, (void *)api_intern(api, header));
		ok &= header_check(header);
	}
	return ok;
}

bool clang_read(const struct config *config, struct api *api)
{
	bool language_is_given;
	if (!check_language(config, &language_is_given) || !check_headers(config, api))
		return false;
	struct reader reader = {
		.config = config,
		.api = api,
		.language_is_given = language_is_given,
		.index = clang_createIndex(0, 0),
		.names = g_string_chunk_new(64 * 1024),
		.items = g_hash_table_new_full(hash_cursor, equal_cursors, g_free, NULL),
		.tags = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.file_index = g_hash_table_new(NULL, NULL),
		.path_index = g_hash_table_new(g_str_hash, g_str_equal),
		.base_types = g_ptr_array_new(),
		.pending = G_QUEUE_INIT,
	};
	g_ptr_array_set_size(reader.base_types, 1024);
	bool ok = read_names(&reader);
	if (ok) {
		ok = read_meaning(&reader);
		macro_finish(&reader);
	}
	if (reader.bodies && reader.bodies != reader.unit)
		clang_disposeTranslationUnit(reader.bodies);
	if (reader.unit)
		clang_disposeTranslationUnit(reader.unit);
	clang_disposeIndex(reader.index);
	g_string_chunk_free(reader.names);
	g_hash_table_unref(reader.items);
	g_hash_table_unref(reader.tags);
	g_clear_pointer(&reader.objects, g_hash_table_unref);
	g_clear_pointer(&reader.called, g_hash_table_unref);
	g_hash_table_unref(reader.file_index);
	g_hash_table_unref(reader.path_index);
	g_ptr_array_unref(reader.base_types);
	return ok;
}
