/*
 * What is known of a machine by its name: sizes and signs of C's types by its psABI for Linux, and rustc's alignments.
 *
 *     EM_S390, 64 bits, big endian   "s390x", char is unsigned, long and pointers have 8 bytes, u128 is aligned to 8
 *
 * rustc's own alignments come from the data layouts of its targets (compiler/rustc_target in Rust's source): scalars are aligned to their size but
 * for the exceptions in the table below. Machine numbers are those of <elf.h>; signs of char are those of each psABI.
 */
#include "api/api.h"

#include <elf.h>
#include <string.h>

/* Where Rust's scalars are not aligned to their size: bytes, 0 where they are. The first row that matches counts. */
static const struct alignment_exception {
	const char *arch;      /* the triple's first part, or a prefix of it with '*' */
	const char *os;        /* part of the triple that must be there, or NULL */
	unsigned i16, i32, i64, i128, f32, f64, pointer;
} exceptions[] = {
	{ "i?86", "windows", .i128 = 16 },
	{ "i?86", NULL, .i64 = 4, .f64 = 4 },
	{ "m68k", NULL, .i32 = 2, .i64 = 4, .i128 = 4, .pointer = 2 },
	{ "avr", NULL, .i16 = 1, .i32 = 1, .i64 = 1, .i128 = 1, .f32 = 1, .f64 = 1, .pointer = 1 },
	{ "msp430", NULL, .i32 = 2, .i64 = 2, .i128 = 2, .f32 = 2, .f64 = 2 },
	{ "s390x", NULL, .i128 = 8 },
	{ "arm*", NULL, .i128 = 8 },
	{ "thumb*", NULL, .i128 = 8 },
	{ "mips", NULL, .i128 = 8 },
	{ "mipsel", NULL, .i128 = 8 },
	{ "powerpc", NULL, .i128 = 8 },
	{ "riscv32*", NULL, .i128 = 8 },
	{ "loongarch32", NULL, .i128 = 8 },
	{ "hexagon", NULL, .i128 = 8 },
};

static void override(unsigned *align, unsigned exception)
{
	if (exception)
		*align = exception;
}

void target_set_rust_alignments(struct target *target)
{
	target->rust_align_16 = 2;
	target->rust_align_32 = target->rust_align_f32 = 4;
	target->rust_align_64 = target->rust_align_f64 = 8;
	target->rust_align_128 = 16;
	target->rust_align_pointer = target->pointer_size;
	for (size_t i = 0; i < G_N_ELEMENTS(exceptions); i++) {
		const struct alignment_exception *e = &exceptions[i];
		if (!g_pattern_match_simple(e->arch, target->arch) ||
		    (e->os && !(target->triple && strstr(target->triple, e->os))))
			continue;
		override(&target->rust_align_16, e->i16);
		override(&target->rust_align_32, e->i32);
		override(&target->rust_align_64, e->i64);
		override(&target->rust_align_128, e->i128);
		override(&target->rust_align_f32, e->f32);
		override(&target->rust_align_f64, e->f64);
		override(&target->rust_align_pointer, e->pointer);
		return;
	}
}

/* ---- machines ---- */

static const struct machine {
	const char *arch; /* a pattern for the triple's first part; the first one without a '*' is the name */
	unsigned machine, bits;
	int endian; /* 'b', 'l', or 0: either */
	bool char_is_unsigned;
} machines[] = {
	{ "x86_64", EM_X86_64, 64, 'l', false },
	{ "i686", EM_386, 32, 'l', false },
	{ "i?86", EM_386, 32, 'l', false },
	{ "aarch64", EM_AARCH64, 64, 'l', true },
	{ "aarch64_be", EM_AARCH64, 64, 'b', true },
	{ "arm64", EM_AARCH64, 64, 'l', true },
	{ "arm", EM_ARM, 32, 'l', true },
	{ "armeb", EM_ARM, 32, 'b', true },
	{ "arm*", EM_ARM, 32, 'l', true },
	{ "thumb*", EM_ARM, 32, 'l', true },
	{ "riscv64", EM_RISCV, 64, 'l', true },
	{ "riscv64*", EM_RISCV, 64, 'l', true },
	{ "riscv32", EM_RISCV, 32, 'l', true },
	{ "riscv32*", EM_RISCV, 32, 'l', true },
	{ "s390x", EM_S390, 64, 'b', true },
	{ "powerpc64", EM_PPC64, 64, 'b', true },
	{ "powerpc64le", EM_PPC64, 64, 'l', true },
	{ "ppc64le", EM_PPC64, 64, 'l', true },
	{ "powerpc", EM_PPC, 32, 'b', true },
	{ "m68k", EM_68K, 32, 'b', false },
	{ "hppa", EM_PARISC, 32, 'b', false },
	{ "hppa64", EM_PARISC, 64, 'b', false },
	{ "mips", EM_MIPS, 32, 'b', false },
	{ "mipsel", EM_MIPS, 32, 'l', false },
	{ "mips64", EM_MIPS, 64, 'b', false },
	{ "mips64el", EM_MIPS, 64, 'l', false },
	{ "loongarch64", EM_LOONGARCH, 64, 'l', false },
	{ "sparc64", EM_SPARCV9, 64, 'b', false },
	{ "sparc", EM_SPARC, 32, 'b', false },
	{ "alpha", EM_ALPHA, 64, 'l', false },
	{ "sh4", EM_SH, 32, 'l', false },
	{ "arc", EM_ARCV2, 32, 'l', true },
	{ "bpfel", EM_BPF, 64, 'l', false },
	{ "bpfeb", EM_BPF, 64, 'b', false },
	{ "bpf", EM_BPF, 64, 'l', false },
};

static void set_sizes(struct target *target, unsigned bits, bool big_endian, bool char_is_unsigned)
{
	target->big_endian = big_endian;
	target->char_is_signed = !char_is_unsigned;
	target->pointer_size = target->long_size = bits / 8;
	target->wchar_size = 4;
	target->wchar_is_signed = !(target->arch && g_str_has_prefix(target->arch, "a") && char_is_unsigned);
	target_set_rust_alignments(target);
}

void target_set_machine(struct target *target, unsigned machine, unsigned bits, bool big_endian)
{
	const struct machine *found = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(machines) && !found; i++)
		if (machines[i].machine == machine && machines[i].bits == bits &&
		    (!machines[i].endian || (machines[i].endian == 'b') == big_endian))
			found = &machines[i];
	target->arch = target->triple = found ? found->arch : "unknown";
	set_sizes(target, bits, big_endian, found && found->char_is_unsigned);
}

bool target_set_triple(struct target *target, const char *triple)
{
	size_t length = strcspn(triple, "-");
	char *arch = g_strndup(triple, length);
	const struct machine *found = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(machines) && !found; i++)
		if (g_pattern_match_simple(machines[i].arch, arch))
			found = &machines[i];
	g_free(arch);
	if (!found)
		return false;
	target->arch = strchr(found->arch, '?') || strchr(found->arch, '*') ? "i686" : found->arch;
	if (strchr(found->arch, '*'))
		target->arch =
			g_str_has_prefix(found->arch, "riscv") ? (found->bits == 64 ? "riscv64" : "riscv32") : "arm";
	target->triple = triple;
	set_sizes(target, found->bits, found->endian == 'b', found->char_is_unsigned);
	if (g_str_has_suffix(triple, "gnux32"))
		target->pointer_size = target->long_size = 4;
	target_set_rust_alignments(target);
	return true;
}
