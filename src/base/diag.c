/*
 * Diagnostics as text with carets and colour, or as one JSON object a line.
 *
 * Every message is put together in memory and written with one call, so that the lines of two programs that share a
 * terminal do not mix. The file that a message points into is read again for its line; the last one stays in memory,
 * since messages come in the order of the source. Bytes that could upset a terminal are shown as '?'.
 *
 *     { "severity": "warning", "file": "api.h", "line": 12, "column": 8, "id": "unsupported-type", "message": "…" }
 */
#include "base/diag.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TAB_WIDTH = 8, EXCERPT_BYTES = 160, NEAREST_MAX = 3 };

static struct {
	enum message_format format;
	bool color, verbose, quiet;
	bool hides_source; /* of warnings and notes */
	int busy_is_shown; /* atomic */
	bool last_was_shown; /* whether a note that follows belongs to something visible */
	unsigned counts[SEVERITY_ERROR + 1];
	char *file, *text;   /* the source shown last; text NULL: unreadable */
} diag;

static const char *const severity_names[] = { "note", "warning", "error" };
static const char *const severity_colors[] = { "\033[1;36m", "\033[1;35m", "\033[1;31m" };

static bool color_wanted(enum color_when when)
{
	if (when != COLOR_AUTO)
		return when == COLOR_ALWAYS;
	const char *term = g_getenv("TERM");
	const char *no_color = g_getenv("NO_COLOR");
	return isatty(STDERR_FILENO) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

void diag_init(enum message_format format, enum color_when color, bool verbose, bool quiet)
{
	diag.format = format;
	diag.color = format == MESSAGE_TEXT && color_wanted(color);
	diag.verbose = verbose;
	diag.quiet = quiet;
}

void diag_finish(void)
{
	g_clear_pointer(&diag.file, g_free);
	g_clear_pointer(&diag.text, g_free);
}

void diag_show_source(bool shown)
{
	diag.hides_source = !shown;
}

/* Counts the message and tells whether it is shown: --quiet leaves errors, and the notes that belong to them. */
static bool count_and_filter(enum severity severity)
{
	diag.counts[severity]++;
	if (severity != SEVERITY_NOTE)
		diag.last_was_shown = severity == SEVERITY_ERROR || !diag.quiet;
	else if (!diag.last_was_shown)
		return !diag.quiet;
	return diag.last_was_shown;
}

static void put_color(GString *out, const char *color)
{
	if (diag.color)
		g_string_append(out, color);
}

static void put_headline(GString *out, enum severity severity, const char *where, const char *id, const char *message)
{
	put_color(out, "\033[1m");
	g_string_append_printf(out, "%s: ", where);
	put_color(out, severity_colors[severity]);
	g_string_append_printf(out, "%s: ", severity_names[severity]);
	put_color(out, "\033[0m");
	g_string_append(out, message);
	if (id)
		g_string_append_printf(out, " [-W%s]", id);
	g_string_append_c(out, '\n');
}

/*
 * Appends bytes [start, end) of text as a terminal may show them, and returns the number of columns. Tabs become
 * spaces, so that a caret below is in place whatever the prefix of the line.
 */
static unsigned put_visible(GString *out, const char *start, const char *end)
{
	unsigned width = 0;
	for (const char *p = start; p < end;) {
		gunichar c = g_utf8_get_char_validated(p, end - p);
		if (c == (gunichar)-1 || c == (gunichar)-2 || !(g_unichar_isprint(c) || c == '\t')) {
			g_string_append_c(out, '?');
			width++;
			p += c == (gunichar)-1 || c == (gunichar)-2 ? 1 : g_unichar_to_utf8(c, NULL);
			continue;
		}
		if (c == '\t') {
			unsigned spaces = TAB_WIDTH - width % TAB_WIDTH;
			g_string_append_printf(out, "%*s", (int)spaces, "");
			width += spaces;
		} else {
			g_string_append_unichar(out, c);
			width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
		}
		p = g_utf8_next_char(p);
	}
	return width;
}

/* First byte of a character at or before p, not before start. */
static const char *character_start(const char *p, const char *start)
{
	while (p > start && ((unsigned char)*p & 0xc0) == 0x80)
		p--;
	return p;
}

/* The text [start, end) behind the gutter and, if at is inside or at its end, a caret below that byte. */
static void put_excerpt(GString *out, const char *gutter, const char *start, const char *end, const char *at)
{
	GString *shown = g_string_new(NULL), *before = g_string_new(NULL);
	const char *from = start, *to = end;
	if (end - start > EXCERPT_BYTES) { /* a window of a very long line, around the caret */
		if (at && at - start > EXCERPT_BYTES / 2)
			from = character_start(MIN(at - EXCERPT_BYTES / 2, end - EXCERPT_BYTES), start);
		to = character_start(MIN(from + EXCERPT_BYTES, end), start);
	}
	if (from > start)
		g_string_append(shown, "…");
	unsigned width = at ? put_visible(before, from, MIN(at, to)) + (from > start) : 0;
	put_visible(shown, from, to);
	g_string_append_printf(out, "%s%s%s\n", gutter, shown->str, to < end ? "…" : "");
	if (at) {
		for (const char *c = gutter; *c; c++)
			g_string_append_c(out, *c == '|' ? '|' : ' ');
		g_string_append_printf(out, "%*s", (int)width, "");
		put_color(out, "\033[1;32m");
		g_string_append_c(out, '^');
		put_color(out, "\033[0m");
		g_string_append_c(out, '\n');
	}
	g_string_free(shown, TRUE);
	g_string_free(before, TRUE);
}

static const char *source_text(const char *file)
{
	if (g_strcmp0(diag.file, file) != 0) {
		diag_finish();
		diag.file = g_strdup(file);
		if (g_file_test(file, G_FILE_TEST_IS_REGULAR))
			g_file_get_contents(file, &diag.text, NULL, NULL);
	}
	return diag.text;
}

static void put_source_line(GString *out, struct place place)
{
	const char *start = source_text(place.file);
	for (unsigned line = 1; start && line < place.line; line++) {
		start = strchr(start, '\n');
		if (start)
			start++;
	}
	if (!start || !*start)
		return;
	const char *end = start + strcspn(start, "\r\n");
	const char *at =
		place.column > 0 && place.column <= (size_t)(end - start) + 1 ? start + place.column - 1 : NULL;
	char gutter[32];
	snprintf(gutter, sizeof(gutter), "%5u | ", place.line);
	put_excerpt(out, gutter, start, end, at);
}

void diag_show_busy(const char *text)
{
	static const char erase_line[] = "\r\033[K";
	bool was_shown = g_atomic_int_get(&diag.busy_is_shown);
	g_atomic_int_set(&diag.busy_is_shown, text != NULL);
	if (diag.quiet || diag.format != MESSAGE_TEXT || !isatty(STDERR_FILENO) || (!text && !was_shown))
		return;
	fputs(text ? text : erase_line, stderr);
	fflush(stderr);
}

static void write_out(GString *out)
{
	diag_show_busy(NULL);
	fflush(stdout);
	fwrite(out->str, 1, out->len, stderr);
	fflush(stderr);
	g_string_free(out, TRUE);
}

static void set_text(json_t *object, const char *key, const char *text)
{
	char *valid = g_utf8_make_valid(text, -1);
	json_object_set_new(object, key, json_string(valid));
	g_free(valid);
}

/* Takes the object. */
static void write_json(enum severity severity, json_t *object, const char *message)
{
	set_text(object, "severity", severity_names[severity]);
	set_text(object, "message", message);
	char *line = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	GString *out = g_string_new(line);
	free(line);
	g_string_append_c(out, '\n');
	write_out(out);
}

static void report(enum severity severity, struct place place, const char *id, const char *message)
{
	if (!count_and_filter(severity))
		return;
	if (diag.format == MESSAGE_JSON) {
		json_t *object = json_object();
		if (place.file)
			set_text(object, "file", place.file);
		if (place.file && place.line)
			json_object_set_new(object, "line", json_integer(place.line));
		if (place.file && place.line && place.column)
			json_object_set_new(object, "column", json_integer(place.column));
		if (id)
			set_text(object, "id", id);
		write_json(severity, object, message);
		return;
	}
	GString *out = g_string_new(NULL);
	GString *where = g_string_new(place.file ? place.file : "braze");
	if (place.file && place.line)
		g_string_append_printf(where, ":%u", place.line);
	if (place.file && place.line && place.column)
		g_string_append_printf(where, ":%u", place.column);
	put_headline(out, severity, where->str, id, message);
	if (place.file && place.line && (severity == SEVERITY_ERROR || !diag.hides_source))
		put_source_line(out, place);
	g_string_free(where, TRUE);
	write_out(out);
}

static void report_va(enum severity severity, struct place place, const char *id, const char *format, va_list args)
{
	char *message = g_strdup_vprintf(format, args);
	report(severity, place, id, message);
	g_free(message);
}

void diag_report(enum severity severity, struct place place, const char *id, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	report_va(severity, place, id, format, args);
	va_end(args);
}

void diag_error(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	report_va(SEVERITY_ERROR, (struct place){ 0 }, NULL, format, args);
	va_end(args);
}

void diag_warning(const char *id, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	report_va(SEVERITY_WARNING, (struct place){ 0 }, id, format, args);
	va_end(args);
}

void diag_note(const char *format, ...)
{
	if (!diag.verbose || diag.quiet)
		return;
	va_list args;
	va_start(args, format);
	report_va(SEVERITY_NOTE, (struct place){ 0 }, NULL, format, args);
	va_end(args);
}

void diag_argument(enum severity severity, const char *option, const char *argument, size_t offset, const char *format,
		   ...)
{
	if (!count_and_filter(severity))
		return;
	va_list args;
	va_start(args, format);
	char *message = g_strdup_vprintf(format, args);
	va_end(args);
	if (diag.format == MESSAGE_JSON) {
		json_t *object = json_object();
		if (option)
			set_text(object, "option", option);
		set_text(object, "argument", argument);
		json_object_set_new(object, "offset", json_integer((json_int_t)offset));
		write_json(severity, object, message);
	} else {
		GString *out = g_string_new(NULL);
		put_headline(out, severity, "braze", NULL, message);
		size_t length = strlen(argument);
		char *gutter = option ? g_strdup_printf("    %s ", option) : g_strdup("    ");
		put_excerpt(out, gutter, argument, argument + length, argument + MIN(offset, length));
		g_free(gutter);
		write_out(out);
	}
	g_free(message);
}

bool diag_has_errors(void)
{
	return diag.counts[SEVERITY_ERROR] > 0;
}

unsigned diag_count(enum severity severity)
{
	return diag.counts[severity];
}

const char *diag_errno_text(int error)
{
	char *text = g_strdup(g_strerror(error));
	text[0] = g_ascii_tolower(text[0]);
	const char *result = g_intern_string(text);
	g_free(text);
	return result;
}

/* GLib's messages end in ": " and the text of errno. */
const char *diag_file_error_text(const GError *error)
{
	const char *colon = g_strrstr(error->message, ": ");
	char *text = g_strdup(colon ? colon + 2 : error->message);
	text[0] = g_ascii_tolower(text[0]);
	const char *result = g_intern_string(text);
	g_free(text);
	return result;
}

void diag_unreachable(const char *file, int line)
{
	fprintf(stderr, "braze: internal error at %s:%d: please report it\n", file, line);
	abort();
}

/* Edit distance with transpositions of neighbours (optimal string alignment); more than limit comes out as limit + 1. */
static unsigned edit_distance(const char *a, const char *b, unsigned limit)
{
	size_t n = strlen(a), m = strlen(b);
	if ((n > m ? n - m : m - n) > limit)
		return limit + 1;
	unsigned *rows = g_new(unsigned, 3 * (m + 1));
	unsigned *before = rows, *last = rows + m + 1, *row = rows + 2 * (m + 1);
	for (size_t j = 0; j <= m; j++)
		last[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned change = last[j - 1] + (a[i - 1] != b[j - 1]);
			row[j] = MIN(change, MIN(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = MIN(row[j], before[j - 2] + 1);
		}
		unsigned *free_row = before;
		before = last;
		last = row;
		row = free_row;
	}
	unsigned distance = MIN(last[m], limit + 1);
	g_free(rows);
	return distance;
}

char *diag_nearest(const char *name, const GPtrArray *candidates)
{
	const char *best[NEAREST_MAX];
	unsigned distances[NEAREST_MAX], n_best = 0;
	unsigned limit = (unsigned)strlen(name) / 3;
	for (guint i = 0; limit > 0 && i < candidates->len; i++) {
		const char *candidate = g_ptr_array_index(candidates, i);
		unsigned worst = n_best < NEAREST_MAX ? limit : distances[NEAREST_MAX - 1] - 1;
		unsigned distance = edit_distance(name, candidate, worst);
		bool known = false;
		for (unsigned k = 0; k < n_best; k++)
			known = known || strcmp(best[k], candidate) == 0;
		if (distance > worst || known)
			continue;
		unsigned at = n_best < NEAREST_MAX ? n_best++ : NEAREST_MAX - 1;
		for (; at > 0 && distances[at - 1] > distance; at--) {
			best[at] = best[at - 1];
			distances[at] = distances[at - 1];
		}
		best[at] = candidate;
		distances[at] = distance;
	}
	if (n_best == 0)
		return NULL;
	while (distances[n_best - 1] > distances[0] + 1) /* much farther than the best: noise */
		n_best--;
	GString *text = g_string_new(NULL);
	for (unsigned k = 0; k < n_best; k++)
		g_string_append_printf(text, "%s'%s'", k == 0 ? "" : k + 1 < n_best ? ", " : " or ", best[k]);
	return g_string_free(text, FALSE);
}
