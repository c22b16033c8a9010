/*
 * A differing layout as a picture: both sides as bars from the first byte at the top to the last one at the bottom, fields as boxes, holes
 * hatched, what differs striped, marked with "≠", and joined by a line.
 *
 *        0 ┌──────────────┐        ┌──────────────┐
 *          │ x        int │        │ x        int │
 *        4 ├──────────────┤        ├──────────────┤
 *          │≠y      short │--------│≠y        int │
 *        6 ├──────────────┤        │              │
 *          │//////////////│        │              │
 *        8 └──────────────┘        └──────────────┘
 *
 * Both sides share one scale, so boxes are level exactly where offsets are equal. It is bent: every stretch between two
 * boundaries of either side is at least as high as a line of text, so that a label fits into each box, of a bit as well as of 10,000
 * bytes; and what lies between the fields shown is one band, however large it is. Fields that overlap (unions) stand in lanes beside each
 * other, at most LANES of them: those that differ first, and one box for the others.
 *
 * Invariant: the elements have classes and no colours, which are the style sheet's.
 */
#include "write/check_columns.h"
#include "write/check_markup.h"

enum {
	AXIS = 64, /* width of the offsets on the left */
	BAR = 340, /* width of a side */
	GUTTER = 72, /* between both sides */
	TOP = 30, /* height of the heading */
	LINE = 24, /* least height of a stretch */
	BYTE = 12, /* height of a byte, as long as it is not too much … */
	MOST = 64, /* … which this is */
	BAND = 34, /* height of what is not shown */
	LANES = 4,
	CHARACTER = 73, /* width of a character, tenths of a pixel */
	RIGHT_BAR = AXIS + BAR + GUTTER,
	WIDTH = RIGHT_BAR + BAR + 8,
};

static const int64_t LAST_BIT = G_MAXINT64 / 4;

/* A boundary of a field: y where what ends there ends, and where what begins there begins; between them are fields without any size. */
struct mark {
	int64_t offset;
	bool has_empty;
	int above, below;
};

struct box {
	const struct drawn_field *field;
	const struct drawn_field *other; /* the same one on the other side; NULL: there is none */
	int64_t start, end;
	guint row;
	bool differs;
	unsigned lane, lanes;
	unsigned n_others; /* stands for so many fields that have no lane */
};

struct picture {
	struct page *page;
	const struct layout *layout;
	GHashTable *by_name[2]; /* name → const struct drawn_field *: left, right */
	GArray *boxes[2]; /* struct box: left, right; by start */
	GArray *marks; /* struct mark, by offset */
	GArray *left_out; /* struct box without lanes: ranges of the fields that are not shown, of both sides */
};

/* ---- which boxes there are ---- */

/* The fields of one side by their names; of several of one name the first. */
static GHashTable *fields_by_name(const struct layout *layout, unsigned side)
{
	GHashTable *fields = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < layout->rows->len; i++) {
		const struct layout_row *row = &g_array_index(layout->rows, struct layout_row, i);
		const struct drawn_field *field = side ? &row->right : &row->left;
		if (field->name && !g_hash_table_contains(fields, field->name))
			g_hash_table_insert(fields, (gpointer)field->name, (gpointer)field);
	}
	return fields;
}

static struct box box_of(const struct picture *picture, guint index, unsigned side)
{
	const struct layout_row *row = &g_array_index(picture->layout->rows, struct layout_row, index);
	const struct drawn_field *field = side ? &row->right : &row->left, *beside = side ? &row->left : &row->right;
	const struct drawn_field *other =
		field->name ? g_hash_table_lookup(picture->by_name[!side], field->name) : NULL;
	/* What stands beside a field under another name is the same one, unless it has a counterpart of its own. */
	if (!other && field->name && beside->name && !g_hash_table_contains(picture->by_name[side], beside->name))
		other = beside;
	int64_t start = CLAMP(field->offset, 0, LAST_BIT), size = CLAMP(field->size, 0, LAST_BIT);
	return (struct box){ .field = field,
			     .other = other,
			     .start = start,
			     .end = start + size,
			     .row = index,
			     .differs = row->differs };
}

