/*
 * The buffer for what one pair of items gives, and the texts that all differences have: subjects, places, numbers.
 *
 *     struct point, left from pt.c of liba.a(pt.o), right from bindings.rs:
 *     subject "struct point", left_place "liba.a(pt.o), pt.c:3", right_place "bindings.rs:10:5"
 *
 * Texts are interned in the comparison at once, also those of pairs that are dropped again: there are few of them.
 */
#include "compare/matching.h"

#include "api/origin.h"

#include <stdarg.h>

struct findings *findings_new(struct matching *m, struct entry *left, struct entry *right, const char *subject)
{
	struct findings *f = g_new0(struct findings, 1);

	f->m = m;
	f->left = left;
	f->right = right;
	f->subject = subject;
	f->differences = g_array_new(FALSE, TRUE, sizeof(struct difference));
	f->gaps = g_array_new(FALSE, TRUE, sizeof(struct gap));
	f->uses = g_array_new(FALSE, TRUE, sizeof(struct item_pair));
	return f;
}

void findings_free(void *data)
{
	struct findings *f = data;

	if (f->layout) {
		g_array_unref(f->layout->rows);
		g_free(f->layout);
	}
	g_array_unref(f->differences);
	g_array_unref(f->gaps);
	g_array_unref(f->uses);
	g_free(f);
}

const char *text(const struct matching *m, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *formatted = g_strdup_vprintf(format, args);
	va_end(args);
	return comparison_text(m->out, formatted);
}

void findings_add(struct findings *f, enum difference_kind kind, const char *member, const char *left,
		  const char *right, const char *consequence)
{
	struct matching *m = f->m;

	struct difference difference = {
		.kind = kind,
		.pair = m->pair,
		.subject = f->subject,
		.member = comparison_text(m->out, member),
		.left = left,
		.right = right,
		.left_place = place_text(m, f->left, f->left->item->loc),
		.right_place = place_text(m, f->right, f->right->item->loc),
		.consequence = consequence,
		.layout = -1,
	};
	g_array_append_val(f->differences, difference);
}

void findings_seal(struct findings *f)
{
	struct matching *m = f->m;
	const struct item *item = f->right->item;

	for (guint i = 0; i < f->differences->len && entry_is_guess(&m->right, f->right); i++) {
		struct difference *difference = &g_array_index(f->differences, struct difference, i);

		difference->consequence = text(m, "%s; that '%s%s%s' is its binding is known from the name alone",
					       difference->consequence, item->scope ? item->scope : "",
					       item->scope ? "::" : "", item->name ? item->name : "");
	}
}

void findings_place(struct findings *f, struct location left, struct location right)
{
	struct difference *last = &g_array_index(f->differences, struct difference, f->differences->len - 1);

	if (left.line)
		last->left_place = place_text(f->m, f->left, left);
	if (right.line)
		last->right_place = place_text(f->m, f->right, right);
}

void findings_gap(struct findings *f, const char *member, const char *id, const char *reason)
{
	struct matching *m = f->m;
	const struct item *item = f->left ? f->left->item : f->right->item;
	const char *subject = strchr(f->subject, ' ');

	subject = subject ? subject + 1 : f->subject;
	struct gap gap = {
		.pair = m->pair,
		.kind = item->kind == ITEM_CONSTANT ? "constant" : item_kind_name(item),
		.name = member ? text(m, "%s.%s", subject, member) : comparison_text(m->out, subject),
		.id = id,
		.reason = comparison_text(m->out, reason),
	};
	g_array_append_val(f->gaps, gap);
}

unsigned findings_weight(const struct findings *f)
{
	const struct comparison_counts *counts = &f->counts;
	unsigned weight = counts->types || counts->functions || counts->variables || counts->constants ? 0 : 100000;

	for (guint i = 0; i < f->differences->len; i++)
		weight += g_array_index(f->differences, struct difference, i).kind == DIFFERENCE_KIND ? 1000 : 1;
	return weight;
}

const char *subject_text(const struct matching *m, const struct item *item, const char *path)
{
	const char *kind = item->kind == ITEM_CONSTANT ? "constant" : item_kind_name(item);
	const char *name = item->name && !item->is_anonymous ? item->name : path;

	return text(m, "%s %s", kind, name ? name : "(anonymous)");
}

const char *place_text(const struct matching *m, const struct entry *entry, struct location loc)
{
	const struct origin *origin = api_origin(entry->api, entry->item->origin);
	const char *object = origin && origin->object ? origin->object->path : NULL;

	if (!loc.line) /* rustc does not place fields */
		loc = entry->item->loc;
	const char *file = loc.line && loc.file < entry->api->files->len ? entry->api->files->pdata[loc.file] : NULL;

	if (!file && origin)
		file = origin->source;
	if (!file)
		return comparison_text(m->out, object);
	GString *place = g_string_new(NULL);
	if (object)
		g_string_append_printf(place, "%s, ", object);
	g_string_append(place, file);
	if (loc.line)
		g_string_append_printf(place, ":%u", loc.line);
	if (loc.line && loc.column && !origin)
		g_string_append_printf(place, ":%u", loc.column);
	const char *interned = comparison_text(m->out, place->str);
	g_string_free(place, TRUE);
	return interned;
}

const char *bytes_text(const struct matching *m, int64_t bytes)
{
	return text(m, bytes == 1 ? "%lld byte" : "%lld bytes", (long long)bytes);
}

const char *offset_text(const struct matching *m, int64_t bits)
{
	return bits % 8 ? text(m, "bit %lld", (long long)bits) : text(m, "offset %lld", (long long)bits / 8);
}
