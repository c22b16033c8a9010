/*
 * Two records while they are compared.
 */
#pragma once

#include "compare/member.h"

struct records {
	struct findings *f;
	struct matching *m;
	const struct item *left_item, *right_item;
	GArray *left, *right; /* struct leaf */
	bool is_blob;         /* only what both know is compared */
	bool are_strangers;   /* they have but their name in common */
	int64_t cause; /* bit from which on members lie elsewhere for a reason that was reported; INT64_MAX: none */
	guint cause_index; /* … and the difference that tells it */
	int64_t inner; /* bit behind which they do so because a record inside has another size … */
	const struct leaf *inner_leaf;
	unsigned followers;
};

static inline struct leaf *leaf_at(GArray *leaves, guint i)
{
	return &g_array_index(leaves, struct leaf, i);
}

/* extent.c: size and alignment, once all members were compared. */
void extents_compare(struct records *r);
