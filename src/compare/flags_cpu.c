/*
 * -march, -mcpu and single features to sets of instructions, and two sets to a verdict.
 *
 *     gcc -march=haswell -mno-avx2            "haswell -avx2"          { sse … avx, bmi1, bmi2, fma, … }
 *     rustc -C target-feature=+sse4.2         "x86-64 +sse4.2"         { sse … sse4.2, fxsr }
 *     gcc -march=rv64imac_zicsr               "rv64imac_zicsr"         { m, a, zaamo, zalrsc, c, zca, zicsr }
 *
 * Rust code may be run wherever C code may if its set is no larger. A larger set of C's is harmless, unless it moves vectors that are passed by
 * value to other registers. What every machine of Rust's target has is nobody's choice, so harmless. GCC lets single features override -march wherever they stand; so does rustc.
 */
#include "compare/flags.h"

#include <string.h>

enum { LISTED_MAX = 8 };

struct cpu_row {
	unsigned arches;
	const char *name, *features;
};

/* The .def files name groups of architectures by words that are bits here. */
static const struct cpu_row cpus[] = {
#define FEATURE(...)
#define ALIAS(...)
#define CPU(arches, name, features) { arches, name, features },
#include "compare/cpus_x86.def"
#include "compare/cpus_arm.def"
#include "compare/cpus.def"
#undef FEATURE
#undef ALIAS
#undef CPU
};

/* Features, and what others call them or several of them. */
static const struct cpu_row features[] = {
#define CPU(...)
#define FEATURE(arches, name, implied) { arches, name, implied },
#define ALIAS(...)
#include "compare/cpus_x86.def"
#include "compare/cpus_arm.def"
#include "compare/cpus.def"
#undef FEATURE
#undef ALIAS
#undef CPU
};

static const struct cpu_row aliases[] = {
#define CPU(...)
#define FEATURE(...)
#define ALIAS(arches, name, meaning) { arches, name, meaning },
#include "compare/cpus_x86.def"
#include "compare/cpus_arm.def"
#include "compare/cpus.def"
#undef FEATURE
#undef ALIAS
#undef CPU
};

#define FIND(table, arch, name) find_row(table, G_N_ELEMENTS(table), arch, name)

