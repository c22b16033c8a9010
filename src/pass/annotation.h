/*
 * Annotations: what a header's doc comments say to the generator itself, in bindgen's notation.
 *
 *     /// <div rustbindgen nocopy derive="Hash"></div>     becomes     item->annotation: no_copy, derives "Hash"
 *     struct token { int id; };                                        item->comment: nothing is left for the docs
 */
#pragma once

#include "api/api.h"
#include "base/config.h"

/*
 * Sets item->annotation, field->annotation and, for hidden enumerators, ->omitted from the comments, and takes the tags
 * out of these. Under --no-doc-comments no comment is left. Called once, by pass select, before anything else.
 */
void annotations_read(struct api *api, const struct config *config);

/* replacement.c: sets item->replacement where an annotation says `replaces`; what replaces gets the name. After annotations_read(). */
void replacements_find(struct api *api);
