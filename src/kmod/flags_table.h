/*
 * flags.def as arrays, and what finds a row in them.
 */
#pragma once

#include "kmod/kernel.h"

#include <stdbool.h>
#include <stddef.h>

enum kflag_arch_index {
#define ARCH(id, ...) KFLAG_##id##_INDEX,
#include "kmod/flags.def"
	KFLAG_ARCHES
};

/* For sets of architectures. */
enum kflag_arch_bit {
#define ARCH(id, ...) KFLAG_##id = 1 << KFLAG_##id##_INDEX,
#include "kmod/flags.def"
	KFLAG_ANY = (1 << KFLAG_ARCHES) - 1
};

enum kflag_group {
#define GROUP(id, subject) KFLAG_GROUP_##id,
#include "kmod/flags.def"
	KFLAG_GROUPS
};

enum kflag_kind { KFLAG_RUSTC, KFLAG_NOTHING, KFLAG_REFUSED };

struct kflag_arch {
	const char *arch, *option; /* as in arch/, and what must be set for it */
	const char *name;
	const char *triple; /* NULL: a specification */
};

/* In each row: since and before are N of rustc 1.N; 0: no limit. */
struct kflag_row {
	enum kflag_kind kind;
	enum kflag_group group;
	unsigned arches, since, before;
	const char *pattern;
	const char *words; /* KFLAG_RUSTC */
	const char *why;   /* KFLAG_REFUSED: the rest of the message */
	const char *source;
};

/* What is passed whatever the C compiler is told; group: KFLAG_GROUP_EACH, or the one that has to be without a flag. */
struct kflag_constant {
	enum kflag_group group;
	unsigned arches, since, before;
	const char *words, *why;
};

struct kflag_key {
	unsigned arches, since, before;
	const char *key, *value; /* value: JSON; of "features" the bare text */
};

/* The row for the kernel; one error, and false, where there is none. */
bool kflag_arch_of(const struct kernel *kernel, enum kflag_arch_index *arch);

extern const struct kflag_arch kflag_arches[KFLAG_ARCHES];
extern const char *const kflag_subjects[KFLAG_GROUPS];
extern const struct kflag_row kflag_rows[];
extern const size_t kflag_n_rows;
extern const struct kflag_constant kflag_constants[];
extern const size_t kflag_n_constants;
extern const struct kflag_key kflag_keys[];
extern const size_t kflag_n_keys;

/* Whether the release of rustc is one of those that a row is for. */
bool kflag_is_for(unsigned minor, unsigned since, unsigned before);

/* The row for a flag, or NULL. Where all that fit are for other releases of rustc, the first of them. arch: a bit. */
const struct kflag_row *kflag_find(const char *flag, unsigned arch, unsigned minor);

/* What the pattern's '*' or '#' stands for in a flag that fits it; points into the flag. */
const char *kflag_matched(const char *pattern, const char *flag);