static const struct cpu_row *find_row(const struct cpu_row *rows, size_t n, unsigned arch, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if ((rows[i].arches & arch) && strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

/* ---- sets: of names in the tables ---- */

struct cpu_set {
	unsigned arch;
	GHashTable *names;
};

static void add_features(struct cpu_set *set, const char *list);

/* A feature with all that it brings; nothing where the name is no feature. */
static void add_feature(struct cpu_set *set, const char *name)
{
	const struct cpu_row *feature = FIND(features, set->arch, name);
	const struct cpu_row *alias = feature ? NULL : FIND(aliases, set->arch, name);
	if (alias)
		add_features(set, alias->features);
	if (feature && g_hash_table_add(set->names, (gpointer)feature->name))
		add_features(set, feature->features);
}

static void add_features(struct cpu_set *set, const char *list)
{
	char **names = g_strsplit(list, " ", -1);
	for (char **name = names; *name; name++)
		add_feature(set, *name);
	g_strfreev(names);
}

static bool brings(unsigned arch, const struct cpu_row *feature, const char *name)
{
	struct cpu_set set = { arch, g_hash_table_new(g_str_hash, g_str_equal) };
	add_features(&set, feature->features);
	bool found = g_hash_table_contains(set.names, name);
	g_hash_table_unref(set.names);
	return found;
}

/* A feature with all that cannot be without it. */
static void remove_feature(struct cpu_set *set, const char *name)
{
	const struct cpu_row *alias = FIND(features, set->arch, name) ? NULL : FIND(aliases, set->arch, name);
	if (alias) {
		char **names = g_strsplit(alias->features, " ", -1);
		for (char **each = names; *each; each++)
			g_hash_table_remove(set->names, *each);
		g_strfreev(names);
		return;
	}
	g_hash_table_remove(set->names, name);
	for (size_t i = 0; i < G_N_ELEMENTS(features); i++)
		if ((features[i].arches & set->arch) && g_hash_table_contains(set->names, features[i].name) &&
		    brings(set->arch, &features[i], name))
			g_hash_table_remove(set->names, features[i].name);
}

/* "rv64i2p1_m2p0_zicsr", "rv64gc": letters up to the first '_', s, x or z; then words. */
static bool add_riscv(struct cpu_set *set, const char *isa)
{
	if (!g_str_has_prefix(isa, "rv32") && !g_str_has_prefix(isa, "rv64"))
		return false;
	const char *p = isa + 4;
	while (*p) {
		bool is_word = *p == 'z' || *p == 's' || *p == 'x';
		const char *end = is_word ? p + strcspn(p, "_") : p + 1;
		char *name = g_strndup(p, (gsize)(end - p));
		char *version = is_word ? strrchr(name, 'p') : NULL; /* "zicsr2p0" */
		if (version && version > name && g_ascii_isdigit(version[-1]) && g_ascii_isdigit(version[1])) {
			while (version > name && g_ascii_isdigit(version[-1]))
				version--;
			*version = '\0';
		}
		add_feature(set, name);
		g_free(name);
		p = end;
		if (!is_word && g_ascii_isdigit(*p)) { /* "2p1" */
			p += strspn(p, "0123456789");
			if (*p == 'p' && g_ascii_isdigit(p[1]))
				p += 1 + strspn(p + 1, "0123456789");
		}
		p += *p == '_';
	}
	return true;
}

/* The instructions of a CPU or of a level of an architecture; false: not known. */
static bool add_cpu(struct cpu_set *set, const char *name)
{
	if ((set->arch & RISCV) && add_riscv(set, name))
		return true;
	const struct cpu_row *cpu = FIND(cpus, set->arch, name);
	const struct cpu_row *alias = cpu ? NULL : FIND(aliases, set->arch, name);
	if (alias && !cpu)
		cpu = FIND(cpus, set->arch, alias->features); /* "power8": "pwr8" */
	if (cpu) {
		add_features(set, cpu->features);
		return true;
	}
	bool is_level = alias || (set->arch == AARCH64 && strcmp(name, "armv8-a") == 0);
	if (set->arch == AARCH64 && is_level)
		add_feature(set, "neon");
	if (alias)
		add_features(set, alias->features);
	return is_level;
}

/* A value's text to its set; false where its CPU is not known. The caller frees set->names. */
static bool read_set(struct cpu_set *set, unsigned arch, const char *text)
{
	char **words = g_strsplit(text, " ", -1);
	*set = (struct cpu_set){ arch, g_hash_table_new(g_str_hash, g_str_equal) };
	bool known = words[0] && add_cpu(set, words[0]);
	for (char **word = words[0] ? words + 1 : words; *word; word++) {
		if (**word == '+')
			add_feature(set, *word + 1);
		else if (**word == '-')
			remove_feature(set, *word + 1);
	}
	g_strfreev(words);
	return known;
}

/* ---- values ---- */

struct cpu_text {
	unsigned arch;
	const char *name;
	GString *changes; /* " +avx -sse" */
	const struct flag_word *decisive;
};

static void add_change(struct cpu_text *text, char sign, const char *name)
{
	if (!FIND(features, text->arch, name) && !FIND(aliases, text->arch, name))
		return;
	g_string_append_printf(text->changes, " %c%s", sign, name);
}

/* "armv8.2-a+crypto+nofp16" */
static void take_march(struct cpu_text *text, struct comparison *out, const char *value, const struct flag_word *word)
{
	char **parts = g_strsplit(value, "+", -1);
	text->name = comparison_text(out, parts[0] ? parts[0] : "");
	text->decisive = word;
	for (char **part = parts[0] ? parts + 1 : parts; *part; part++) {
		bool negative = g_str_has_prefix(*part, "no");
		add_change(text, negative ? '-' : '+', *part + (negative ? 2 : 0));
	}
	g_strfreev(parts);
}

static void take_c_word(struct cpu_text *text, struct comparison *out, const struct flag_word *word)
{
	const char *value;
	if (flag_match("-march=*", word->text, &value) ||
	    (!(text->arch & X86) && flag_match("-mcpu=*", word->text, &value))) {
		take_march(text, out, value, word);
		return;
	}
	if (strcmp(word->text, "-mgeneral-regs-only") == 0) {
		add_change(text, '-', text->arch & X86 ? "mmx" : "neon");
		add_change(text, '-', "sse");
		return;
	}
	if (!flag_match("-m*", word->text, &value))
		return;
	bool negative = g_str_has_prefix(value, "no-");
	size_t before = text->changes->len;
	add_change(text, negative ? '-' : '+', value + (negative ? 3 : 0));
	if (text->changes->len != before && !text->decisive)
		text->decisive = word;
}

static void take_rust_word(struct cpu_text *text, struct comparison *out, const struct flag_word *word)
{
	const char *value;
	if (flag_match("target cpu=*", word->text, &value) || flag_match("-C target-cpu=*", word->text, &value)) {
		text->name = comparison_text(out, value);
		text->decisive = word;
		return;
	}
	if (!flag_match("-C target-feature=*", word->text, &value) || (*value != '+' && *value != '-'))
		return;
	size_t before = text->changes->len;
	add_change(text, *value, value + 1);
	if (text->changes->len != before && (!text->decisive || text->decisive->is_default))
		text->decisive = word;
}

/* What a compiler takes where nothing is said: only what all its builds do. */
static const char *default_cpu(const struct flag_side *side)
{
	if (side->is_rust)
		return side->arch & (AARCH64 | ARM | LOONGARCH) ? "generic" :
		       side->arch & RISCV                       ? "generic-rv64" :
		       side->arch == X64                        ? "x86-64" :
								  NULL;
	return side->arch == X64 ? "x86-64" : side->arch == AARCH64 ? "armv8-a" : NULL;
}

static struct flag_value variant_value(struct flag_side *side, const struct flag_variant *variant)
{
	struct cpu_text text = { .arch = side->arch, .changes = g_string_new(NULL) };
	struct flag_value value = { .noun = variant->first ? "unit" : NULL, .units = variant->units };
	for (guint i = 0; variant->words && i < variant->words->len; i++) {
		const struct flag_word *word = &g_array_index(variant->words, struct flag_word, i);
		if (side->is_rust)
			take_rust_word(&text, side->out, word);
		else
			take_c_word(&text, side->out, word);
	}
	const char *name = text.name ? text.name : variant->lacks ? NULL : default_cpu(side);
	if (variant->words && name)
		value.text = comparison_format(side->out, "%s%s", name, text.changes->str);
	g_string_free(text.changes, TRUE);
	value.stated = text.decisive && !text.decisive->is_default;
	value.shown = side->is_rust ? "rustc's default" : "the compiler's default";
	if (variant->lacks)
		value.shown = comparison_format(side->out, "nothing is known of the target '%s'", variant->lacks);
	if (text.decisive)
		value.shown = comparison_format(side->out, "%s in %s%s%s", text.decisive->shown,
						text.decisive->from ? text.decisive->from : variant->source,
						variant->first ? " of " : "", variant->first ? variant->first : "");
	return value;
}

/* RISC-V's objects say it themselves. */
static void add_attributes(struct flag_side *side, GArray *values)
{
	for (guint i = 0; i < side->objects->len && !values->len; i++) {
		const struct object *object = side->objects->pdata[i];
		for (guint a = 0; object->attributes && a < object->attributes->len; a++) {
			const char *isa;
			if (!flag_match("riscv.arch=*", object->attributes->pdata[a], &isa))
				continue;
			struct flag_value value = { .text = isa, .stated = true, .noun = "object", .units = 1 };
			value.shown = comparison_format(side->out, "attribute %s of %s",
							(const char *)object->attributes->pdata[a], object->path);
			g_array_append_val(values, value);
			break;
		}
	}
}

static void add_value(GArray *values, struct flag_value value)
{
	for (guint i = 0; i < values->len; i++) {
		struct flag_value *other = &g_array_index(values, struct flag_value, i);
		if (g_strcmp0(other->text, value.text) == 0) {
			other->units += value.units;
			return;
		}
	}
	g_array_append_val(values, value);
}

static gint compare_counts(gconstpointer a, gconstpointer b)
{
	const struct flag_value *x = a, *y = b;
	if (x->units != y->units)
		return x->units > y->units ? -1 : 1;
	return g_strcmp0(x->text, y->text);
}

GArray *flag_cpu_values(struct flag_side *side)
{
	GArray *values = g_array_new(FALSE, TRUE, sizeof(struct flag_value));
	for (guint i = 0; i < side->variants->len; i++)
		add_value(values, variant_value(side, &g_array_index(side->variants, struct flag_variant, i)));
	if (!flag_side_has_words(side)) {
		g_array_set_size(values, 0);
		add_attributes(side, values);
	}
	if (!values->len) {
		struct flag_value nothing = { 0 };
		g_array_append_val(values, nothing);
	}
	g_array_sort(values, compare_counts);
	return values;
}

/* ---- verdicts ---- */

static bool has_vector(const struct type *type, unsigned depth)
{
	const struct type *resolved = type ? type_resolve(type) : NULL;
	if (!resolved || depth > 8)
		return false;
	if (resolved->kind == TYPE_VECTOR)
		return true;
	if (resolved->kind == TYPE_ARRAY)
		return has_vector(resolved->array.element, depth + 1);
	if (resolved->kind != TYPE_RECORD || !resolved->item)
		return false;
	for (unsigned i = 0; i < resolved->item->record.n_fields; i++)
		if (has_vector(resolved->item->record.fields[i].type, depth + 1))
			return true;
	return false;
}

/* A function that takes or gives a vector by value; NULL: there is none. */
static const char *vector_function(const struct view *view)
{
	for (guint a = 0; a < view->apis->len; a++) {
		const struct api *api = view->apis->pdata[a];
		for (guint i = 0; i < api->items->len; i++) {
			const struct item *item = api->items->pdata[i];
			if (item->kind != ITEM_FUNCTION || !item->function.type)
				continue;
			const struct function_type *function = item->function.type->function;
			bool found = has_vector(function->result, 0);
			for (unsigned p = 0; p < function->n_params && !found; p++)
				found = has_vector(function->params[p].type, 0);
			if (found)
				return item->name;
		}
	}
	return NULL;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What a has and b lacks, "avx, avx2 and 3 more"; NULL: nothing. */
static const char *surplus(struct comparison *out, const struct cpu_set *a, const struct cpu_set *b)
{
	GPtrArray *names = g_ptr_array_new();
	GHashTableIter iter;
	gpointer name;
	g_hash_table_iter_init(&iter, a->names);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		if (!g_hash_table_contains(b->names, name))
			g_ptr_array_add(names, name);
	g_ptr_array_sort(names, compare_names);
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < MIN(names->len, LISTED_MAX); i++)
		g_string_append_printf(text, "%s%s", i ? ", " : "", (const char *)names->pdata[i]);
	if (names->len > LISTED_MAX)
		g_string_append_printf(text, " and %u more", names->len - LISTED_MAX);
	const char *result = names->len ? comparison_text(out, text->str) : NULL;
	g_string_free(text, TRUE);
	g_ptr_array_unref(names);
	return result;
}

/* Features with which vectors travel in registers that are not there without them: psABIs of x86-64, S/390, PowerPC, RISC-V. SSE is soft-float's. */
static bool moves_vectors(const struct cpu_set *c, const struct cpu_set *rust)
{
	static const char *const movers[] = { "avx", "avx512f", "vector", "v", "altivec", "vsx" };
	for (size_t i = 0; i < G_N_ELEMENTS(movers); i++)
		if (g_hash_table_contains(c->names, movers[i]) && !g_hash_table_contains(rust->names, movers[i]))
			return true;
	return false;
}

static struct flag_finding judge_more_c(const struct flag_sides *sides, const struct cpu_set *c,
					const struct cpu_set *rust, const char *more)
{
	struct comparison *out = sides->out;
	const char *function = vector_function(sides->c->build->view);
	if (!moves_vectors(c, rust))
		return (struct flag_finding){
			FLAG_HARMLESS,
			comparison_format(out, "C uses %s and Rust does not: Rust's code runs wherever C's does", more)
		};
	if (function)
		return (struct flag_finding){ FLAG_WRONG,
					      comparison_format(out,
								"C uses %s and Rust does not: vectors, which '%s' "
								"passes by value, travel in other registers",
								more, function) };
	return (struct flag_finding){ FLAG_WRONG,
				      comparison_format(out,
							"C uses %s and Rust does not: a vector that is passed by value "
							"travels in a register in C and in memory in Rust",
							more) };
}

/* is_stated: somebody asked for what Rust has; else its target has it everywhere. */
static struct flag_finding judge_sets(const struct flag_sides *sides, const struct cpu_set *c,
				      const struct cpu_set *rust, bool is_stated)
{
	struct comparison *out = sides->out;
	const char *more = surplus(out, rust, c);
	if (more && is_stated)
		return (struct flag_finding){ FLAG_WRONG,
					      comparison_format(out,
								"Rust may use %s, which C is not built for: an "
								"instruction that the machine may not have",
								more) };
	if (more)
		return (struct flag_finding){
			FLAG_HARMLESS, comparison_format(out,
							 "Rust may use %s, which C is not built for, but which every "
							 "machine of Rust's target has: the program needs one",
							 more)
		};
	more = surplus(out, c, rust);
	return more ? judge_more_c(sides, c, rust, more) : (struct flag_finding){ FLAG_EQUAL, NULL };
}

struct flag_finding flag_judge_cpu(const struct flag_sides *sides, const struct flag_value *c,
				   const struct flag_value *rust)
{
	struct cpu_set c_set, rust_set;
	bool c_known = read_set(&c_set, sides->c->arch, c->text),
	     rust_known = read_set(&rust_set, sides->rust->arch, rust->text);
	struct flag_finding finding;
	if (strcmp(c->text, rust->text) == 0)
		finding = (struct flag_finding){ FLAG_EQUAL, NULL };
	else if (!c_known || !rust_known)
		finding = (struct flag_finding){
			FLAG_UNKNOWN,
			comparison_format(sides->out,
					  "what instructions '%s' has is not known here: name the CPU or its features",
					  c_known ? rust->text : c->text)
		};
	else
		finding = judge_sets(sides, &c_set, &rust_set, rust->stated);
	g_hash_table_unref(c_set.names);
	g_hash_table_unref(rust_set.names);
	return finding;
}
