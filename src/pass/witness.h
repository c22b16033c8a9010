/*
 * What the debug information of a witness file (write/witness.h) says, as if it had been said of the API itself.
 *
 *     int (*__braze_fn_draw)(const struct point *);   →  function draw
 *     struct point *__braze_var_origin;               →  variable origin
 *     char __braze_align_struct_point[4];             →  struct point is aligned to 4
 *     enum { __braze_value_MAX = 16 };                →  constant MAX
 *     struct point *__braze_type_struct_point;        →  nothing: it made the compiler describe the struct
 */
#pragma once

#include "api/api.h"

/* Replaces the witness items of the model by what they stand for, and numbers the items anew. */
void witness_unfold(struct api *api);
/*
 * Gives what is placed in the witness file of this path, as the model has it, the place of what it stands for: that in source. path "": what has no
 * place, such as types of rustc's.
 */
void witness_place(struct api *api, const char *path, const struct api *source);
