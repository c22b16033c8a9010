/*
 * What the JSON writers of this folder share: texts and places as jansson values.
 *
 * The functions return a new reference, or NULL for "nothing to say", which json_put() leaves out of the object.
 */
#pragma once

#include "api/api.h"
#include "base/writer.h"

#include <jansson.h>

/* text as a JSON string; bytes that are no UTF-8 become U+FFFD. NULL gives NULL. */
json_t *json_text(const char *text);
/* {"file": …, "line": …, "column": …}; NULL for "no place". */
json_t *json_location(const struct api *api, struct location loc);
/* Sets object[key] and takes the reference; does nothing where value is NULL. */
void json_put(json_t *object, const char *key, json_t *value);
/* Sets object[key] to true, or does nothing: rare flags appear only where they hold. */
void json_put_flag(json_t *object, const char *key, bool flag);
/* Prints value with jansson's flags, no line end. Takes the reference. */
void json_print(struct writer *out, json_t *value, size_t flags);
