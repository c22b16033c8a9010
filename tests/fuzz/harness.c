/*
 * Runs the shapes of one seed: C fills a record and Rust reads it, Rust fills and C reads, and both must have touched
 * the same bits. first_*() and second_*() are one C text through two compilers, an independent check of the harness.
 *
 * A record lies at an address that is aligned as C asks and no better, on a background that is not zero.
 * Values are boundaries (all ones, lowest, highest, one), then random. Prints what differs; exit 1 if anything does.
 *
 *     struct r7 (variant 1): second field f9: first wrote 0x3f, rust reads 0x1f
 */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 4096, MAX_ALIGN = 4096, PATTERNS = 9, MAX_SLOTS = 4096, MAX_MESSAGES = 12 };

typedef void (*set_fn)(unsigned shape, unsigned slot, void *p, word v);
typedef word (*get_fn)(unsigned shape, unsigned slot, void *p);

static unsigned failures;
static word random_state = 88172645463325252ull;

static word random_word(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static void fail(unsigned shape, const char *what, const char *path, word expected, word got)
{
	if (++failures <= MAX_MESSAGES)
		printf("%s (variant %u): %s %s: expected %#llx, got %#llx\n", shapes[shape].name, shapes[shape].variant,
		       what, path, expected, got);
}

/* ---- values ---- */

static word mask_of(const struct slot *slot)
{
	return slot->bits == 64 ? ~0ull : (1ull << slot->bits) - 1;
}

/* The value that comes back when v is stored: cut to the slot's width, then extended by its sign. */
static word normal(const struct slot *slot, word v)
{
	v &= mask_of(slot) & ~slot->clear;
	if (slot->is_signed && v >> (slot->bits - 1) & 1)
		v |= ~mask_of(slot);
	return v;
}

static word choose_value(const struct slot *slot, unsigned index, unsigned pattern)
{
	word top = 1ull << (slot->bits - 1), v;

	switch (pattern) {
	case 0:
		v = ~0ull;
		break;
	case 1:
		v = top;
		break;
	case 2:
		v = top - 1;
		break;
	case 3:
		v = index % 2 ? ~0ull : 0;
		break;
	case 4:
		v = index % 2 ? 0 : top | 1;
		break;
	case 5:
		v = 0x0123456789abcdefull * (2 * index + 1);
		break;
	default:
		v = random_word();
		break;
	}
	return normal(slot, v);
}

static void choose_order(unsigned *order, unsigned n)
{
	for (unsigned k = 0; k < n; k++)
		order[k] = k;
	for (unsigned k = n; k > 1; k--) {
		unsigned other = random_word() % k, kept = order[k - 1];

		order[k - 1] = order[other];
		order[other] = kept;
	}
}

/* ---- sides ---- */

static void rust_set_plain(unsigned shape, unsigned slot, void *p, word v)
{
	rust_set(shape, slot, p, v, 0);
}

static void rust_set_raw(unsigned shape, unsigned slot, void *p, word v)
{
	rust_set(shape, slot, p, v, 1);
}

static word rust_get_plain(unsigned shape, unsigned slot, void *p)
{
	return rust_get(shape, slot, p, 0);
}

static word rust_get_raw(unsigned shape, unsigned slot, void *p)
{
	return rust_get(shape, slot, p, 1);
}

static void set_all(set_fn set, unsigned shape, void *p, const word *values, const unsigned *order)
{
	for (unsigned k = 0; k < shapes[shape].n_slots; k++)
		set(shape, order[k], p, values[order[k]]);
}

static void read_all(get_fn get, unsigned shape, void *p, const word *values, const char *what)
{
	for (unsigned k = 0; k < shapes[shape].n_slots; k++) {
		word got = get(shape, k, p);

		if (got != values[k])
			fail(shape, what, shapes[shape].slots[k].path, values[k], got);
	}
}

static void compare_bytes(unsigned shape, const unsigned char *expected, const unsigned char *got,
			  const unsigned char *mask, size_t size, const char *what)
{
	for (size_t k = 0; k < size; k++) {
		char byte[32];

		if (!((expected[k] ^ got[k]) & mask[k]))
			continue;
		snprintf(byte, sizeof byte, "byte %zu", k);
		fail(shape, what, byte, expected[k] & mask[k], got[k] & mask[k]);
	}
}

/* ---- the checks ---- */

static unsigned char *records[3]; /* C's, Rust's, mask: each as large as any record with its tail */

static void place_records(const word *layout)
{
	static unsigned char *blocks[3];
	size_t pages = (layout[0] + layout[1] + ROOM) / MAX_ALIGN + 1;

	for (unsigned k = 0; k < 3; k++) {
		free(blocks[k]);
		blocks[k] = aligned_alloc(MAX_ALIGN, pages * MAX_ALIGN);
		if (!blocks[k])
			abort();
		records[k] = blocks[k] + layout[1]; /* aligned as asked, no better */
	}
}

static void check_layout(unsigned shape, const char *who, const word *expected, const word *got)
{
	for (unsigned k = 0; k < shapes[shape].n_layout; k++)
		if (got[k] != expected[k] && got[k] != ~0ull)
			fail(shape, who, shapes[shape].layout_names[k], expected[k], got[k]);
}

/* Other values for all leaves. */
static void set_others(unsigned shape, unsigned char *p, const word *values)
{
	for (unsigned k = 0; k < shapes[shape].n_slots; k++)
		first_set(shape, k, p, normal(&shapes[shape].slots[k], ~values[k]));
}

/* Fills a record on a background of other values of the same leaves. */
static void fill(set_fn set, unsigned shape, unsigned char *p, size_t size, const word *values, const unsigned *order,
		 unsigned pattern)
{
	memset(p, pattern % 2 ? 0xa5 : 0, size);
	set_others(shape, p, values);
	set_all(set, shape, p, values, order);
}

/* One leaf at a time, all others kept: a setter must not touch its neighbours. */
static void check_single(unsigned shape, size_t size, const word *values, unsigned pattern)
{
	for (unsigned k = 0; k < shapes[shape].n_slots; k++) {
		for (unsigned side = 0; side < 2; side++) {
			memset(records[side], pattern % 2 ? 0xa5 : 0, size);
			set_others(shape, records[side], values);
		}
		first_set(shape, k, records[0], values[k]);
		rust_set(shape, k, records[1], values[k], pattern % 3 == 2);
		compare_bytes(shape, records[0], records[1], records[2], size, shapes[shape].slots[k].path);
	}
}

/* new_bitfield_N(): all but the bitfields that it sets are set before. */
static void check_constructors(unsigned shape, unsigned char *p, const word *values, const unsigned *order)
{
	const struct shape *s = &shapes[shape];

	for (unsigned k = 0; k < s->n_slots; k++) {
		unsigned slot = order[k];
		word other = normal(&s->slots[slot], ~values[slot]);

		rust_set(shape, slot, p, rust_constructs(shape, slot) ? other : values[slot], 0);
	}
	rust_construct(shape, p, values);
	read_all(first_get, shape, p, values, "rust constructed, C reads");
	read_all(rust_get_plain, shape, p, values, "rust constructed, rust reads");
}

static void check_shape(unsigned shape)
{
	static word values[MAX_SLOTS];
	static unsigned order[MAX_SLOTS];
	const struct shape *s = &shapes[shape];
	const word *layout = first_layout(shape);
	size_t size = layout[0] + ROOM / 2;

	check_layout(shape, "second C compiler:", layout, second_layout(shape));
	check_layout(shape, "rust:", layout, rust_layout(shape));
	if (failures || s->n_slots > MAX_SLOTS)
		return;
	place_records(layout);
	memset(records[2], 0, size);
	for (unsigned k = 0; k < s->n_slots; k++)
		first_set(shape, k, records[2], ~0ull);
	for (unsigned pattern = 0; pattern < PATTERNS; pattern++) {
		for (unsigned k = 0; k < s->n_slots; k++)
			values[k] = choose_value(&s->slots[k], k, pattern);
		choose_order(order, s->n_slots);
		fill(pattern % 2 ? first_set : second_set, shape, records[0], size, values, order, pattern);
		read_all(first_get, shape, records[0], values, "C wrote, the first C compiler reads");
		read_all(second_get, shape, records[0], values, "C wrote, the second C compiler reads");
		read_all(rust_get_plain, shape, records[0], values, "C wrote, rust reads");
		read_all(rust_get_raw, shape, records[0], values, "C wrote, rust reads raw");
		choose_order(order, s->n_slots);
		fill(pattern % 3 == 2 ? rust_set_raw : rust_set_plain, shape, records[1], size, values, order, pattern);
		read_all(first_get, shape, records[1], values, "rust wrote, the first C compiler reads");
		read_all(second_get, shape, records[1], values, "rust wrote, the second C compiler reads");
		read_all(rust_get_plain, shape, records[1], values, "rust wrote, rust reads");
		compare_bytes(shape, records[0], records[1], records[2], size, "rust wrote, C wrote");
		check_constructors(shape, records[1], values, order);
		if (pattern < 6)
			check_single(shape, size, values, pattern);
	}
}

/* Rust's panic handler ends here. */
void harness_panic(const char *file, unsigned length, unsigned line)
{
	printf("rust panicked at %.*s:%u\n", (int)length, file, line);
	fflush(stdout);
	_Exit(1);
}

int main(void)
{
	unsigned slots = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (unsigned shape = 0; shape < n_shapes; shape++) {
		check_shape(shape);
		slots += shapes[shape].n_slots;
	}
	printf("%u shapes, %u slots, %u differences\n", n_shapes, slots, failures);
	return failures != 0;
}
