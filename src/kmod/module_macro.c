/*
 * module! { … } of a lib.rs → struct module.
 *
 *     kmod::module! {
 *         type: Hello,                       these three come first; others may follow, each once
 *         name: "hello",
 *         license: "GPL",
 *         authors: ["A <a@b>"],
 *         params: {
 *             count: i32 = 3, 0o444, "how many numbers";
 *         },
 *     }
 *
 * The macro of the runtime crate reads the same text and gives a compiler's error for a mistake; here it is read first, so that the mistake is
 * named. What the value of a parameter is remains the compiler's.
 */
#include "kmod/module.h"
#include "read/rust_literal.h"
#include "read/rust_token.h"

enum {
	ARRAY_MAX = 4096, /* what sysfs shows at most */
	N_FIRST = 3       /* keys that begin every module!, in their order */
};

struct reading {
	struct rust_file file;
	struct module *module;
	unsigned i, end; /* the token to be read, and the brace that closes the macro or the list */
	bool good;
};

enum key_kind { KEY_TYPE, KEY_TEXT, KEY_ONE, KEY_LIST, KEY_PARAMS };

static const struct key {
	const char *name;
	enum key_kind kind;
	size_t field;
	const char *missing; /* of the first ones, which must be there: what to write */
} keys[] = {
	{ "type", KEY_TYPE, 0, "type: Hello" },
	{ "name", KEY_TEXT, offsetof(struct module, name), "name: \"hello\"" },
	{ "license", KEY_TEXT, offsetof(struct module, license), "license: \"GPL\"" },
	{ "description", KEY_TEXT, offsetof(struct module, description), NULL },
	{ "version", KEY_TEXT, offsetof(struct module, version), NULL },
	{ "author", KEY_ONE, offsetof(struct module, authors), NULL },
	{ "authors", KEY_LIST, offsetof(struct module, authors), NULL },
	{ "alias", KEY_ONE, offsetof(struct module, aliases), NULL },
	{ "aliases", KEY_LIST, offsetof(struct module, aliases), NULL },
	{ "firmware", KEY_LIST, offsetof(struct module, firmware), NULL },
	{ "softdeps", KEY_LIST, offsetof(struct module, soft_depends), NULL },
	{ "params", KEY_PARAMS, 0, NULL },
};

static struct place place_of(struct reading *rd, unsigned token)
{
	size_t offset = token < rd->file.count ? rd->file.tokens[token].start : rd->file.length;
	return rust_place(&rd->file, offset);
}

/* An error at the token; false. */
G_GNUC_PRINTF(3, 4) static bool fault(struct reading *rd, unsigned token, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	char *text = g_strdup_vprintf(format, values);
	va_end(values);
	diag_report(SEVERITY_ERROR, place_of(rd, token), NULL, "%s", text);
	g_free(text);
	rd->good = false;
	return false;
}

/* Whether this is the mark; it is read then. */
static bool take_mark(struct reading *rd, char mark)
{
	bool found = rd->i < rd->end && is_mark(&rd->file, rd->i, mark);
	rd->i += found;
	return found;
}

/* Up to this mark, and behind it. */
static void skip_to(struct reading *rd, char mark)
{
	while (rd->i < rd->end && !is_mark(&rd->file, rd->i, mark))
		rd->i = MIN(skip(&rd->file, rd->i), rd->end);
	rd->i += rd->i < rd->end;
}

/* ---- texts ---- */

/* The string at the token; NULL after an error. Freed by the caller. what: the key, for messages. */
static char *take_text(struct reading *rd, const char *what)
{
	unsigned token = rd->i;
	struct rust_quoted quoted;
	if (token >= rd->end || rd->file.tokens[token].kind != TOKEN_STRING ||
	    !rust_quoted_read(rd->file.text + rd->file.tokens[token].start, rd->file.tokens[token].extent, &quoted)) {
		fault(rd, token, "%s: a text in quotation marks stands here", what);
		return NULL;
	}
	rd->i++;
	g_byte_array_append(quoted.bytes, (const guint8 *)"", 1);
	const char *text = (const char *)quoted.bytes->data, *wrong = NULL;
	if (quoted.is_byte || quoted.is_c || quoted.is_character)
		wrong = "what stands here is no plain string";
	else if (strlen(text) + 1 != quoted.bytes->len)
		wrong = "the text has a zero byte";
	else if (!g_utf8_validate(text, -1, NULL))
		wrong = "the text is not UTF-8";
	char *copy = wrong ? NULL : g_strdup(text);
	g_byte_array_unref(quoted.bytes);
	if (wrong)
		fault(rd, token, "%s: %s", what, wrong);
	return copy;
}

