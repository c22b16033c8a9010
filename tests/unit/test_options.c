/*
 * The table of options: every row is parsed into its own field, and into no other.
 */
#include "cli/options.h"

#include "base/diag.h"
#include "cli/pages.h"

#include <string.h>

/* A value that the option takes. */
static const char *some_value(const struct option *option)
{
	switch (option->kind) {
	case OPTION_CHOICE:
	case OPTION_TEXT_CHOICE: /* the last choice: none is a default */
		return strrchr(option->choices, '|') + 1;
	case OPTION_DERIVES:
		return "x=y.*=Eq,Ord";
	case OPTION_ATTRIBUTES:
		return "x=y.*=#[a(b = [c])],#[d = \"e=f\"]";
	case OPTION_ABI:
		return "x=y.*=system";
	case OPTION_GENERATE:
		return "types,vars";
	case OPTION_RUST_TARGET:
		return "1.85.1";
	case OPTION_NUMBER:
		return "7";
	default:
		return "value";
	}
}

static enum options_result parse(struct config *config, const struct option *option, bool attached)
{
	char *name = g_strconcat("--", option->name, NULL);
	char *joined = g_strconcat(name, "=", some_value(option), NULL);
	char *argv[12] = { (char *)"x.h", (char *)"-oout", NULL };
	int argc = 2;
	if (config->personality == PERSONALITY_CHECK) {
		static const char *const words[] = { "--headers", "x.h", "--c", "a.o", "b.o", "--witness" };
		for (argc = 0; argc < (int)G_N_ELEMENTS(words); argc++)
			argv[argc] = (char *)words[argc];
	}
	if (personality_is_kmod(config->personality))
		argc = 1;
	if (option->field == offsetof(struct config, emit_diagnostics))
		argv[argc++] = (char *)"--experimental";
	argv[argc++] = attached && option->metavar ? joined : name;
	if (option->kind == OPTION_TEXT_PAIR)
		argv[argc++] = (char *)(attached ? some_value(option) : "first");
	if (!attached && option->metavar)
		argv[argc++] = (char *)some_value(option);
	enum options_result result = options_parse(argc, argv, config);
	g_free(joined);
	g_free(name);
	return result;
}

static void check_pattern(const struct patterns *patterns, const struct option *option)
{
	g_assert_nonnull(patterns->list);
	g_assert_cmpuint(patterns->list->len, ==, 1);
	const struct pattern *pattern = g_ptr_array_index(patterns->list, 0);
	g_assert_cmpstr(pattern->option + 2, ==, option->name);
	if (option->kind == OPTION_PATTERN) {
		g_assert_cmpstr(pattern->text, ==, "value");
		g_assert_null(pattern->payload);
	} else {
		g_assert_cmpstr(pattern->text, ==, "x=y.*");
		g_assert_cmpstr(pattern->payload, ==, some_value(option) + strlen("x=y.*="));
	}
}

static void check_field(struct config *config, const struct option *option)
{
	void *field = (char *)config + option->field;
	switch (option->kind) {
	case OPTION_FLAG:
		g_assert_true(*(bool *)field);
		break;
	case OPTION_TEXT:
	case OPTION_TEXT_CHOICE:
	case OPTION_TEXT_PAIR:
		g_assert_cmpstr(*(char **)field, ==, some_value(option));
		break;
	case OPTION_RUST_TARGET:
		g_assert_cmpstr(*(char **)field, ==, some_value(option));
		g_assert_cmpuint(config->rust_minor, ==, 85);
		break;
	case OPTION_TEXTS:
		g_assert_cmpuint((*(GPtrArray **)field)->len, ==, 1);
		g_assert_cmpstr(g_ptr_array_index(*(GPtrArray **)field, 0), ==, some_value(option));
		break;
	case OPTION_FILES: {
		const GPtrArray *files = *(GPtrArray **)field;
		g_assert_cmpstr(g_ptr_array_index(files, files->len - 1), ==, some_value(option));
		break;
	}
	case OPTION_CHOICE: {
		char **choices = g_strsplit(option->choices, "|", -1);
		g_assert_cmpuint(*(unsigned *)field, ==, g_strv_length(choices) - 1);
		g_strfreev(choices);
		break;
	}
	case OPTION_NUMBER:
		g_assert_cmpuint(*(unsigned *)field, ==, 7);
		break;
	case OPTION_GENERATE:
		g_assert_cmpuint(*(unsigned *)field, ==, GENERATE_TYPES | GENERATE_VARS);
		break;
	case OPTION_PATTERN:
	case OPTION_DERIVES:
	case OPTION_ATTRIBUTES:
	case OPTION_ABI:
		check_pattern(field, option);
		break;
	case OPTION_HELP:
	case OPTION_VERSION:
	case OPTION_REFUSED:
		break;
	}
}