static gint compare_boxes(gconstpointer a, gconstpointer b)
{
	const struct box *left = a, *right = b;
	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	if (left->differs != right->differs)
		return left->differs ? -1 : 1;
	if (left->end != right->end)
		return left->end > right->end ? -1 : 1;
	return left->row < right->row ? -1 : 1;
}

static void collect_boxes(struct picture *picture, const GArray *stretches)
{
	for (guint i = 0; i < stretches->len; i++) {
		const struct check_stretch *stretch = &g_array_index(stretches, struct check_stretch, i);
		for (guint k = stretch->first; k < stretch->first + stretch->count; k++) {
			for (unsigned side = 0; side < 2; side++) {
				struct box box = box_of(picture, k, side);
				if (check_field_exists(box.field))
					g_array_append_val(stretch->is_shown ? picture->boxes[side] : picture->left_out,
							   box);
			}
		}
	}
	g_array_sort(picture->boxes[0], compare_boxes);
	g_array_sort(picture->boxes[1], compare_boxes);
}

/* Lanes of the boxes from first up to end, which overlap each other, one after the other. */
static void set_lanes(GArray *boxes, guint first, guint end)
{
	int64_t lane_end[LANES] = { 0 };
	unsigned n_lanes = 0;
	for (guint i = first; i < end; i++) {
		struct box *box = &g_array_index(boxes, struct box, i);
		unsigned lane = 0;
		while (lane < n_lanes && lane_end[lane] > box->start)
			lane++;
		if (lane < LANES && lane == n_lanes)
			n_lanes++;
		box->lane = lane;
		if (lane < LANES)
			lane_end[lane] = box->end;
	}
	for (guint i = first; i < end; i++)
		g_array_index(boxes, struct box, i).lanes = n_lanes;
}

/* Makes one box of those that have no lane, in the last lane. */
static void join_surplus(GArray *boxes, guint first, guint end)
{
	struct box *joined = NULL;
	unsigned surplus = 0;
	for (guint i = first; i < end; i++)
		surplus += g_array_index(boxes, struct box, i).lane >= LANES;
	for (guint i = first; surplus && i < end; i++) {
		struct box *box = &g_array_index(boxes, struct box, i);
		if (box->lane < LANES - 1)
			continue;
		if (!joined) {
			joined = box;
			joined->n_others = 1;
			joined->lane = LANES - 1;
			continue;
		}
		joined->n_others++;
		joined->differs |= box->differs;
		joined->start = MIN(joined->start, box->start);
		joined->end = MAX(joined->end, box->end);
		box->lanes = 0; /* not drawn */
	}
}

static void arrange(GArray *boxes)
{
	guint end;
	for (guint first = 0; first < boxes->len; first = end) {
		int64_t reach = g_array_index(boxes, struct box, first).end;
		for (end = first + 1; end < boxes->len && g_array_index(boxes, struct box, end).start < reach; end++)
			reach = MAX(reach, g_array_index(boxes, struct box, end).end);
		set_lanes(boxes, first, end);
		join_surplus(boxes, first, end);
	}
}

/* ---- the scale ---- */

static gint compare_marks(gconstpointer a, gconstpointer b)
{
	const struct mark *left = a, *right = b;
	return left->offset < right->offset ? -1 : left->offset > right->offset;
}

static void add_mark(struct picture *picture, int64_t offset, bool has_empty)
{
	struct mark mark = { .offset = offset, .has_empty = has_empty };
	g_array_append_val(picture->marks, mark);
}

static void collect_marks(struct picture *picture)
{
	add_mark(picture, 0, false);
	if (picture->layout->left_size >= 0)
		add_mark(picture, MIN(picture->layout->left_size, LAST_BIT / 8) * 8, false);
	if (picture->layout->right_size >= 0)
		add_mark(picture, MIN(picture->layout->right_size, LAST_BIT / 8) * 8, false);
	for (unsigned side = 0; side < 2; side++) {
		for (guint i = 0; i < picture->boxes[side]->len; i++) {
			const struct box *box = &g_array_index(picture->boxes[side], struct box, i);
			add_mark(picture, box->start, box->start == box->end);
			add_mark(picture, box->end, box->start == box->end);
		}
	}
	g_array_sort(picture->marks, compare_marks);
	guint kept = 0;
	for (guint i = 0; i < picture->marks->len; i++) {
		struct mark *mark = &g_array_index(picture->marks, struct mark, i);
		struct mark *last = kept ? &g_array_index(picture->marks, struct mark, kept - 1) : NULL;
		if (last && last->offset == mark->offset)
			last->has_empty |= mark->has_empty;
		else
			g_array_index(picture->marks, struct mark, kept++) = *mark;
	}
	g_array_set_size(picture->marks, kept);
}