static void add_text(struct reading *rd, const char *what, GPtrArray *texts)
{
	char *text = take_text(rd, what);
	if (text)
		g_ptr_array_add(texts, text);
}

/* ["a", "b"] */
static void take_list(struct reading *rd, const char *what, GPtrArray *texts)
{
	if (!is_open(&rd->file, rd->i) || !is_mark(&rd->file, rd->i, '[')) {
		fault(rd, rd->i, "%s: a list stands here, as in [\"…\", \"…\"]", what);
		return;
	}
	unsigned close = rd->file.tokens[rd->i++].extent;
	bool was_good = rd->good;
	rd->good = true;
	while (rd->good && rd->i < close) {
		add_text(rd, what, texts);
		if (rd->good && rd->i < close && !take_mark(rd, ','))
			fault(rd, rd->i, "%s: there is no ',' between two texts", what);
	}
	rd->good = rd->good && was_good;
	rd->i = close + 1;
}

/* ---- parameters ---- */

static void param_free(void *data)
{
	struct module_param *param = data;
	g_free(param->name);
	g_free(param->type);
	g_free(param->description);
	g_free(param);
}

static bool take_param_name(struct reading *rd, struct module_param *param)
{
	if (rd->i >= rd->end || rd->file.tokens[rd->i].kind != TOKEN_WORD)
		return fault(rd, rd->i, "this is no parameter: write 'name: type = value, 0o444, \"description\";'");
	param->name = rust_text(&rd->file, rd->i);
	for (const char *p = param->name; *p; p++)
		if ((unsigned char)*p >= 0x80)
			return fault(rd, rd->i, "the kernel takes only ASCII in the name of a parameter");
	for (guint i = 0; i < rd->module->params->len; i++) {
		const struct module_param *other = g_ptr_array_index(rd->module->params, i);
		if (g_str_equal(other->name, param->name))
			return fault(rd, rd->i, "there is a parameter '%s' already", param->name);
	}
	rd->i++;
	return take_mark(rd, ':') || fault(rd, rd->i, "there is no ': type' behind '%s'", param->name);
}

/* [u8; N] */
static bool take_array_type(struct reading *rd, struct module_param *param)
{
	unsigned open = rd->i, close = rd->file.tokens[open].extent;
	uint64_t size = 0;
	if (close != open + 4 || !is_word(&rd->file, open + 1, "u8") || !is_mark(&rd->file, open + 2, ';'))
		return fault(rd, open, "the only arrays that are parameters are texts: [u8; 32]");
	char *digits = rust_text(&rd->file, open + 3);
	const char *p = digits;
	bool is_number = rd->file.tokens[open + 3].kind == TOKEN_NUMBER && rust_digits_read(&p, 10, &size) &&
			 (!*p || g_str_equal(p, "usize")) && size >= 2 && size <= ARRAY_MAX;
	g_free(digits);
	if (!is_number)
		return fault(rd, open + 3, "the size of a text is a number from 2 to %d", ARRAY_MAX);
	param->size = (unsigned)size;
	param->type = g_strdup_printf("[u8; %u]", param->size);
	rd->i = close + 1;
	return true;
}

static bool take_param_type(struct reading *rd, struct module_param *param)
{
	if (rd->i < rd->end && is_open(&rd->file, rd->i) && is_mark(&rd->file, rd->i, '['))
		return take_array_type(rd, param);
	char *type = is_name(&rd->file, rd->i) ? rust_text(&rd->file, rd->i) : g_strdup("");
	if (!module_param_c_type(type)) {
		fault(rd, rd->i,
		      "a parameter has one of the types bool, i8 to i64, u8 to u64, isize, usize and [u8; N]");
		g_free(type);
		return false;
	}
	param->type = type;
	rd->i++;
	return true;
}

/* What the kernel's VERIFY_OCTAL_PERMISSIONS() asks for. */
static const char *mode_fault(unsigned mode)
{
	unsigned user = mode >> 6 & 7, group = mode >> 3 & 7, other = mode & 7;
	if (mode > 0777)
		return "a mode has nine bits at most, as in 0o644";
	if (other & 2)
		return "a parameter that everybody may write is not allowed";
	if ((user & 4) < (group & 4) || (group & 4) < (other & 4))
		return "who owns the file may not read it, but others may";
	if ((user & 2) < (group & 2))
		return "who owns the file may not write it, but its group may";
	return mode & 0111 ? "a parameter cannot be executed" : NULL;
}

