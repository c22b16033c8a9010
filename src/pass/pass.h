/*
 * Passes: each takes the model and the user's choices and refines the model in place, in the order of this table.
 *
 *     select   which items are wanted, and all that they need      item->is_selected, is_blocked, is_opaque
 *     names    Rust names for items, fields, parameters, values    rust_name, enumeration.style, typedef_.style
 *     layout   how each record is expressed in Rust, verified      record.repr
 *     types    leaves out what has no correct Rust signature       item->omitted
 *     derive   which traits are derived or written                 record.derives, impls, is_copy; unions that are not Copy
 *     docs     C comments to Markdown                              comment
 *
 * A pass reads only what the passes before it have set. It reports what the user should know through diag.
 */
#pragma once

#include "api/api.h"
#include "base/config.h"

#include <stdio.h>

struct pass {
	const char *name;
	void (*run)(struct api *api, const struct config *config);
};

/* In order; ends with a pass whose name is NULL. `--dump=NAME` shows the model after the pass of that name. */
extern const struct pass passes[];

void pass_select(struct api *api, const struct config *config);
void pass_names(struct api *api, const struct config *config);
void pass_layout(struct api *api, const struct config *config);
/*
 * tag_names.c, for select and names: by item id, what each struct, union and enum is called before keywords are avoided and clashes are settled;
 * NULL for other items. The array is freed by the caller, the texts are the model's.
 */
const char **names_of_tags(struct api *api, const struct config *config);
/* Finds the typedefs that Rust has built in, for pass select: what they are made of in C need not be written. */
void names_mark_builtins(struct api *api, const struct config *config);
/*
 * For pass derive: makes a union that is REPR_FIELDS a REPR_WRAPPED one of the same size and alignment, every member at offset 0. False, and
 * nothing changed, where that cannot be done without disturbing the records around it.
 */
bool layout_wrap_union(const struct target *target, struct record *record);
void pass_types(struct api *api, const struct config *config);
void pass_derive(struct api *api, const struct config *config);
void pass_docs(struct api *api, const struct config *config);
