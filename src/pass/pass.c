/*
 * The table of passes; their order is what pass.h describes, and each relies on it.
 */
#include "pass/pass.h"

const struct pass passes[] = {
	{ "select", pass_select },
	{ "names", pass_names },
	{ "layout", pass_layout },
	{ "types", pass_types },
	{ "derive", pass_derive },
	{ "docs", pass_docs },
	{ NULL, NULL },
};
