/*
 * Words and objects to the values that a side has of one property.
 *
 *     4,990 units with -mcmodel=kernel, 10 with -mcmodel=small     { "kernel", 4990 units }, { "small", 10 units }
 *     no word at all, but undefined __x86_indirect_thunk_rax       { "on", "__x86_indirect_thunk_rax is undefined in a.o" }
 *
 * In a command line the last word counts. What an option says goes before what an object tells, and that before a default. A set's
 * value is its members in alphabetical order, "" where it is empty.
 */
#include "compare/flags.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	struct flag_side *side;
	enum flag_id id;
	const struct flag_property *property;
	GArray *values;
};

/* ---- texts ---- */

static const char *replace_star(struct comparison *out, const char *value, const char *matched)
{
	const char *star = strchr(value, '*');
	if (!star)
		return value;
	return comparison_format(out, "%.*s%s%s", (int)(star - value), value, matched, star + 1);
}

static const char *normalise(const struct reading *r, const char *value)
{
	size_t digits = strspn(value, "0123456789");
	if (r->property->kind == KIND_NUMBER && digits && value[digits])
		return comparison_format(r->side->out, "%.*s", (int)digits, value);
	if (r->property->kind == KIND_NOPS && digits && !value[digits])
		return comparison_format(r->side->out, "%s,0", value);
	return value;
}

/* Appends, or counts with one that is there already. */
static void add_value(struct reading *r, struct flag_value value)
{
	for (guint i = 0; i < r->values->len; i++) {
		struct flag_value *other = &g_array_index(r->values, struct flag_value, i);
		if (other->text && value.text ? strcmp(other->text, value.text) == 0 : other->text == value.text) {
			other->units += value.units;
			if (value.stated && !other->stated) {
				other->stated = true;
				other->shown = value.shown;
			}
			return;
		}
	}
	g_array_append_val(r->values, value);
}

/* ---- sets ---- */

static int compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *set_text(struct comparison *out, GPtrArray *members)
{
	g_ptr_array_sort(members, compare_texts);
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < members->len; i++)
		g_string_append_printf(text, "%s%s", i ? " " : "", (const char *)members->pdata[i]);
	const char *result = comparison_text(out, text->str);
	g_string_free(text, TRUE);
	return result;
}

/* value: "+x", "-x", or "-": none is left. */
static void change_set(GPtrArray *members, const char *value)
{
	guint index;
	bool is_in = g_ptr_array_find_with_equal_func(members, value + 1, g_str_equal, &index);
	if (value[0] == '+' && !is_in)
		g_ptr_array_add(members, (gpointer)(value + 1));
	else if (value[0] == '-' && value[1] == '\0')
		g_ptr_array_set_size(members, 0);
	else if (value[0] == '-' && is_in)
		g_ptr_array_remove_index(members, index);
}

/* ---- one variant ---- */

static const struct flag_option *find_option(const struct reading *r, const char *word, const char **matched)
{
	const struct flag_option *options = r->side->is_rust ? flag_rust_options : flag_c_options;
	size_t n = r->side->is_rust ? flag_n_rust_options : flag_n_c_options;
	for (size_t i = 0; i < n; i++)
		if (options[i].id == r->id && (options[i].arches & r->side->arch) &&
		    flag_match(options[i].pattern, word, matched))
			return &options[i];
	return NULL;
}

/* Whether rustc can be told about the property at all: where it cannot, its objects need no record of it. */
static bool has_rust_option(const struct reading *r)
{
	for (size_t i = 0; i < flag_n_rust_options; i++)
		if (flag_rust_options[i].id == r->id && (flag_rust_options[i].arches & r->side->arch))
			return true;
	return false;
}

static const char *default_of(const struct reading *r)
{
	for (size_t i = 0; i < flag_n_defaults; i++)
		if (flag_defaults[i].id == r->id && (flag_defaults[i].arches & r->side->arch))
			return r->property->kind == KIND_SET ? "" :
			       r->side->is_rust              ? flag_defaults[i].rust :
							       flag_defaults[i].c;
	return r->property->kind == KIND_SET ? "" : NULL;
}

