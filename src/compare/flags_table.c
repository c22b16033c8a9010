/*
 * flags.def and targets.def as arrays, and what finds a row in them.
 *
 *     flag_builtin_target("x86_64-unknown-none")  "code-model=kernel; disable-redzone=true; …"
 *     flag_match("-mcmodel=*", "-mcmodel=kernel", &m)  true, m is "kernel"
 */
#include "compare/flags.h"

#include <string.h>

const struct flag_property flag_properties[FLAG_IDS] = {
#define PROPERTY(id, name, arches, kind, what) [FLAG_##id] = { name, arches, kind, what },
#include "compare/flags.def"
};

const struct flag_option flag_c_options[] = {
#define C(id, arches, pattern, value) { FLAG_##id, arches, pattern, value },
#include "compare/flags.def"
};
const size_t flag_n_c_options = G_N_ELEMENTS(flag_c_options);

const struct flag_option flag_rust_options[] = {
#define RUST(id, arches, pattern, value) { FLAG_##id, arches, pattern, value },
#include "compare/flags.def"
};
const size_t flag_n_rust_options = G_N_ELEMENTS(flag_rust_options);

const struct flag_default flag_defaults[] = {
#define DEFAULT(id, arches, c, rust) { FLAG_##id, arches, c, rust },
#include "compare/flags.def"
};
const size_t flag_n_defaults = G_N_ELEMENTS(flag_defaults);

const struct flag_evidence flag_evidences[] = {
#define EVIDENCE(id, arches, side, kind, what, value) { FLAG_##id, arches, side, kind, what, value },
#include "compare/flags.def"
};
const size_t flag_n_evidences = G_N_ELEMENTS(flag_evidences);

const struct flag_rule flag_rules[] = {
#define PAIR(id, when, c, rust, verdict, text) { FLAG_##id, when, c, rust, FLAG_##verdict, text },
#include "compare/flags.def"
};
const size_t flag_n_rules = G_N_ELEMENTS(flag_rules);

static const struct {
	const char *name, *keys;
} targets[] = {
#define TARGET(name, keys) { name, keys },
#include "compare/targets.def"
};

static const struct {
	const char *pattern;
	unsigned arch;
} arches[] = {
	{ "x86_64*", X64 },      { "i?86", I386 },
	{ "x86", I386 },         { "aarch64*", AARCH64 },
	{ "arm64*", AARCH64 },   { "arm*", ARM },
	{ "thumb*", ARM },       { "riscv64*", RISCV64 },
	{ "riscv32*", RISCV32 }, { "s390*", S390 },
	{ "powerpc64*", PPC64 }, { "ppc64*", PPC64 },
	{ "powerpc*", PPC32 },   { "loongarch*", LOONGARCH },
	{ "mips*", MIPS },       { "sparc64*", SPARC64 },
	{ "sparcv9*", SPARC64 }, { "sparc*", SPARC32 },
	{ "m68k*", M68K },       { "sh*", SH },
};

unsigned flag_arch_of(const char *arch)
{
	for (size_t i = 0; arch && i < G_N_ELEMENTS(arches); i++)
		if (g_pattern_match_simple(arches[i].pattern, arch))
			return arches[i].arch;
	return OTHER_ARCH;
}

const char *flag_builtin_target(const char *triple)
{
	for (size_t i = 0; i < G_N_ELEMENTS(targets); i++)
		if (strcmp(targets[i].name, triple) == 0)
			return targets[i].keys;
	return NULL;
}

bool flag_match(const char *pattern, const char *text, const char **matched)
{
	const char *star = strchr(pattern, '*');
	*matched = "";
	if (!star)
		return strcmp(pattern, text) == 0;
	size_t prefix = (size_t)(star - pattern);
	if (strncmp(pattern, text, prefix) != 0)
		return false;
	*matched = text + prefix;
	return star[1] == '\0' || g_pattern_match_simple(pattern, text);
}

bool flag_is_c_option(const char *text)
{
	const char *matched;
	if (g_str_has_prefix(text, "-m")) /* -march, -mcpu, features */
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(flag_c_options); i++)
		if (flag_match(flag_c_options[i].pattern, text, &matched))
			return true;
	return false;
}