/* How many fields between two marks are not shown, on the side that has more of them; -1: a field that is shown lies there. */
static int count_left_out(const struct picture *picture, int64_t start, int64_t end)
{
	int count[2] = { 0 };
	for (unsigned side = 0; side < 2; side++) {
		for (guint i = 0; i < picture->boxes[side]->len; i++) {
			const struct box *box = &g_array_index(picture->boxes[side], struct box, i);
			if (box->start < end && box->end > start)
				return -1;
		}
	}
	for (guint i = 0; i < picture->left_out->len; i++) {
		const struct box *box = &g_array_index(picture->left_out, struct box, i);
		const struct layout_row *row = &g_array_index(picture->layout->rows, struct layout_row, box->row);
		if (box->start >= start && box->start < end)
			count[box->field == &row->right]++;
	}
	return MAX(count[0], count[1]);
}

static int height_between(const struct picture *picture, int64_t start, int64_t end, int most)
{
	int64_t height = (end - start) / 8 < MOST ? (end - start) * BYTE / 8 : MOST;
	if (count_left_out(picture, start, end) >= 0)
		return BAND;
	return (int)CLAMP(height, LINE, most);
}

/* Gives the marks their heights; returns the height of the whole. */
static int set_scale(struct picture *picture)
{
	int y = TOP, most = picture->marks->len > 24 ? LINE + 8 : MOST;
	for (guint i = 0; i < picture->marks->len; i++) {
		struct mark *mark = &g_array_index(picture->marks, struct mark, i);
		if (i > 0)
			y += height_between(picture, g_array_index(picture->marks, struct mark, i - 1).offset,
					    mark->offset, most);
		mark->above = y;
		if (mark->has_empty)
			y += LINE;
		mark->below = y;
	}
	return y + LINE;
}

static const struct mark *mark_at(const struct picture *picture, int64_t offset)
{
	struct mark key = { .offset = offset };
	guint index;
	bool found = g_array_binary_search(picture->marks, &key, compare_marks, &index);
	return &g_array_index(picture->marks, struct mark, found ? index : 0);
}

static void box_reach(const struct picture *picture, const struct box *box, int *top, int *bottom)
{
	const struct mark *start = mark_at(picture, box->start), *end = mark_at(picture, box->end);
	bool is_empty = box->start == box->end;
	*top = is_empty ? start->above : start->below;
	*bottom = is_empty ? start->below : end->above;
}

/* ---- drawing ---- */

static void put_facts(struct page *page, const struct drawn_field *field)
{
	char *offset = check_offset(field), *size = check_size(field);
	if (field->type) {
		markup_text(page, field->type);
		markup_raw(page, ", ");
	}
	bool is_bytes = !field->is_bitfield && field->size % 8 == 0 && field->size >= 0;
	markup_print(page, "offset %s, %s%s", offset, size, !is_bytes ? "" : field->size == 8 ? " byte" : " bytes");
	g_free(offset);
	g_free(size);
}

static void put_tooltip(struct page *page, const struct box *box)
{
	markup_raw(page, "<title>");
	if (box->n_others) {
		markup_print(page, "%u more fields that overlap these", box->n_others);
	} else {
		markup_text(page, box->field->is_padding ? "hole" : box->field->name ? box->field->name : "unnamed");
		markup_raw(page, ": ");
		put_facts(page, box->field);
		if (box->differs && box->other) {
			markup_raw(page, "; on the other side: ");
			put_facts(page, box->other);
		} else if (box->differs && !box->field->is_padding) {
			markup_raw(page, "; nothing on the other side");
		}
	}
	markup_raw(page, "</title>");
}

/* Text of at most so many columns. What fonts lack they take from others, whose characters may be wider: these are made to fit. */
static void put_fitted(struct page *page, const char *attributes, int x, int y, const char *text, unsigned columns)
{
	char *fitted = columns_cut(text, columns);
	markup_print(page, "<text%s x=\"%d\" y=\"%d\"", attributes, x, y);
	if (!g_str_is_ascii(fitted))
		markup_print(page, " textLength=\"%u\" lengthAdjust=\"spacingAndGlyphs\"",
			     columns_of(fitted) * CHARACTER / 10);
	markup_raw(page, ">");
	markup_text(page, fitted);
	markup_raw(page, "</text>");
	g_free(fitted);
}

