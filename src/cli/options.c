/*
 * Parses the command line with the tables of options that tables.def lists.
 *
 *     braze bind a.h --allowlist-type='s_.*' -ofile.rs -vq @more.txt -- -Iinclude -DX
 *
 * `--name value` and `--name=value` are the same, as are `-o file` and `-ofile`; short options without a value can share a dash.
 * Options may stand before and after headers; behind `--` everything is clang's. Every mistake is reported at the word that
 * holds it, and parsing goes on, so that all of them are seen at once.
 */
#include "cli/options.h"

#include "base/diag.h"
#include "cli/requirements.h"
#include "cli/response.h"

#include <string.h>

/* The type that the field of an option of each kind has. */
#define FIELD_FITS(kind, field) \
	_Generic(((struct config *)0)->field, \
		bool: (kind) == OPTION_FLAG || (kind) == OPTION_HELP || (kind) == OPTION_VERSION || \
			(kind) == OPTION_REFUSED, \
		char *: (kind) == OPTION_TEXT || (kind) == OPTION_TEXT_PAIR || (kind) == OPTION_TEXT_CHOICE || \
			(kind) == OPTION_RUST_TARGET, \
		GPtrArray *: (kind) == OPTION_TEXTS || (kind) == OPTION_FILES, \
		struct patterns: (kind) == OPTION_PATTERN || (kind) == OPTION_DERIVES || \
			(kind) == OPTION_ATTRIBUTES || (kind) == OPTION_ABI, \
		unsigned: (kind) == OPTION_CHOICE || (kind) == OPTION_GENERATE || (kind) == OPTION_NUMBER)

