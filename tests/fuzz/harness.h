/* What the generated C functions, the generated Rust functions and harness.c share. Includes no system header. */
#pragma once

typedef unsigned long long word;
typedef unsigned char bits8;
typedef unsigned short bits16;
typedef unsigned int bits32;
typedef unsigned long long bits64;

/* Up to 64 bits of a leaf, as one call of set or get moves them. Signed ones are extended to a word. */
struct slot {
	const char *path;
	unsigned bits, is_signed, is_bitfield;
	word clear; /* bits that stay zero: no NaN is made */
};

/* A record with one choice of union members. */
struct shape {
	const char *name;
	unsigned n_slots;
	const struct slot *slots;
	unsigned n_layout; /* size, alignment, offsets */
	const char *const *layout_names;
	unsigned variant;
};

extern const struct shape shapes[];
extern const unsigned n_shapes;

/* Both of the C compilers, from the same generated text. */
void first_set(unsigned shape, unsigned slot, void *p, word v);
word first_get(unsigned shape, unsigned slot, void *p);
const word *first_layout(unsigned shape);
void second_set(unsigned shape, unsigned slot, void *p, word v);
word second_get(unsigned shape, unsigned slot, void *p);
const word *second_layout(unsigned shape);

/* Rust. raw: through f_raw() and set_f_raw() where a bitfield has them. layout: ~0 where Rust has no such field. */
void rust_set(unsigned shape, unsigned slot, void *p, word v, unsigned raw);
word rust_get(unsigned shape, unsigned slot, void *p, unsigned raw);
const word *rust_layout(unsigned shape);
/* Assigns new_bitfield_N(values…) to every bitfield unit; rust_constructs() says whether that sets the slot. */
void rust_construct(unsigned shape, void *p, const word *values);
unsigned rust_constructs(unsigned shape, unsigned slot);