static void put_label(struct page *page, const struct box *box, int x, int y, int width)
{
	unsigned columns = (unsigned)MAX(width - 14, 10) * 10 / CHARACTER;
	GString *label = g_string_new(box->differs ? "≠ " : "");
	if (box->n_others)
		g_string_append_printf(label, "%u more", box->n_others);
	else if (box->field->is_padding)
		g_string_append(label, "hole");
	else
		g_string_append(label, box->field->name ? box->field->name : "(unnamed)");
	unsigned used = columns_of(label->str);
	put_fitted(page, "", x + 7, y, label->str, columns);
	if (!box->n_others && !box->field->is_padding && box->field->type && columns > used + 6) {
		char *type = check_short_type(box->field->type);
		put_fitted(page, " class=\"type\"", x + width - 7, y, type, columns - used - 2);
		g_free(type);
	}
	g_string_free(label, TRUE);
}

static void put_box(struct picture *picture, unsigned side, const struct box *box)
{
	struct page *page = picture->page;
	int top, bottom, width = BAR / (int)box->lanes;
	/* The first lanes of both sides are next to each other. */
	int x = side ? RIGHT_BAR + width * (int)box->lane : AXIS + BAR - width * ((int)box->lane + 1);
	box_reach(picture, box, &top, &bottom);
	markup_print(page,
		     "<g class=\"box %s%s\" data-side=\"%s\" data-offset=\"%" G_GINT64_FORMAT
		     "\" data-size=\"%" G_GINT64_FORMAT "\">",
		     box->n_others          ? "others" :
		     box->field->is_padding ? "hole" :
					      "field",
		     box->differs ? " differs" : "", side ? "right" : "left", box->start, box->end - box->start);
	put_tooltip(page, box);
	markup_print(page, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", x, top, width, MAX(bottom - top, 1));
	put_label(page, box, x, top + MIN((bottom - top) / 2, LINE) + 4, width);
	markup_raw(page, "</g>\n");
}

/* Joins what belongs together where it differs, unless other lanes are between. */
static void put_joins(struct picture *picture)
{
	for (guint i = 0; i < picture->boxes[0]->len; i++) {
		const struct box *left = &g_array_index(picture->boxes[0], struct box, i);
		if (!left->differs || !left->lanes || left->lane || left->field->is_padding)
			continue;
		for (guint k = 0; k < picture->boxes[1]->len; k++) {
			const struct box *right = &g_array_index(picture->boxes[1], struct box, k);
			int top, bottom, other_top, other_bottom;
			if (right->field != left->other || !right->lanes || right->lane)
				continue;
			box_reach(picture, left, &top, &bottom);
			box_reach(picture, right, &other_top, &other_bottom);
			int from = (top + bottom) / 2, to = (other_top + other_bottom) / 2, x = AXIS + BAR;
			markup_print(picture->page, "<path class=\"join\" d=\"M%d %dC%d %d %d %d %d %d\"/>\n", x, from,
				     x + GUTTER / 2, from, x + GUTTER / 2, to, x + GUTTER, to);
		}
	}
}

static void put_axis(struct picture *picture)
{
	struct page *page = picture->page;
	for (guint i = 0; i < picture->marks->len; i++) {
		const struct mark *mark = &g_array_index(picture->marks, struct mark, i);
		char *text = mark->offset % 8 ? g_strdup_printf("%" G_GINT64_FORMAT ":%d", mark->offset / 8,
								(int)(mark->offset % 8)) :
						g_strdup_printf("%" G_GINT64_FORMAT, mark->offset / 8);
		markup_print(page, "<text class=\"offset\" x=\"%d\" y=\"%d\">%s</text>", AXIS - 8, mark->above + 4,
			     text);
		markup_print(page, "<path class=\"tick\" d=\"M%d %dh%d\"/>\n", AXIS - 5, mark->above,
			     BAR + GUTTER + BAR + 5);
		g_free(text);
	}
}

static void put_bands(struct picture *picture)
{
	for (guint i = 1; i < picture->marks->len; i++) {
		const struct mark *start = &g_array_index(picture->marks, struct mark, i - 1);
		const struct mark *end = &g_array_index(picture->marks, struct mark, i);
		int n = count_left_out(picture, start->offset, end->offset);
		if (n <= 0)
			continue;
		markup_print(picture->page,
			     "<g class=\"band\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/><text x=\"%d\" "
			     "y=\"%d\">… %d %s …</text></g>\n",
			     AXIS, start->below, BAR + GUTTER + BAR, end->above - start->below, AXIS + BAR + GUTTER / 2,
			     (start->below + end->above) / 2 + 4, n, n == 1 ? "more field" : "more fields");
	}
}

/* The outline of a side, down to its size. */
static void put_bar(struct picture *picture, unsigned side, const char *label)
{
	int64_t size = side ? picture->layout->right_size : picture->layout->left_size;
	int x = side ? RIGHT_BAR : AXIS, top = g_array_index(picture->marks, struct mark, 0).above;
	put_fitted(picture->page, " class=\"label\"", x, 18, label, BAR * 10 / CHARACTER);
	if (size < 0)
		return;
	const struct mark *end = mark_at(picture, MIN(size, LAST_BIT / 8) * 8);
	markup_print(picture->page, "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", x, top, BAR,
		     MAX(end->below - top, 1));
}

static void put_size(struct picture *picture, unsigned side)
{
	const struct layout *layout = picture->layout;
	int64_t size = side ? layout->right_size : layout->left_size;
	if (size < 0)
		return;
	const struct mark *end = mark_at(picture, MIN(size, LAST_BIT / 8) * 8);
	bool differs = layout->left_size >= 0 && layout->right_size >= 0 && layout->left_size != layout->right_size;
	markup_print(picture->page, "<path class=\"end\" d=\"M%d %dh%d\"/>", side ? RIGHT_BAR : AXIS, end->below, BAR);
	markup_print(picture->page, "<text class=\"size%s\" x=\"%d\" y=\"%d\">%s%" G_GINT64_FORMAT " bytes</text>\n",
		     differs ? " differs" : "", (side ? RIGHT_BAR : AXIS) + BAR - 7, end->below + 16,
		     differs ? "≠ " : "", size);
}

static void put_picture(struct picture *picture, int height)
{
	struct page *page = picture->page;
	const struct layout *layout = picture->layout;
	markup_print(
		page,
		"<svg class=\"picture\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"",
		WIDTH, height, WIDTH, height);
	markup_raw(page, "Layout of ");
	markup_text(page, layout->subject);
	markup_raw(page, " on both sides; the table below has the same\">\n");
	put_bar(picture, 0, check_left_label(page->comparison, layout->pair));
	put_bar(picture, 1, check_right_label(page->comparison, layout->pair));
	put_axis(picture);
	put_bands(picture);
	for (unsigned side = 0; side < 2; side++) {
		for (guint i = 0; i < picture->boxes[side]->len; i++) {
			const struct box *box = &g_array_index(picture->boxes[side], struct box, i);
			if (box->lanes)
				put_box(picture, side, box);
		}
		put_size(picture, side);
	}
	put_joins(picture);
	markup_raw(page, "</svg>\n");
}

void markup_picture(struct page *page, const struct layout *layout, const GArray *stretches)
{
	struct picture picture = { .page = page, .layout = layout };
	for (unsigned side = 0; side < 2; side++) {
		picture.by_name[side] = fields_by_name(layout, side);
		picture.boxes[side] = g_array_new(FALSE, TRUE, sizeof(struct box));
	}
	picture.left_out = g_array_new(FALSE, TRUE, sizeof(struct box));
	picture.marks = g_array_new(FALSE, TRUE, sizeof(struct mark));
	collect_boxes(&picture, stretches);
	arrange(picture.boxes[0]);
	arrange(picture.boxes[1]);
	collect_marks(&picture);
	put_picture(&picture, set_scale(&picture));
	for (unsigned side = 0; side < 2; side++) {
		g_hash_table_unref(picture.by_name[side]);
		g_array_unref(picture.boxes[side]);
	}
	g_array_unref(picture.left_out);
	g_array_unref(picture.marks);
}