#define OPTION(name, short_name, metavar, kind, field, choices, group, help) \
	_Static_assert(FIELD_FITS(OPTION_##kind, field), "--" name ": the field does not fit the kind");
#define SHARED(name)
#include "cli/tables.def"
#undef OPTION

enum {
	OF_BIND = 1 << PERSONALITY_BIND,
	OF_BINDGEN = 1 << PERSONALITY_BINDGEN,
	OF_INFER = 1 << PERSONALITY_INFER,
	OF_CHECK = 1 << PERSONALITY_CHECK,
	OF_KMOD_NEW = 1 << PERSONALITY_KMOD_NEW,
	OF_KMOD_BUILD = 1 << PERSONALITY_KMOD_BUILD,
	OF_KMOD_TEST = 1 << PERSONALITY_KMOD_TEST,
	OF_KMOD_DKMS = 1 << PERSONALITY_KMOD_DKMS,
};

const struct option options[] = {
#define OPTION(name, short_name, metavar, kind, field, choices, group, help) \
	{ \
		name,    short_name,    metavar, OPTION_##kind, offsetof(struct config, field), \
		choices, GROUP_##group, help,    OWNERS \
	},
#include "cli/tables.def"
#undef OPTION
	{ .name = NULL },
};

/* patterns keep the address of their option's name */
static const char *const option_texts[] = {
#define OPTION(name, short_name, metavar, kind, field, choices, group, help) "--" name,
#include "cli/tables.def"
#undef OPTION
#undef SHARED
};

/* What commands have of others' tables. */
static const struct {
	const char *name;
	unsigned commands, from; /* bits of enum personality */
} shared[] = {
#define OPTION(name, short_name, metavar, kind, field, choices, group, help)
#define SHARED(name) { name, OWNERS, SOURCES },
#include "cli/tables.def"
#undef OPTION
#undef SHARED
};

const char *const option_group_names[GROUPS] = {
	[GROUP_INPUT] = "Input",
	[GROUP_OUTPUT] = "Output",
	[GROUP_SELECTION] = "Selection",
	[GROUP_STYLE] = "Enums, typedefs, unions and arrays",
	[GROUP_DERIVE] = "Derives and attributes",
	[GROUP_NAMES] = "Names and types",
	[GROUP_CONSTANTS] = "Macros",
	[GROUP_FUNCTIONS] = "Functions",
	[GROUP_CHECKS] = "Comments and assertions",
	[GROUP_COMPILERS] = "Compilers",
	[GROUP_REPORT] = "Report",
	[GROUP_TEST] = "Test",
	[GROUP_MESSAGES] = "Messages",
	[GROUP_BINDGEN] = "As bindgen only",
	[GROUP_REFUSED] = "Of bindgen, not supported",
};

bool option_is_of(const struct option *option, enum personality personality)
{
	bool is_shared = false;
	for (size_t i = 0; i < G_N_ELEMENTS(shared) && !is_shared; i++)
		is_shared = shared[i].commands & 1U << personality && option->commands & shared[i].from &&
			    g_str_equal(shared[i].name, option->name);
	return is_shared || option->commands & 1U << personality;
}

static const char *option_text(const struct option *option)
{
	return option_texts[option - options];
}

static void *field_of(struct config *config, const struct option *option)
{
	return (char *)config + option->field;
}

static void set_text(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

/* ---- values ---- */

enum { NUMBER_MAX = 999999 };

/* Index of value in "a|b|c", or -1 with an error that names the choices. offset: of value within the whole argument. */
static int find_choice(const struct option *option, const char *argument, size_t offset)
{
	char **choices = g_strsplit(option->choices, "|", -1);
	int index = -1;
	for (int i = 0; choices[i] && index < 0; i++)
		if (g_str_equal(choices[i], argument + offset))
			index = i;
	if (index < 0) {
		char *list = g_strjoinv("', '", choices);
		diag_argument(SEVERITY_ERROR, option_text(option), argument, offset, "'%s' is none of '%s'",
			      argument + offset, list);
		g_free(list);
	}
	g_strfreev(choices);
	return index;
}

/* bindgen takes a malformed expression for one that matches nothing: with an error, builds that work would end. */
static void add_pattern(struct config *config, const struct option *option, const char *argument, const char *regex,
			const char *payload)
{
	char *error;
	size_t offset;
	if (patterns_add(field_of(config, option), option_text(option), regex, payload, &error, &offset))
		return;
	bool is_error = config->personality != PERSONALITY_BINDGEN;
	diag_argument(is_error ? SEVERITY_ERROR : SEVERITY_WARNING, option_text(option), argument, offset, "%s: %s%s",
		      option_text(option), error, is_error ? "" : "; it matches nothing");
	g_free(error);
	if (!is_error &&
	    !patterns_add(field_of(config, option), option_text(option), "[^\\s\\S]", payload, &error, &offset))
		unreachable();
}

/* The last '=' that is not within brackets, or NULL. *unbalanced: a bracket without its counterpart, or NULL. */
static const char *find_last_equals(const char *text, const char **unbalanced)
{
	int depth = 0;
	*unbalanced = NULL;
	for (const char *p = text + strlen(text); p-- > text;) {
		if (*p == '=' && depth == 0)
			return p;
		if (*p == ']' && depth++ == 0)
			*unbalanced = p;
		if (*p == '[' && depth-- <= 1) {
			*unbalanced = depth < 0 ? p : NULL;
			if (depth < 0)
				return NULL;
		}
	}
	return NULL;
}

/* REGEX=LIST: the regular expression may have a '=' of its own, so the last one counts. */
static void add_pattern_with_payload(struct config *config, const struct option *option, const char *argument)
{
	const char *unbalanced = NULL;
	const char *equals =
		option->kind == OPTION_ATTRIBUTES ? find_last_equals(argument, &unbalanced) : strrchr(argument, '=');
	if (!equals) {
		const char *at = unbalanced ? unbalanced : argument + strlen(argument);
		diag_argument(SEVERITY_ERROR, option_text(option), argument, (size_t)(at - argument), "%s: %s",
			      option_text(option),
			      unbalanced ? "the bracket has no counterpart" :
					   "there is no '=' behind the regular expression");
		return;
	}
	size_t payload = (size_t)(equals + 1 - argument);
	if (option->kind == OPTION_ABI && find_choice(option, argument, payload) < 0)
		return;
	if (!argument[payload]) {
		diag_argument(SEVERITY_ERROR, option_text(option), argument, payload, "%s: nothing stands behind '='",
			      option_text(option));
		return;
	}
	char *regex = g_strndup(argument, payload - 1);
	add_pattern(config, option, argument, regex, argument + payload);
	g_free(regex);
}

/* "functions,types,vars"; what C does not have is accepted and means nothing. */
static void set_generate(struct config *config, const struct option *option, const char *argument)
{
	static const struct {
		const char *name;
		unsigned bit;
	} kinds[] = {
		{ "functions", GENERATE_FUNCTIONS },
		{ "types", GENERATE_TYPES },
		{ "vars", GENERATE_VARS },
		{ "methods", 0 },
		{ "constructors", 0 },
		{ "destructors", 0 },
	};
	unsigned bits = 0;
	size_t offset = 0;
	char **words = g_strsplit(argument, ",", -1);
	for (char **word = words; *word; offset += strlen(*word++) + 1) {
		size_t i = 0;
		while (i < G_N_ELEMENTS(kinds) && !g_str_equal(kinds[i].name, *word))
			i++;
		if (i == G_N_ELEMENTS(kinds))
			diag_argument(SEVERITY_ERROR, option_text(option), argument, offset,
				      "'%s' is none of 'functions', 'types', 'vars'", *word);
		else
			bits |= kinds[i].bit;
	}
	g_strfreev(words);
	*(unsigned *)field_of(config, option) = bits;
}

/* "1.NN", "1.NN.P" or "nightly". */
static void set_rust_target(struct config *config, const struct option *option, const char *argument)
{
	unsigned minor = 0;
	const char *p = argument;
	bool good = g_str_equal(argument, "nightly");
	if (good) {
		minor = RUST_MINOR_NIGHTLY;
	} else if (g_str_has_prefix(argument, "1.")) {
		for (p += 2; g_ascii_isdigit(*p) && minor < RUST_MINOR_NIGHTLY; p++)
			minor = minor * 10 + (unsigned)g_ascii_digit_value(*p);
		good = p > argument + 2 && minor < RUST_MINOR_NIGHTLY;
		if (good && *p == '.') {
			size_t digits = strspn(p + 1, "0123456789");
			good = digits > 0;
			p += 1 + digits;
		}
		good = good && !*p;
	}
	if (!good) {
		diag_argument(SEVERITY_ERROR, option_text(option), argument, (size_t)(p - argument),
			      "'%s' is not a valid Rust target: use 1.NN, 1.NN.P or nightly", argument);
		return;
	}
	set_text(field_of(config, option), argument);
	config->rust_minor = minor;
}

static void set_number(struct config *config, const struct option *option, const char *argument)
{
	guint64 number;
	if (g_ascii_string_to_unsigned(argument, 10, 1, NUMBER_MAX, &number, NULL))
		*(unsigned *)field_of(config, option) = (unsigned)number;
	else
		diag_argument(SEVERITY_ERROR, option_text(option), argument, 0, "'%s' is no number from 1 to %d",
			      argument, NUMBER_MAX);
}

static void set_value(struct config *config, const struct option *option, const char *value)
{
	int choice;
	switch (option->kind) {
	case OPTION_FLAG:
		*(bool *)field_of(config, option) = true;
		break;
	case OPTION_TEXT:
	case OPTION_TEXT_PAIR:
		set_text(field_of(config, option), value);
		break;
	case OPTION_TEXTS:
	case OPTION_FILES:
		g_ptr_array_add(*(GPtrArray **)field_of(config, option), g_strdup(value));
		break;
	case OPTION_CHOICE:
		choice = find_choice(option, value, 0);
		if (choice >= 0)
			*(unsigned *)field_of(config, option) = (unsigned)choice;
		break;
	case OPTION_TEXT_CHOICE:
		if (find_choice(option, value, 0) >= 0)
			set_text(field_of(config, option), value);
		break;
	case OPTION_PATTERN:
		add_pattern(config, option, value, value, NULL);
		break;
	case OPTION_DERIVES:
	case OPTION_ATTRIBUTES:
	case OPTION_ABI:
		add_pattern_with_payload(config, option, value);
		break;
	case OPTION_GENERATE:
		set_generate(config, option, value);
		break;
	case OPTION_RUST_TARGET:
		set_rust_target(config, option, value);
		break;
	case OPTION_NUMBER:
		set_number(config, option, value);
		break;
	case OPTION_REFUSED:
		diag_argument(SEVERITY_ERROR, NULL, option_text(option), 0,
			      "%s is for %s, which braze does not support", option_text(option), option->help);
		break;
	case OPTION_HELP:
	case OPTION_VERSION:
		break;
	}
	if (option->group == GROUP_MESSAGES)
		diag_init(config->message_format, config->color, config->verbose, config->quiet);
}

/* ---- words ---- */

static const struct option *find_long(enum personality personality, const char *name, size_t length)
{
	for (const struct option *option = options; option->name; option++)
		if (option_is_of(option, personality) && strlen(option->name) == length &&
		    memcmp(option->name, name, length) == 0)
			return option;
	return NULL;
}

static const struct option *find_short(enum personality personality, char name)
{
	for (const struct option *option = options; option->name; option++)
		if (option->short_name == name && option_is_of(option, personality))
			return option;
	return NULL;
}

static void report_unknown(enum personality personality, const char *word, size_t length, size_t offset)
{
	GPtrArray *names = g_ptr_array_new();
	for (const struct option *option = options; option->name; option++)
		if (option_is_of(option, personality))
			g_ptr_array_add(names, (char *)option_text(option));
	char *name = offset == 0 ? g_strndup(word, length) : g_strdup_printf("-%.*s", (int)length, word + offset);
	char *nearest = diag_nearest(name, names);
	diag_argument(SEVERITY_ERROR, NULL, word, offset,
		      nearest ? "unknown option '%s', did you mean %s?" : "unknown option '%s'", name, nearest);
	g_free(nearest);
	g_free(name);
	g_ptr_array_unref(names);
}

/* What an option needs to be acted on: itself, and its value where that is part of the same word. */
struct parser {
	struct config *config;
	struct arguments arguments;
	enum options_result result;
	const struct option *files; /* that words which are no options belong to; or NULL: they are headers */
};

/* The value is the rest of the word, or else the next word. */
static void take_option(struct parser *ps, const struct option *option, const char *word, const char *attached)
{
	ps->files = option->kind == OPTION_FILES ? option : NULL;
	if (option->kind == OPTION_HELP && ps->result != OPTIONS_VERSION)
		ps->result = OPTIONS_HELP;
	if (option->kind == OPTION_VERSION && ps->result != OPTIONS_HELP)
		ps->result = OPTIONS_VERSION;
	bool is_pair = option->kind == OPTION_TEXT_PAIR;
	if (!option->metavar || (attached && !is_pair)) {
		set_value(ps->config, option, attached);
		return;
	}
	char *next = arguments_next_value(&ps->arguments);
	if (next && is_pair && !attached) {
		g_free(next);
		next = arguments_next_value(&ps->arguments);
	}
	if (next && !g_str_equal(next, "--"))
		set_value(ps->config, option, next);
	else
		diag_argument(SEVERITY_ERROR, NULL, word, strlen(word), "%s needs a value: %s", word, option->metavar);
	g_free(next);
}

static void take_long(struct parser *ps, const char *word)
{
	size_t length = strcspn(word, "=");
	const struct option *option = find_long(ps->config->personality, word + 2, length - 2);
	const char *attached = word[length] == '=' ? word + length + 1 : NULL;
	if (!option)
		report_unknown(ps->config->personality, word, length, 0);
	else if (attached && !option->metavar)
		diag_argument(SEVERITY_ERROR, NULL, word, length, "%s takes no value", option_text(option));
	else
		take_option(ps, option, word, attached);
}

/* -o FILE, -oFILE, -vq */
static void take_short(struct parser *ps, const char *word)
{
	for (const char *p = word + 1; *p; p++) {
		const struct option *option = find_short(ps->config->personality, *p);
		if (!option) {
			report_unknown(ps->config->personality, word, g_ascii_isprint(*p) ? 1 : strlen(p),
				       (size_t)(p - word));
			return;
		}
		take_option(ps, option, word, option->metavar && p[1] ? p + 1 : NULL);
		if (option->metavar)
			return;
	}
}

/* False: a response file cannot be read, nothing that follows can be trusted. */
static bool take_words(struct parser *ps)
{
	bool is_clang = false;
	char *word;
	while (arguments_next(&ps->arguments, &word)) {
		if (!word)
			return true;
		if (is_clang)
			g_ptr_array_add(ps->config->clang_args, g_steal_pointer(&word));
		else if (g_str_equal(word, "--"))
			is_clang = true;
		else if (g_str_has_prefix(word, "--"))
			take_long(ps, word);
		else if (word[0] == '-' && word[1])
			take_short(ps, word);
		else if (ps->files)
			set_value(ps->config, ps->files, word);
		else if (ps->config->personality == PERSONALITY_CHECK)
			diag_argument(SEVERITY_ERROR, NULL, word, 0, "'%s' stands behind no --c, --rust or --headers",
				      word);
		else if (personality_is_kmod(ps->config->personality))
			g_ptr_array_add(ps->config->modules, g_steal_pointer(&word));
		else
			g_ptr_array_add(ps->config->headers, g_steal_pointer(&word));
		g_free(word);
	}
	return false;
}

enum options_result options_parse(int argc, char **argv, struct config *config)
{
	struct parser ps = { .config = config, .result = OPTIONS_RUN };
	arguments_init(&ps.arguments, argc, argv);
	bool good = take_words(&ps);
	arguments_finish(&ps.arguments);
	if (!good || diag_has_errors())
		return OPTIONS_WRONG;
	if (ps.result != OPTIONS_RUN)
		return ps.result;
	bool is_new = config->personality == PERSONALITY_KMOD_NEW;
	if (personality_is_kmod(config->personality) && !is_new && config->modules->len == 0)
		g_ptr_array_add(config->modules, g_strdup("."));
	requirements_check(config);
	return diag_has_errors() ? OPTIONS_WRONG : OPTIONS_RUN;
}

char *option_default(const struct option *option)
{
	struct config config;
	char *text = NULL;
	config_init(&config, PERSONALITY_BIND);
	if (option->kind == OPTION_TEXT || option->kind == OPTION_TEXT_CHOICE) {
		text = g_strdup(*(char **)field_of(&config, option));
	} else if (option->kind == OPTION_NUMBER) {
		unsigned number = *(unsigned *)field_of(&config, option);
		text = number ? g_strdup_printf("%u", number) : NULL;
	} else if (option->kind == OPTION_CHOICE) {
		char **choices = g_strsplit(option->choices, "|", -1);
		text = g_strdup(choices[*(unsigned *)field_of(&config, option)]);
		g_strfreev(choices);
	}
	config_finish(&config);
	return text;
}

char *option_description(const struct option *option)
{
	GString *text = g_string_new(option->help);
	char *standard = option_default(option);
	if (option->choices) {
		char **choices = g_strsplit(option->choices, "|", -1);
		char *list = g_strjoinv(", ", choices);
		g_string_append_printf(text, ": %s", list);
		g_free(list);
		g_strfreev(choices);
	}
	if (standard)
		g_string_append_printf(text, " (default: %s)", standard);
	g_free(standard);
	return g_string_free(text, FALSE);
}
