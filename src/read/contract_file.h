/*
 * One contract file as a YAML document, with places in it. Shared by the files of the reader only.
 *
 * A node's mark counts characters; places count bytes, and lines as editors do. Values are texts: `true` and 12 are what
 * they look like, tags (`!!int`) are refused. Aliases are the node that they stand for.
 */
#pragma once

#include "base/diag.h"

#include <glib.h>
#include <stdbool.h>
#include <yaml.h>

struct contract_file {
	const char *path;
	char *text;             /* valid UTF-8 without control characters; NULL: could not be read */
	size_t length;
	GArray *marks;          /* the place of every 256th character */
	yaml_document_t document;
	bool has_document;
	size_t n_visits;        /* of nodes: aliases make much out of a few bytes */
	unsigned n_faults;
	GHashTable *faults;     /* what was said, so that a mistake behind an alias is said once */
};

/* A key of a mapping. */
struct contract_pair {
	const char *key;
	yaml_node_t *key_node, *value;
};

/* Reads and parses. False: reported. contract_file_finish() in either case. The path must outlive the file. */
bool contract_file_load(struct contract_file *file, const char *path);
void contract_file_finish(struct contract_file *file);

/* What the file says, NULL for nothing (no document, or an empty one). Valid until contract_file_finish(). */
yaml_node_t *contract_file_root(struct contract_file *file);
yaml_node_t *contract_file_node(struct contract_file *file, int id);

struct place contract_file_place(const struct contract_file *file, const yaml_node_t *node);
/* Of byte `offset` of a scalar's text, where the file has the text as it is; the scalar's place otherwise. */
struct place contract_file_text_place(const struct contract_file *file, const yaml_node_t *node, size_t offset);

/* Reports an error, once; tells whether it was, for the notes that belong to it. The 20th is followed by one that says
 * that there are more, and then by nothing. */
bool contract_file_fault(struct contract_file *file, struct place place, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Counts n more visits; false where that is too many, with a fault, or where there were too many faults. */
bool contract_file_spend(struct contract_file *file, struct place place, size_t n);

/* No value at all: `key:`. */
bool contract_node_is_nothing(const yaml_node_t *node);
/* Whether the node is of this type, has a value and no tag; if not, there is a fault that begins with `what`, such as
 * "'calls'". */
bool contract_file_expect(struct contract_file *file, const yaml_node_t *node, yaml_node_type_t type, const char *what);
/* The node's text; NULL if it is none, with a fault that begins with `what`. */
const char *contract_file_text(struct contract_file *file, const yaml_node_t *node, const char *what);
/* The keys of a mapping in their order (struct contract_pair), each once; those that are no text or stand there twice are
 * faults. NULL if it is no mapping, with a fault that begins with `what`. Freed by the caller. */
GArray *contract_file_pairs(struct contract_file *file, const yaml_node_t *node, const char *what);
/* The number of the pair's key among keys, which end with NULL; -1 if it is none, with a fault. */
int contract_file_key(struct contract_file *file, const struct contract_pair *pair, const char *const *keys);
/* Whether the pair's value is a truth value; if not, there is a fault. */
bool contract_file_bool(struct contract_file *file, const struct contract_pair *pair, bool *value);
