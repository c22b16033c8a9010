/*
 * What is allocated after each round → what grows with every round, and who allocated it.
 *
 * Two witnesses. SLUB's own records (the guest boots with slab_debug=U for the kmalloc caches): an object whose call trace has an address
 * where no code is any more was allocated by the module, or for it. And counts: objects of each cache, areas of vmalloc, pages of large kmallocs.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct leaks {
	GPtrArray *names;     /* char *, in the order that they came in */
	GHashTable *counts;   /* name → GArray of gint64, by round */
	GPtrArray *records;   /* struct record * */
	GPtrArray *sections;  /* struct section * */
	GBytes *ko;
};

/* ko: the module, to name its functions; NULL: not known. */
void leaks_init(struct leaks *leaks, GBytes *ko);
void leaks_finish(struct leaks *leaks);

/*
 * text: "dentry=1203 inode_cache=377 vmalloc:load_module+0x5f/0x80=3", some of what there is after the round (0: before the first). What is said again
 * for the same round replaces what was said.
 */
void leaks_count(struct leaks *leaks, unsigned round, const char *text);
/*
 * text: "kmalloc-64 own 0xffffffffc0414079 10": the cache, whether the module asked for the objects itself (own) or the kernel did on its behalf
 * (via), where in the module that was, and how many there are.
 */
void leaks_record(struct leaks *leaks, const char *text);
/* text: ".text 0xffffffffc0414000": where a section of the module was in one of the rounds. */
void leaks_section(struct leaks *leaks, const char *text);

/* Adds one text for each leak. */
void leaks_decide(const struct leaks *leaks, unsigned rounds, GPtrArray *problems);
