/*
 * The command lines of `braze bind`, of bindgen, of `braze infer-macros`, of `braze check` and of `braze kmod`: tables of options, and the
 * parser that fills struct config with them.
 */
#pragma once

#include "base/config.h"

#include <stddef.h>

/* What an option's value is, and so the type of its field. */
enum option_kind {
	OPTION_FLAG,        /* bool: set to true */
	OPTION_TEXT,        /* char *: the last one counts */
	OPTION_TEXT_PAIR,   /* the same with two words, of which the second one is kept */
	OPTION_TEXTS,       /* GPtrArray *: collected */
	OPTION_FILES,       /* the same, and what follows up to the next option belongs to it, too */
	OPTION_CHOICE,      /* an enum: index into the choices */
	OPTION_TEXT_CHOICE, /* char *: one of the choices */
	OPTION_PATTERN,     /* struct patterns: REGEX */
	OPTION_DERIVES,     /* struct patterns: REGEX=TRAIT,TRAIT */
	OPTION_ATTRIBUTES,  /* struct patterns: REGEX=#[attribute],#[attribute] */
	OPTION_ABI,         /* struct patterns: REGEX=ABI */
	OPTION_GENERATE,    /* unsigned: enum generate bits */
	OPTION_RUST_TARGET, /* char *, and rust_minor */
	OPTION_NUMBER,      /* unsigned, not 0 */
	OPTION_REFUSED,     /* no field: an error */
	OPTION_HELP,        /* no field */
	OPTION_VERSION,     /* no field */
};

enum option_group {
	GROUP_INPUT,
	GROUP_OUTPUT,
	GROUP_SELECTION,
	GROUP_STYLE,
	GROUP_DERIVE,
	GROUP_NAMES,
	GROUP_CONSTANTS,
	GROUP_FUNCTIONS,
	GROUP_CHECKS,
	GROUP_COMPILERS, /* of braze check */
	GROUP_REPORT,
	GROUP_TEST, /* of braze kmod test */
	GROUP_MESSAGES,
	GROUP_BINDGEN, /* this one and the next are of bindgen's command line only */
	GROUP_REFUSED,
	GROUPS
};

struct option {
	const char *name;      /* without the dashes */
	char short_name;       /* 0: none */
	const char *metavar;   /* NULL: takes no value */
	enum option_kind kind;
	size_t field;          /* offset in struct config */
	const char *choices;   /* "a|b"; NULL: any value */
	enum option_group group;
	const char *help;
	unsigned commands;     /* bits of enum personality: whose table it is in */
};

/* Ends with an option whose name is NULL. */
extern const struct option options[];
extern const char *const option_group_names[GROUPS];

enum options_result { OPTIONS_RUN, OPTIONS_HELP, OPTIONS_VERSION, OPTIONS_WRONG };

/* Whether the command line of this personality has the option. bindgen's has those of `braze bind`, too; the others share
 * some of them. */
bool option_is_of(const struct option *option, enum personality personality);

/*
 * Parses the words behind the command into config, which config_init() has prepared. What is wrong is reported: OPTIONS_WRONG.
 * What stands behind -- goes to config->clang_args. Sets up diag as soon as an option says how messages are written.
 */
enum options_result options_parse(int argc, char **argv, struct config *config);

/* The value that config has for the option where it is not given, as the user would write it; NULL: none. Freed by the caller. */
char *option_default(const struct option *option);
/* The help, with the choices and the default. Freed by the caller. */
char *option_description(const struct option *option);