static const char *place_of(struct comparison *out, const struct flag_variant *variant, const struct flag_word *word)
{
	if (word->from)
		return comparison_format(out, "%s in %s", word->shown, word->from);
	if (variant->first)
		return comparison_format(out, "%s in %s of %s", word->shown, variant->source, variant->first);
	return comparison_format(out, "%s in %s", word->shown, variant->source);
}

static void read_variant(struct reading *r, const struct flag_variant *variant)
{
	struct comparison *out = r->side->out;
	struct flag_value value = { .noun = variant->first ? "unit" : NULL, .units = variant->units };
	if (!variant->words) {
		value.shown =
			variant->first ? comparison_format(out, "no options are recorded in %s", variant->first) : NULL;
		add_value(r, value);
		return;
	}
	const struct flag_word *decisive = NULL;
	GPtrArray *members = g_ptr_array_new();
	for (guint i = 0; i < variant->words->len; i++) {
		const struct flag_word *word = &g_array_index(variant->words, struct flag_word, i);
		const char *matched;
		const struct flag_option *option = find_option(r, word->text, &matched);
		if (!option || !option->value[0])
			continue;
		value.text = normalise(r, replace_star(out, option->value, matched));
		decisive = word;
		if (r->property->kind == KIND_SET)
			change_set(members, value.text);
	}
	if (decisive && r->property->kind == KIND_SET)
		value.text = set_text(out, members);
	g_ptr_array_unref(members);
	if (decisive) {
		value.stated = !decisive->is_default;
		value.shown = place_of(out, variant, decisive);
	} else if (variant->lacks && has_rust_option(r)) {
		value.shown = comparison_format(out, "nothing is known of the target '%s'", variant->lacks);
	} else {
		value.text = default_of(r);
		value.shown = !r->side->is_rust  ? "the compiler's default" :
			      has_rust_option(r) ? "rustc's default" :
						   "rustc has no option for it";
	}
	add_value(r, value);
}

/* ---- objects ---- */

static const char *find_symbol(GHashTable *set, const char *pattern)
{
	const char *matched, *found = NULL;
	gpointer key;
	if (!set)
		return NULL;
	if (!strchr(pattern, '*'))
		return g_hash_table_contains(set, pattern) ? pattern : NULL;
	GHashTableIter iter;
	g_hash_table_iter_init(&iter, set);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		if (flag_match(pattern, key, &matched) && (!found || strcmp(key, found) < 0))
			found = key;
	return found;
}

static bool has_attribute(const struct object *object, const char *what)
{
	return object->attributes && g_ptr_array_find_with_equal_func(object->attributes, what, g_str_equal, NULL);
}

/* "6=4": what the object's flags are under the mask, both hexadecimal. */
static bool has_elf_flags(const struct object *object, const char *what)
{
	char *end;
	uint32_t mask = (uint32_t)strtoul(what, &end, 16);
	return *end == '=' && (object->flags & mask) == (uint32_t)strtoul(end + 1, NULL, 16);
}

