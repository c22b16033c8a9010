/*
 * Words of a C compiler's command line → words of rustc's.
 *
 *     -fcf-protection=none -mno-red-zone -fcf-protection=branch
 *     → -Cno-redzone=y -Zcf-protection=branch      in the order of the table, whatever the order of the C flags
 *
 * Of the flags in one group the last one counts, as for the C compiler. So it is known only at the end what is wrong, and each flag that is
 * refused is one error.
 */
#include "kmod/flags.h"

#include "base/diag.h"
#include "kmod/flags_table.h"
#include "kmod/process.h"

#include <string.h>

struct derivation {
	const struct rustc *rustc;
	enum kflag_arch_index arch;
	const char **flags; /* for each row: the last C flag that it was found for, or NULL */
	GPtrArray *args;
	GString *features;
	bool failed;
};

/* ---- the C compiler's words ---- */

static bool takes_next(const char *word)
{
	static const char *const options[] = { "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-I",
					       "-D",       "-U",       "-x",       "-o",      "-target",    "-MF",
					       "-MT",      "-MQ",      "-mllvm",   "--param", "-Xclang" };
	for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
		if (strcmp(options[i], word) == 0)
			return true;
	return false;
}

/* "-fsanitize=a,b" is two flags. */
static void add_sanitizers(GPtrArray *out, const char *word)
{
	size_t prefix = (size_t)(strchr(word, '=') + 1 - word);
	char **names = g_strsplit(word + prefix, ",", -1);
	for (char **name = names; *name; name++)
		g_ptr_array_add(out, g_strdup_printf("%.*s%s", (int)prefix, word, *name));
	g_strfreev(names);
}

/* One text for each flag with its argument; words that are none are left out. */
static GPtrArray *split_flags(const GPtrArray *words)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i];
		if (*word != '-')
			continue;
		if (takes_next(word) && i + 1 < words->len)
			g_ptr_array_add(out, g_strdup_printf("%s %s", word, (const char *)words->pdata[++i]));
		else if (g_str_has_prefix(word, "--param="))
			g_ptr_array_add(out, g_strdup_printf("--param %s", word + strlen("--param=")));
		else if (g_str_has_prefix(word, "-fsanitize=") || g_str_has_prefix(word, "-fno-sanitize="))
			add_sanitizers(out, word);
		else
			g_ptr_array_add(out, g_strdup(word));
	}
	return out;
}

/* ---- the rows that count ---- */

static void choose(struct derivation *derivation, const struct kflag_row *chosen, const char *flag)
{
	for (size_t i = 0; chosen->group != KFLAG_GROUP_EACH && i < kflag_n_rows; i++)
		if (kflag_rows[i].group == chosen->group)
			derivation->flags[i] = NULL;
	derivation->flags[chosen - kflag_rows] = flag;
}

static void choose_all(struct derivation *derivation, const GPtrArray *flags)
{
	GHashTable *unknown = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < flags->len; i++) {
		const char *flag = flags->pdata[i];
		const struct kflag_row *row = kflag_find(flag, 1u << derivation->arch, derivation->rustc->minor);
		if (row) {
			choose(derivation, row, flag);
		} else if (g_hash_table_add(unknown, (gpointer)flag)) {
			diag_error("'%s', with which this kernel is compiled, is unknown: it may change how functions "
				   "are called, and there is no rule for it in Rust",
				   flag);
			derivation->failed = true;
		}
	}
	g_hash_table_destroy(unknown);
}

static bool is_served(const struct derivation *derivation, const struct kflag_row *row, const char *flag)
{
	if (row->kind == KFLAG_REFUSED)
		diag_error("'%s', with which this kernel is compiled, %s", flag, row->why);
	else if (derivation->rustc->minor < row->since)
		diag_error("'%s', with which this kernel is compiled, needs rustc 1.%u or newer, and this is 1.%u",
			   flag, row->since, derivation->rustc->minor);
	else
		return true;
	return false;
}

/* Whether a flag of the group says something to rustc. */
static bool has_words(const struct derivation *derivation, enum kflag_group group)
{
	for (size_t i = 0; i < kflag_n_rows; i++)
		if (kflag_rows[i].group == group && kflag_rows[i].kind == KFLAG_RUSTC && derivation->flags[i])
			return true;
	return false;
}

/* ---- rustc's words ---- */

/*
 * The CPU that "native" is, for the caller to free: core is kept for a command line, which then says what it was made for. "native" where rustc
 * does not tell.
 */
static char *name_of_native_cpu(const struct rustc *rustc)
{
	char *name = NULL;
	if (rustc->path) {
		GPtrArray *command = process_command(rustc->path);
		process_add(command, "--print", "target-cpus", NULL);
		struct process_result result;
		if (process_run(command, NULL, NULL, &result)) {
			const char *line = strstr(result.out, " native ");
			const char *found = line ? strstr(line, "(currently ") : NULL;
			if (found && found < line + strcspn(line, "\n")) {
				found += strlen("(currently ");
				name = g_strndup(found, strcspn(found, ")\n"));
			}
			process_result_finish(&result);
		}
		g_ptr_array_unref(command);
	}
	return name ? name : g_strdup("native");
}