static bool take_mode(struct reading *rd, struct module_param *param)
{
	bool is_number = rd->i < rd->end && rd->file.tokens[rd->i].kind == TOKEN_NUMBER;
	char *text = is_number ? rust_text(&rd->file, rd->i) : g_strdup("");
	const char *p = text + 2;
	uint64_t mode = 0;
	bool is_zero = g_str_equal(text, "0"),
	     is_octal = is_zero || (g_str_has_prefix(text, "0o") && rust_digits_read(&p, 8, &mode) && !*p);
	g_free(text);
	if (!is_octal)
		return fault(rd, rd->i, "the mode of a parameter's file is octal, as in 0o444; 0 is for no file");
	const char *wrong = mode_fault((unsigned)MIN(mode, 07777U));
	if (wrong)
		return fault(rd, rd->i, "%s", wrong);
	param->mode = (unsigned)mode;
	rd->i++;
	return true;
}

/* name: type = value, mode, "description"; */
static bool take_param(struct reading *rd, struct module_param *param)
{
	if (!take_param_name(rd, param) || !take_param_type(rd, param))
		return false;
	if (!take_mark(rd, '='))
		return fault(rd, rd->i, "there is no '= value' behind the type of '%s'", param->name);
	unsigned value = rd->i;
	while (rd->i < rd->end && !is_mark(&rd->file, rd->i, ',') && !is_mark(&rd->file, rd->i, ';'))
		rd->i = MIN(skip(&rd->file, rd->i), rd->end);
	if (rd->i == value)
		return fault(rd, value, "there is no value behind '='");
	if (!take_mark(rd, ','))
		return fault(rd, rd->i, "the mode of the file is missing, and a description: ', 0o444, \"…\"'");
	if (!take_mode(rd, param))
		return false;
	if (!take_mark(rd, ','))
		return fault(rd, rd->i, "the description of '%s' is missing: ', \"…\"'", param->name);
	param->description = take_text(rd, "the description of a parameter");
	if (!param->description)
		return false;
	return take_mark(rd, ';') || fault(rd, rd->i, "there is no ';' behind the parameter '%s'", param->name);
}

static void take_params(struct reading *rd)
{
	if (!is_open(&rd->file, rd->i) || !is_mark(&rd->file, rd->i, '{')) {
		fault(rd, rd->i, "parameters stand in braces: 'params: { count: i32 = 3, 0o444, \"…\"; }'");
		return;
	}
	unsigned after = rd->end;
	rd->end = rd->file.tokens[rd->i++].extent;
	while (rd->i < rd->end) {
		struct module_param *param = g_new0(struct module_param, 1);
		if (take_param(rd, param)) {
			g_ptr_array_add(rd->module->params, param);
		} else {
			param_free(param);
			skip_to(rd, ';');
		}
	}
	rd->i = rd->end + 1;
	rd->end = after;
}

/* ---- keys ---- */

static void report_unknown(struct reading *rd, const char *name)
{
	GPtrArray *names = g_ptr_array_new();
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		g_ptr_array_add(names, (char *)keys[i].name);
	char *nearest = diag_nearest(name, names);
	fault(rd, rd->i, nearest ? "module! has no '%s', did you mean %s?" : "module! has no '%s'", name, nearest);
	g_free(nearest);
	g_ptr_array_unref(names);
}

static void check_name(struct reading *rd, unsigned token)
{
	const char *wrong = module_name_fault(rd->module->name);
	if (wrong)
		fault(rd, token, "'%s' can be no module's name: %s", rd->module->name, wrong);
}

static void check_license(struct reading *rd, unsigned token)
{
	const char *license = rd->module->license;
	if (module_license_is_free(license))
		return;
	GPtrArray *licenses = module_free_licenses();
	char *nearest = diag_nearest(license, licenses);
	diag_report(SEVERITY_WARNING, place_of(rd, token), "module-license",
		    nearest ? "the kernel does not take the licence '%s' for one that fits the GPL, did you mean %s?" :
			      "the kernel does not take the licence '%s' for one that fits the GPL",
		    license, nearest);
	g_free(nearest);
	g_ptr_array_unref(licenses);
}

/* A type: commas between < and > are its own, and -> closes nothing. */
static void skip_type(struct reading *rd)
{
	unsigned depth = 0;
	for (; rd->i < rd->end && (depth > 0 || !is_mark(&rd->file, rd->i, ',')); rd->i = skip(&rd->file, rd->i)) {
		if (is_mark(&rd->file, rd->i, '<'))
			depth++;
		else if (is_mark(&rd->file, rd->i, '>') && depth > 0 && !is_mark(&rd->file, rd->i - 1, '-'))
			depth--;
	}
	rd->i = MIN(rd->i, rd->end);
}