/* The command that has every row but the others' own, or the first that has it. */
static enum personality command_of(const struct option *option)
{
	int personality = PERSONALITY_BINDGEN;
	while (!option_is_of(option, (enum personality)personality))
		personality++;
	return (enum personality)personality;
}

static void test_option(const void *data)
{
	const struct option *option = data;
	for (int attached = 0; attached < 2; attached++) {
		struct config config;
		config_init(&config, command_of(option));
		enum options_result want = option->kind == OPTION_HELP    ? OPTIONS_HELP :
					   option->kind == OPTION_VERSION ? OPTIONS_VERSION :
									    OPTIONS_RUN;
		g_assert_cmpint(parse(&config, option, attached), ==, want);
		g_assert_cmpuint(config.headers->len + config.modules->len, >=, 1);
		check_field(&config, option);
		config_finish(&config);
	}
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, false);
}

static bool have_a_command_in_common(const struct option *a, const struct option *b)
{
	bool have = false;
	for (int p = PERSONALITY_BIND; p < PERSONALITIES; p++)
		have |= option_is_of(a, (enum personality)p) && option_is_of(b, (enum personality)p);
	return have;
}

/* Two options of a command never share a name, a short name or (where they have one) a field; texts are as the style asks. */
static void test_table(void)
{
	for (const struct option *a = options; a->name; a++) {
		if (a->kind == OPTION_REFUSED) /* tests/cli */
			continue;
		g_assert_true(strlen(a->help) > 5 && !g_str_has_suffix(a->help, "."));
		g_assert_false(g_ascii_isupper(a->help[0]) && g_ascii_islower(a->help[1]));
		g_assert_true(a->kind == OPTION_FLAG || a->kind == OPTION_HELP || a->kind == OPTION_VERSION ?
				      !a->metavar :
				      !!a->metavar);
		for (const struct option *b = a + 1; b->name; b++) {
			if (!have_a_command_in_common(a, b))
				continue;
			bool has_field =
				b->kind != OPTION_HELP && b->kind != OPTION_VERSION && b->group < GROUP_BINDGEN;
			g_assert_cmpstr(a->name, !=, b->name);
			g_assert_true(!a->short_name || a->short_name != b->short_name);
			g_assert_true(!has_field || a->field != b->field);
		}
	}
}

static void test_defaults(void)
{
	static const struct {
		const char *name, *want;
	} examples[] = {
		{ "default-enum-style", "consts" },
		{ "default-visibility", "public" },
		{ "color", "auto" },
		{ "anon-fields-prefix", "__bindgen_anon_" },
		{ "macro-types", "value" },
		{ "output", NULL },
		{ "allowlist-type", NULL },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
		const struct option *option = options;
		while (strcmp(option->name, examples[i].name) != 0)
			option++;
		char *got = option_default(option);
		g_assert_cmpstr(got, ==, examples[i].want);
		g_free(got);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (const struct option *option = options; option->name; option++) {
		if (option->kind == OPTION_REFUSED)
			continue;
		enum personality command = command_of(option);
		char *path = g_strdup_printf("/options/%s/%s", personality_name(command), option->name);
		g_test_add_data_func(path, option, test_option);
		g_free(path);
	}
	g_test_add_func("/options-table", test_table);
	g_test_add_func("/options-defaults", test_defaults);
	return g_test_run();
}