static void add_word(struct derivation *derivation, const char *word)
{
	if (g_str_has_prefix(word, "feature=")) {
		g_string_append_printf(derivation->features, "%s%s", derivation->features->len ? "," : "",
				       word + strlen("feature="));
	} else if (g_str_has_suffix(word, "-cpu=native")) {
		char *cpu = name_of_native_cpu(derivation->rustc);
		g_ptr_array_add(derivation->args,
				g_strdup_printf("%.*s%s", (int)(strlen(word) - strlen("native")), word, cpu));
		g_free(cpu);
	} else {
		g_ptr_array_add(derivation->args, g_strdup(word));
	}
}

/* words: separated by blanks; '*' in one of them is the text. */
static void add_words(struct derivation *derivation, const char *words, const char *text)
{
	char **list = g_strsplit(words, " ", -1);
	for (char **word = list; *word; word++) {
		GString *whole = g_string_new(*word);
		if (text)
			g_string_replace(whole, "*", text, 0);
		if (whole->len > 0)
			add_word(derivation, whole->str);
		g_string_free(whole, TRUE);
	}
	g_strfreev(list);
}

static void add_constants(struct derivation *derivation)
{
	for (size_t i = 0; i < kflag_n_constants; i++) {
		const struct kflag_constant *constant = &kflag_constants[i];
		if ((constant->arches & 1u << derivation->arch) &&
		    kflag_is_for(derivation->rustc->minor, constant->since, constant->before) &&
		    (constant->group == KFLAG_GROUP_EACH || !has_words(derivation, constant->group)))
			add_words(derivation, constant->words, NULL);
	}
}

static void add_rows(struct derivation *derivation)
{
	for (size_t i = 0; i < kflag_n_rows; i++) {
		const struct kflag_row *row = &kflag_rows[i];
		const char *flag = derivation->flags[i];
		if (!flag)
			continue;
		if (!is_served(derivation, row, flag))
			derivation->failed = true;
		else if (row->kind == KFLAG_RUSTC)
			add_words(derivation, row->words, kflag_matched(row->pattern, flag));
	}
}

/* For the caller to free. */
static char *make_specification(const struct derivation *derivation)
{
	GString *out = g_string_new("{\n");
	for (size_t i = 0; i < kflag_n_keys; i++) {
		const struct kflag_key *key = &kflag_keys[i];
		if (!(key->arches & 1u << derivation->arch) ||
		    !kflag_is_for(derivation->rustc->minor, key->since, key->before))
			continue;
		g_string_append_printf(out, "%s\t\"%s\": ", out->len > strlen("{\n") ? ",\n" : "", key->key);
		if (strcmp(key->key, "features") != 0)
			g_string_append(out, key->value);
		else
			g_string_append_printf(out, "\"%s%s%s\"", key->value, derivation->features->len ? "," : "",
					       derivation->features->str);
	}
	g_string_append(out, "\n}\n");
	return g_string_free(out, FALSE);
}

static void set_target(const struct derivation *derivation, struct rust_flags *flags)
{
	flags->target = g_strdup(kflag_arches[derivation->arch].triple);
	if (!flags->target)
		flags->target_spec = make_specification(derivation);
	else if (derivation->features->len > 0)
		g_ptr_array_add(derivation->args, g_strconcat("-Ctarget-feature=", derivation->features->str, NULL));
}

/* ---- all of it ---- */

bool kflag_arch_of(const struct kernel *kernel, enum kflag_arch_index *found)
{
	bool has_arch = false;
	GString *names = g_string_new(NULL);
	for (enum kflag_arch_index i = 0; i < KFLAG_ARCHES; i++) {
		const struct kflag_arch *arch = &kflag_arches[i];
		if (strcmp(arch->arch, kernel->arch) == 0) {
			has_arch = true;
			if (kernel_config(kernel, arch->option)) {
				g_string_free(names, TRUE);
				*found = i;
				return true;
			}
		}
		g_string_append_printf(names, "%s%s", i == 0 ? "" : i + 1 == KFLAG_ARCHES ? " and " : ", ", arch->name);
	}
	diag_error("this kernel is for '%s'%s, and modules in Rust can only be built for %s", kernel->arch,
		   has_arch ? " with 32 bits" : "", names->str);
	g_string_free(names, TRUE);
	return false;
}

bool rust_flags_derive(const struct kernel *kernel, const struct rustc *rustc, const GPtrArray *c_flags,
		       struct rust_flags *flags)
{
	memset(flags, 0, sizeof *flags);
	struct derivation derivation = { .rustc = rustc };
	if (!kflag_arch_of(kernel, &derivation.arch))
		return false;
	derivation.flags = g_new0(const char *, kflag_n_rows);
	derivation.args = flags->args = g_ptr_array_new_with_free_func(g_free);
	derivation.features = g_string_new(NULL);

	GPtrArray *split = split_flags(c_flags);
	choose_all(&derivation, split);
	add_constants(&derivation);
	add_rows(&derivation);
	set_target(&derivation, flags);

	g_ptr_array_unref(split);
	g_string_free(derivation.features, TRUE);
	g_free(derivation.flags);
	if (derivation.failed)
		rust_flags_finish(flags);
	return !derivation.failed;
}

void rust_flags_finish(struct rust_flags *flags)
{
	g_clear_pointer(&flags->args, g_ptr_array_unref);
	g_clear_pointer(&flags->target, g_free);
	g_clear_pointer(&flags->target_spec, g_free);
}
