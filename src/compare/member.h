/*
 * Members of two records.
 */
#pragma once

#include "compare/matching.h"

struct leaf_verdict {
	bool resized;   /* what lies behind it moves, too, and this is why */
	bool by_record; /* its record has another size, which is reported there */
	bool reported;
};

/* Compares two leaves that are the same one by their names: all but where they are. Adds at most one difference. */
struct leaf_verdict leaves_compare(struct findings *f, struct leaf *left, struct leaf *right);
/* "offset 4, 4 bytes, unsigned int" */
const char *leaf_text(const struct matching *m, const struct side *side, const struct leaf *leaf);
/* "byte 4", "bit 37": where it is. */
const char *leaf_place(const struct matching *m, const struct leaf *leaf, int64_t offset);
