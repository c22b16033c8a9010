/*
 * Attributes: what is there on this target, and in which representation.
 *
 *     #[cfg(all(unix, not(target_pointer_width = "32")))]     there, on x86_64-unknown-linux-gnu
 *     #[cfg(feature = "x")]                                   taken, and counted: nobody told which features there are
 *     #[repr(C, packed(2))]                                   repr_c, packed 2
 *
 * A condition is yes, no or unknown. Only what is a no for certain is left out.
 */
#include "read/rust_bindings_parts.h"

/* ---- literals ---- */

const char *bindings_string(struct bindings *b, unsigned token)
{
	if (token >= b->file.count || b->file.tokens[token].kind != TOKEN_STRING)
		return NULL;
	struct cursor cursor = { token, token + 1 };
	struct number number = bindings_literal(b, &cursor, (struct expected){ 0 });
	const char *text = NULL;
	if (number.kind == NUMBER_BYTES && number.element_size == 1) {
		g_byte_array_append(number.bytes, (const guint8 *)"", 1);
		text = api_intern(b->api, (const char *)number.bytes->data);
	}
	if (number.bytes)
		g_byte_array_unref(number.bytes);
	return text;
}

/* ---- the target in Rust's words ---- */

static const char *target_arch(const struct target *target)
{
	static const struct {
		const char *pattern, *name;
	} arches[] = {
		{ "i?86", "x86" },         { "arm64*", "aarch64" },       { "aarch64*", "aarch64" },
		{ "arm*", "arm" },         { "thumb*", "arm" },           { "riscv64*", "riscv64" },
		{ "riscv32*", "riscv32" }, { "powerpc64*", "powerpc64" }, { "ppc64*", "powerpc64" },
		{ "powerpc*", "powerpc" }, { "mips64*", "mips64" },       { "mips*", "mips" },
		{ "sparc64", "sparc64" },  { "sparcv9", "sparc64" },      { "bpf*", "bpf" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(arches); i++)
		if (target->arch && g_pattern_match_simple(arches[i].pattern, target->arch))
			return arches[i].name;
	return target->arch ? target->arch : "";
}

/* A triple that names no system is that of a reader of objects, which are Linux's. */
static const char *target_os(const struct target *target)
{
	static const struct {
		const char *part, *name;
	} systems[] = {
		{ "android", "android" },     { "linux", "linux" },     { "windows", "windows" },
		{ "darwin", "macos" },        { "macos", "macos" },     { "ios", "ios" },
		{ "freebsd", "freebsd" },     { "netbsd", "netbsd" },   { "openbsd", "openbsd" },
		{ "dragonfly", "dragonfly" }, { "solaris", "solaris" }, { "illumos", "illumos" },
		{ "fuchsia", "fuchsia" },     { "wasi", "wasi" },       { "haiku", "haiku" },
		{ "none", "none" },           { "hurd", "hurd" },       { "aix", "aix" },
	};
	const char *rest = target->triple ? strchr(target->triple, '-') : NULL;
	if (!rest)
		return "linux";
	for (size_t i = 0; i < G_N_ELEMENTS(systems); i++)
		if (strstr(rest, systems[i].part))
			return systems[i].name;
	return NULL;
}

static const char *target_env(const struct target *target)
{
	static const char *const environments[] = { "gnu", "musl", "msvc", "uclibc", "newlib", "ohos", "sgx" };
	const char *last = target->triple ? strrchr(target->triple, '-') : NULL;
	for (size_t i = 0; last && i < G_N_ELEMENTS(environments); i++)
		if (g_str_has_prefix(last + 1, environments[i]))
			return environments[i];
	return NULL;
}

static bool is_windows(const char *os)
{
	return os && strcmp(os, "windows") == 0;
}

static bool is_unix(const char *os)
{
	return os && strcmp(os, "windows") != 0 && strcmp(os, "none") != 0 && strcmp(os, "wasi") != 0;
}

static enum truth is_same(const char *known, const char *asked)
{
	if (!known)
		return TRUTH_UNKNOWN;
	return strcmp(known, asked) == 0 ? TRUTH_YES : TRUTH_NO;
}

/* `key = "value"`. */
static enum truth test_value(struct bindings *b, const char *key, const char *value)
{
	const struct target *target = &b->api->target;
	const char *os = target_os(target);
	char width[8];
	if (strcmp(key, "target_arch") == 0)
		return is_same(target_arch(target), value);
	if (strcmp(key, "target_os") == 0)
		return is_same(os, value);
	if (strcmp(key, "target_endian") == 0)
		return is_same(target->big_endian ? "big" : "little", value);
	if (strcmp(key, "target_pointer_width") == 0) {
		g_snprintf(width, sizeof(width), "%u", target->pointer_size * 8);
		return is_same(width, value);
	}
	if (strcmp(key, "target_env") == 0)
		return is_same(target_env(target), value);
	if (strcmp(key, "target_family") == 0 && os)
		return is_same(is_windows(os) ? "windows" : is_unix(os) ? "unix" : "", value);
	return TRUTH_UNKNOWN;
}

static enum truth test_word(struct bindings *b, const char *word)
{
	static const char *const never[] = {
		"test", "debug_assertions", "doc", "doctest", "miri", "proc_macro", "false"
	};
	const char *os = target_os(&b->api->target);
	for (size_t i = 0; i < G_N_ELEMENTS(never); i++)
		if (strcmp(word, never[i]) == 0)
			return TRUTH_NO;
	if (strcmp(word, "true") == 0)
		return TRUTH_YES;
	if (strcmp(word, "unix") == 0 && os)
		return is_unix(os) ? TRUTH_YES : TRUTH_NO;
	if (strcmp(word, "windows") == 0 && os)
		return is_windows(os) ? TRUTH_YES : TRUTH_NO;
	return TRUTH_UNKNOWN;
}

/* ---- conditions ---- */

static enum truth test(struct bindings *b, struct span span);

/* The condition in a list that decides, or what is left: `all` is decided by a no, `any` by a yes. */
static enum truth test_list(struct bindings *b, struct span list, enum truth decisive)
{
	enum truth result = decisive == TRUTH_NO ? TRUTH_YES : TRUTH_NO;
	for (unsigned start = list.start, comma; start < list.end; start = comma + 1) {
		comma = bindings_find(b, start, list.end, ",");
		enum truth one = test(b, (struct span){ start, comma });
		if (one == decisive)
			return decisive;
		if (one == TRUTH_UNKNOWN)
			result = TRUTH_UNKNOWN;
	}
	return result;
}

static enum truth test_group(struct bindings *b, const char *word, struct span list)
{
	enum truth one;
	if (strcmp(word, "all") == 0)
		return test_list(b, list, TRUTH_NO);
	if (strcmp(word, "any") == 0)
		return test_list(b, list, TRUTH_YES);
	if (strcmp(word, "not") != 0)
		return TRUTH_UNKNOWN;
	if (list.end > list.start && is_mark(&b->file, list.end - 1, ','))
		list.end--;
	one = test(b, list);
	return one == TRUTH_UNKNOWN ? one : one == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

static enum truth test(struct bindings *b, struct span span)
{
	unsigned i = span.start;
	if (i >= span.end || !is_name(&b->file, i) || b->depth > BINDINGS_DEPTH)
		return TRUTH_UNKNOWN;
	const char *word = bindings_word(b, i);
	if (i + 1 == span.end)
		return test_word(b, word);
	if (is_mark(&b->file, i + 1, '(')) {
		b->depth++;
		enum truth result = test_group(b, word, bindings_inside(b, i + 1, span.end));
		b->depth--;
		return result;
	}
	const char *value = is_mark(&b->file, i + 1, '=') && i + 2 < span.end ? bindings_string(b, i + 2) : NULL;
	return value ? test_value(b, word, value) : TRUTH_UNKNOWN;
}

/* ---- attributes ---- */

static unsigned read_number(struct bindings *b, struct span span, unsigned otherwise)
{
	struct cursor cursor = { span.start, span.end };
	struct number number = bindings_literal(b, &cursor, (struct expected){ 0 });
	return number.kind == NUMBER_INT && number.bits <= G_MAXINT32 ? (unsigned)number.bits : otherwise;
}

static void read_repr(struct bindings *b, struct span list, struct attributes *attributes)
{
	for (unsigned i = list.start, next; i < list.end; i = next + 1) {
		next = bindings_find(b, i, list.end, ",");
		bool has_group = i + 1 < next && is_mark(&b->file, i + 1, '(');
		struct span inside = has_group ? bindings_inside(b, i + 1, next) : (struct span){ i, i };
		if (!is_name(&b->file, i))
			continue;
		const char *word = bindings_word(b, i);
		const struct builtin *builtin = bindings_builtin(word);
		if (strcmp(word, "C") == 0)
			attributes->repr_c = true;
		else if (strcmp(word, "transparent") == 0)
			attributes->repr_transparent = true;
		else if (strcmp(word, "packed") == 0)
			attributes->packed = MAX(read_number(b, inside, 1), 1);
		else if (strcmp(word, "align") == 0)
			attributes->align = MAX(attributes->align, read_number(b, inside, 0));
		else if (builtin && builtin->form == FORM_INT)
			attributes->integer = builtin;
	}
}

static bool has_word(const struct bindings *b, struct span span, const char *word)
{
	for (unsigned i = span.start; i < span.end; i++)
		if (is_word(&b->file, i, word))
			return true;
	return false;
}

static void read_condition(struct bindings *b, struct span span, struct attributes *attributes)
{
	enum truth truth = test(b, span);
	attributes->is_absent |= truth == TRUTH_NO;
	attributes->is_conditional |= truth == TRUTH_UNKNOWN;
}

/* One attribute: what stands in the brackets. */
static void read_attribute(struct bindings *b, struct span span, struct attributes *attributes)
{
	unsigned i = span.start;
	if (i >= span.end || !is_name(&b->file, i) || b->depth > BINDINGS_DEPTH)
		return;
	bool has_group = i + 1 < span.end && is_mark(&b->file, i + 1, '(');
	bool has_value = i + 2 < span.end && is_mark(&b->file, i + 1, '=');
	struct span inside = has_group ? bindings_inside(b, i + 1, span.end) : (struct span){ i, i };
	b->depth++;
	if (is_word(&b->file, i, "cfg") && has_group) {
		read_condition(b, inside, attributes);
	} else if (is_word(&b->file, i, "repr") && has_group) {
		read_repr(b, inside, attributes);
	} else if (is_word(&b->file, i, "link_name") && has_value) {
		const char *name = bindings_string(b, i + 2);
		attributes->link_name = name && *name == 1 ? name + 1 : name;
	} else if (is_word(&b->file, i, "export_name") && has_value) {
		attributes->link_name = bindings_string(b, i + 2);
		attributes->is_exported = true;
	} else if (is_word(&b->file, i, "cfi_encoding") && has_value) {
		attributes->cfi_encoding = bindings_string(b, i + 2);
	} else if (is_word(&b->file, i, "no_mangle")) {
		attributes->is_exported = true;
	} else if (is_word(&b->file, i, "unsafe") && has_group) {
		read_attribute(b, inside, attributes);
	} else if (is_word(&b->file, i, "derive") && has_group) {
		attributes->is_copy |= has_word(b, inside, "Copy");
	} else if (is_word(&b->file, i, "thread_local")) {
		attributes->is_thread_local = true;
	} else if (is_word(&b->file, i, "must_use")) {
		attributes->must_use = true;
	} else if (is_word(&b->file, i, "cfg_attr") && has_group) {
		unsigned comma = bindings_find(b, inside.start, inside.end, ",");
		enum truth truth = test(b, (struct span){ inside.start, comma });
		for (unsigned start = comma + 1; truth == TRUTH_YES && start < inside.end; start = comma + 1) {
			comma = bindings_find(b, start, inside.end, ",");
			read_attribute(b, (struct span){ start, comma }, attributes);
		}
		/* A layout that depends on what is not known must not be taken for certain. */
		attributes->is_doubtful |= truth == TRUTH_UNKNOWN && has_word(b, inside, "repr");
	}
	b->depth--;
}

void bindings_read_attributes(struct bindings *b, unsigned *i, unsigned end, struct attributes *attributes)
{
	while (*i + 1 < end && is_mark(&b->file, *i, '#')) {
		bool is_inner = is_mark(&b->file, *i + 1, '!');
		unsigned open = *i + (is_inner ? 2 : 1);
		if (open >= end || !is_mark(&b->file, open, '['))
			return;
		if (!is_inner)
			read_attribute(b, bindings_inside(b, open, end), attributes);
		*i = bindings_skip(b, open, end);
	}
}

void bindings_note_condition(struct bindings *b, const struct attributes *attributes, unsigned token)
{
	if (!attributes->is_conditional)
		return;
	if (!b->n_conditional)
		b->first_conditional = token;
	b->n_conditional++;
}
