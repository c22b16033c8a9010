/*
 * A comparison, put in order for people to read: what the text and the HTML report share.
 *
 *     differences 0 and 3 are of "struct point", 1 of "struct line"
 *
 * are two groups, {"struct point", 0 3} and {"struct line", 1}: a record is drawn once, with all its differences under it.
 *
 * Invariants: groups, reasons and needs are in the order in which the comparison first has them; texts from files are printed by way of
 * check_visible() only, so that no byte of theirs moves a cursor or turns a line around.
 */
#pragma once

#include "api/comparison.h"

/* Differences of one subject in one pair of views. */
struct check_group {
	const char *subject;
	unsigned pair;
	int layout; /* index in comparison->layouts, -1: none of its differences has one */
	GArray *differences; /* guint: indices in comparison->differences */
	unsigned n_allowed;
};

/* Gaps of one id. */
struct check_reason {
	const char *id;
	const char *text; /* the reason, where all of them have the same one; else NULL */
	unsigned count;
	const char *example; /* name of the first */
};

/* An encoding that an enum needs, and what for. */
struct check_need {
	const char *text;
	GPtrArray *names; /* const char *: of struct kcfi_pair */
};

struct check_digest {
	GPtrArray *groups; /* struct check_group * */
	GPtrArray *reasons; /* struct check_reason *, most frequent first */
	GPtrArray *needs; /* struct check_need * */
	unsigned n_differences, n_allowed;
	unsigned n_flags[FLAG_UNKNOWN + 1]; /* by verdict */
	unsigned n_kcfi, n_kcfi_agree, n_kcfi_normalized;
};

struct check_digest *check_digest_new(const struct comparison *comparison);
void check_digest_free(struct check_digest *digest);

/* A stretch of a layout's rows, shown or left out. */
struct check_stretch {
	guint first, count;
	bool is_shown;
	unsigned n_differ; /* of those left out */
};

/*
 * Which rows to show: those that differ with two neighbours on each side, all of a short layout, and of one without a row that differs its
 * beginning and its end. At most `limit` rows; 0: no limit. Gives struct check_stretch, which cover all rows; freed by the caller.
 */
GArray *check_stretches(const struct layout *layout, guint limit);

/* The pair's label of one side; "left" and "right" where there is none. */
const char *check_left_label(const struct comparison *comparison, unsigned pair);
const char *check_right_label(const struct comparison *comparison, unsigned pair);
/* The flags that a difference of kind DIFFERENCE_FLAG is about; NULL: unknown. */
const struct flag_pair *check_flag_of(const struct comparison *comparison, const struct difference *difference);
/* Whether this side of a row has anything: a field or a hole. */
bool check_field_exists(const struct drawn_field *field);

/* What follows is freed by the caller. */

/* Valid UTF-8 without control and formatting characters, which become "\x1b" and "\u{202e}". NULL gives "". */
char *check_visible(const char *text);
/* A type without the modules of its names: "*mut ::std::os::raw::c_char" is "*mut c_char". NULL gives NULL. */
char *check_short_type(const char *type);
/* "12", "12:3": bytes and, of bitfields and what does not begin with a byte, bits. */
char *check_offset(const struct drawn_field *field);
/* "4", "3 bits". */
char *check_size(const struct drawn_field *field);
/* "compared 2631 types (14077 fields, 1501 bitfields), 7046 functions, 12 variables, 3310 constants" */
char *check_counts_text(const struct comparison_counts *counts);
/* "4 differences (1 allowed), 37 not compared" */
char *check_totals_text(const struct comparison *comparison, const struct check_digest *digest);