/* What the object says of itself, "off" where it lacks the mark; false: nothing. */
static bool read_object(const struct reading *r, const struct flag_evidence *e, const struct object *object,
			struct flag_value *value)
{
	struct comparison *out = r->side->out;
	uint32_t bit;
	const char *symbol;
	*value = (struct flag_value){ .text = e->value, .stated = true, .noun = "object", .units = 1 };
	switch (e->kind) {
	case PROPERTY_X86:
	case PROPERTY_AARCH64:
		bit = (e->kind == PROPERTY_X86 ? object->x86_features : object->aarch64_features) &
		      (uint32_t)atoi(e->what);
		if (!bit)
			value->text = "off";
		value->stated = bit != 0;
		value->shown = comparison_format(out, "%s in .note.gnu.property of %s", bit ? "marked" : "not marked",
						 object->path);
		return true;
	case SECTION:
		value->shown = comparison_format(out, "section %s of %s", e->what, object->path);
		return object->sections && g_hash_table_contains(object->sections, e->what);
	case UNDEFINED:
		symbol = find_symbol(object->undefined, e->what);
		value->shown = comparison_format(out, "undefined %s in %s", symbol ? symbol : e->what, object->path);
		return symbol != NULL;
	case ELF_FLAGS:
		value->shown = comparison_format(out, "e_flags 0x%x of %s", object->flags, object->path);
		return has_elf_flags(object, e->what);
	case ATTRIBUTE:
		value->shown = comparison_format(out, "attribute %s of %s", e->what, object->path);
		return has_attribute(object, e->what);
	case KCFI_IDS:
		value->shown = comparison_format(out, "type identifiers before functions of %s", object->path);
		return object->kcfi && object->kcfi->len;
	}
	return false;
}

static void read_objects(struct reading *r)
{
	for (guint i = 0; i < r->side->objects->len; i++) {
		for (size_t e = 0; e < flag_n_evidences; e++) {
			const struct flag_evidence *evidence = &flag_evidences[e];
			struct flag_value value;
			if (evidence->id != r->id || !(evidence->arches & r->side->arch) ||
			    !(evidence->side & (r->side->is_rust ? FROM_RUST : FROM_C)) ||
			    !read_object(r, evidence, r->side->objects->pdata[i], &value))
				continue;
			if (r->property->kind == KIND_SET)
				value.text++;
			add_value(r, value);
			break;
		}
	}
}

/* ---- all of it ---- */

static bool any_stated(const GArray *values)
{
	for (guint i = 0; i < values->len; i++)
		if (g_array_index(values, struct flag_value, i).stated)
			return true;
	return false;
}

static gint compare_counts(gconstpointer a, gconstpointer b)
{
	const struct flag_value *x = a, *y = b;
	if (x->units != y->units)
		return x->units > y->units ? -1 : 1;
	return g_strcmp0(x->text, y->text);
}

static GArray *read_values(struct flag_side *side, enum flag_id id)
{
	struct reading r = { side, id, &flag_properties[id], g_array_new(FALSE, TRUE, sizeof(struct flag_value)) };
	for (guint i = 0; i < side->variants->len; i++)
		read_variant(&r, &g_array_index(side->variants, struct flag_variant, i));
	if (!any_stated(r.values)) {
		GArray *defaults = r.values;
		r.values = g_array_new(FALSE, TRUE, sizeof(struct flag_value));
		read_objects(&r);
		bool is_told = any_stated(r.values) || (!flag_side_has_words(side) && r.values->len);
		g_array_unref(is_told ? defaults : r.values);
		if (!is_told)
			r.values = defaults;
	}
	if (r.values->len == 0) {
		struct flag_value nothing = { 0 };
		if (side->is_rust && !has_rust_option(&r))
			nothing = (struct flag_value){ .text = default_of(&r),
						       .shown = "rustc has no option for it",
						       .units = 1 };
		g_array_append_val(r.values, nothing);
	}
	g_array_sort(r.values, compare_counts);
	return r.values;
}

const GArray *flag_side_values(struct flag_side *side, enum flag_id id)
{
	if (!side->values[id])
		side->values[id] = flag_properties[id].kind == KIND_CPU ? flag_cpu_values(side) : read_values(side, id);
	return side->values[id];
}

bool flag_side_has_value(struct flag_side *side, enum flag_id id, const char *text)
{
	const GArray *values = flag_side_values(side, id);
	for (guint i = 0; i < values->len; i++) {
		const char *value = g_array_index(values, struct flag_value, i).text;
		if (value && strcmp(value, text) == 0)
			return true;
	}
	return false;
}