static void take_value(struct reading *rd, const struct key *key)
{
	void *field = (char *)rd->module + key->field;
	unsigned token = rd->i;
	if (rd->i >= rd->end || is_mark(&rd->file, rd->i, ',')) {
		fault(rd, rd->i, "'%s' has no value", key->name);
		return;
	}
	switch (key->kind) {
	case KEY_TYPE:
		skip_type(rd);
		break;
	case KEY_TEXT:
		*(char **)field = take_text(rd, key->name);
		if (rd->module->name == *(char **)field && rd->module->name)
			check_name(rd, token);
		else if (rd->module->license == *(char **)field && rd->module->license)
			check_license(rd, token);
		break;
	case KEY_ONE:
		add_text(rd, key->name, *(GPtrArray **)field);
		break;
	case KEY_LIST:
		take_list(rd, key->name, *(GPtrArray **)field);
		break;
	case KEY_PARAMS:
		take_params(rd);
		break;
	}
}

/* The key at the token, where it is one and stands there for the first time. seen: the token of each key, or 0. */
static const struct key *take_key(struct reading *rd, unsigned *seen)
{
	if (!is_name(&rd->file, rd->i)) {
		fault(rd, rd->i, "this is no 'key: value' of module!");
		return NULL;
	}
	char *name = rust_text(&rd->file, rd->i);
	size_t k = 0;
	while (k < G_N_ELEMENTS(keys) && !g_str_equal(keys[k].name, name))
		k++;
	if (k == G_N_ELEMENTS(keys))
		report_unknown(rd, name);
	else if (seen[k])
		fault(rd, rd->i, "'%s' stands here for the second time", name);
	g_free(name);
	if (k == G_N_ELEMENTS(keys) || seen[k])
		return NULL;
	seen[k] = rd->i;
	rd->i++;
	if (!take_mark(rd, ':')) {
		fault(rd, rd->i, "there is no ':' behind '%s'", keys[k].name);
		return NULL;
	}
	return &keys[k];
}

/* The first keys of the table are there, and stand first. start: the macro's own token. */
static void check_first(struct reading *rd, const unsigned *seen, unsigned start)
{
	for (size_t k = 0; k < N_FIRST; k++) {
		if (!seen[k]) {
			fault(rd, start, "module! has no '%s': write '%s'", keys[k].name, keys[k].missing);
			return;
		}
	}
	for (size_t k = 1; k < G_N_ELEMENTS(keys); k++) {
		if (seen[k] && seen[k] < seen[MIN(k, N_FIRST) - 1]) {
			fault(rd, seen[k], "module! begins with 'type', 'name' and 'license', in this order");
			return;
		}
	}
}

static void take_keys(struct reading *rd, unsigned start)
{
	unsigned seen[G_N_ELEMENTS(keys)] = { 0 };
	bool good = true;
	while (rd->i < rd->end) {
		rd->good = true;
		const struct key *key = take_key(rd, seen);
		if (key)
			take_value(rd, key);
		if (rd->good && rd->i < rd->end && !take_mark(rd, ','))
			fault(rd, rd->i, "there is no ',' behind the value of '%s'", key->name);
		if (!rd->good)
			skip_to(rd, ',');
		good = good && rd->good;
	}
	rd->good = good;
	if (good)
		check_first(rd, seen, start);
}

/* The token behind the next `module!` from i on, or the number of tokens. */
static unsigned find_macro(const struct rust_file *file, unsigned i)
{
	for (; i + 2 < file->count; i++)
		if (is_word(file, i, "module") && is_mark(file, i + 1, '!') && is_open(file, i + 2))
			return i + 2;
	return file->count;
}

static bool read_macro(struct reading *rd)
{
	unsigned open = find_macro(&rd->file, 0);
	if (open == rd->file.count) {
		diag_report(SEVERITY_ERROR, (struct place){ .file = rd->file.path }, NULL,
			    "there is no 'kmod::module! { … }', which says what the module is called");
		return false;
	}
	unsigned close = rd->file.tokens[open].extent;
	if (close == rd->file.count)
		return fault(rd, open, "the bracket of module! is not closed");
	rd->i = open + 1;
	rd->end = close;
	take_keys(rd, open - 2);
	unsigned second = find_macro(&rd->file, close);
	if (second < rd->file.count)
		fault(rd, second - 2, "a second module!: a folder is one module");
	return rd->good;
}

bool module_read_macro(const char *path, struct module *module)
{
	struct reading rd = { .module = module, .good = true };
	GPtrArray **lists[] = { &module->authors, &module->aliases, &module->firmware, &module->soft_depends };
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		*lists[i] = g_ptr_array_new_with_free_func(g_free);
	module->params = g_ptr_array_new_with_free_func(param_free);
	bool good = rust_file_init_bindings(&rd.file, path) && read_macro(&rd);
	rust_file_finish(&rd.file);
	return good;
}
