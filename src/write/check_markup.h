/*
 * Parts of the HTML report: escaped texts and the names that its parts are linked by.
 *
 *     markup_text(&page, "<script>");                   &lt;script&gt;
 *     markup_id(&page, "field-size-", "struct point");  "field-size-struct-point", a second time "field-size-struct-point-2"
 *
 * Invariant: whatever comes from a file goes through markup_text() or markup_id(); markup_raw() is for text of this program.
 */
#pragma once

#include "write/check_digest.h"
#include "base/writer.h"

struct page {
	const struct comparison *comparison;
	struct check_digest *digest;
	struct writer *out;
	GHashTable *ids; /* set of char *: those that were given out */
};

/* Text as it stands in an element or a quoted attribute. NULL: nothing. */
void markup_text(struct page *page, const char *text);
void markup_raw(struct page *page, const char *markup);
void markup_print(struct page *page, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* "<tag>text</tag>"; tag may have attributes: "td class=\"name\"". */
void markup_element(struct page *page, const char *tag, const char *text);

/* An id that the page does not have yet, of what a link may have of prefix and text. Freed by the caller. */
char *markup_id(struct page *page, const char *prefix, const char *text);

/* Draws both sides of a layout, or of a long one the parts that differ, as an <svg> element; see check_picture.c. */
void markup_picture(struct page *page, const struct layout *layout, const GArray *stretches);
