#include <stddef.h>
#include <stdint.h>
struct point { int x, type; };
struct pointers {
	struct point *non_null, *optional, *owned, *maybe_owned, *shared, *maybe_shared, *pinned;
	const struct point **nested;
	void *opaque, *unit;
	unsigned char (*array)[4];
	struct point *several[3];
	unsigned char *atomic;
};
struct list { struct list *next, *previous, *owner; };
struct fat { struct { const uint8_t *data_ptr; size_t length; } bytes, text; };
struct pointers *pointers_of(const struct point *p, struct point *q, struct point **several);
struct pointers *pointers_of(const struct point *p, struct point *q, struct point **several)
{
	(void)p, (void)q, (void)several;
	return NULL;
}
struct pointers *use_pointers;
struct list *use_list;
struct fat *use_fat;
