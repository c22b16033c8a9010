/*
 * The rows of flags.def, and the first one that fits a flag.
 *
 *     kflag_find("-falign-functions=16", KFLAG_X64, 96)  ALIGNMENT: "-Zmin-function-alignment=*"
 *     kflag_matched("-falign-functions=#", "-falign-functions=16")  "16"
 */
#include "kmod/flags_table.h"

#include <glib.h>
#include <string.h>

#define X64 KFLAG_X64
#define ARM64 KFLAG_ARM64
#define RISCV64 KFLAG_RISCV64
#define LOONGARCH64 KFLAG_LOONGARCH64
#define S390X KFLAG_S390X
#define ANY KFLAG_ANY

const struct kflag_arch kflag_arches[KFLAG_ARCHES] = {
#define ARCH(id, arch, option, name, triple) [KFLAG_##id##_INDEX] = { arch, option, name, triple },
#include "kmod/flags.def"
};

const char *const kflag_subjects[KFLAG_GROUPS] = {
#define GROUP(id, subject) [KFLAG_GROUP_##id] = subject,
#include "kmod/flags.def"
};

const struct kflag_row kflag_rows[] = {
#define RUSTC(group, arches, since, before, flag, words, why, source) \
	{ KFLAG_RUSTC, KFLAG_GROUP_##group, arches, since, before, flag, words, why, source },
#define NOTHING(group, arches, flag, why, source) \
	{ KFLAG_NOTHING, KFLAG_GROUP_##group, arches, 0, 0, flag, NULL, why, source },
#define REFUSED(group, arches, flag, what, source) \
	{ KFLAG_REFUSED, KFLAG_GROUP_##group, arches, 0, 0, flag, NULL, what, source },
#include "kmod/flags.def"
};
const size_t kflag_n_rows = G_N_ELEMENTS(kflag_rows);

const struct kflag_constant kflag_constants[] = {
#define ALWAYS(arches, since, before, words, why) { KFLAG_GROUP_EACH, arches, since, before, words, why },
#define DEFAULT(group, arches, words, why) { KFLAG_GROUP_##group, arches, 0, 0, words, why },
#include "kmod/flags.def"
};
const size_t kflag_n_constants = G_N_ELEMENTS(kflag_constants);

const struct kflag_key kflag_keys[] = {
#define SPEC(arch, since, before, key, value) { arch, since, before, key, value },
#include "kmod/flags.def"
};
const size_t kflag_n_keys = G_N_ELEMENTS(kflag_keys);

bool kflag_is_for(unsigned minor, unsigned since, unsigned before)
{
	return minor >= since && (!before || minor < before);
}

static bool fits(const char *pattern, const char *flag)
{
	const char *digits = strchr(pattern, '#');
	if (!digits)
		return g_pattern_match_simple(pattern, flag);
	size_t prefix = (size_t)(digits - pattern);
	if (strncmp(pattern, flag, prefix) != 0)
		return false;
	size_t n = strspn(flag + prefix, "0123456789");
	return n > 0 && strcmp(flag + prefix + n, digits + 1) == 0;
}

const struct kflag_row *kflag_find(const char *flag, unsigned arch, unsigned minor)
{
	const struct kflag_row *other = NULL;
	for (size_t i = 0; i < kflag_n_rows; i++) {
		const struct kflag_row *row = &kflag_rows[i];
		if (!(row->arches & arch) || !fits(row->pattern, flag))
			continue;
		if (kflag_is_for(minor, row->since, row->before))
			return row;
		if (!other)
			other = row;
	}
	return other;
}

const char *kflag_matched(const char *pattern, const char *flag)
{
	return flag + strcspn(pattern, "*#");
}
