/*
 * What Kbuild tells the C compiler → what rustc has to be told, by the table flags.def.
 *
 *     -mno-red-zone -mcmodel=kernel -mfunction-return=thunk-extern
 *     → -Cno-redzone=y -Ccode-model=kernel -Zfunction-return=thunk-extern
 */
#pragma once

#include "kmod/kernel.h"
#include "kmod/rustc.h"

struct rust_flags {
	GPtrArray *args;    /* char *, without --target */
	char *target;       /* a triple of rustc's; NULL: the specification */
	char *target_spec;  /* JSON; NULL: the triple */
};

/*
 * c_flags: the words of Kbuild's command line for a module's C file, without the compiler, -I, -D, -o and files. Reports one error for each
 * flag that changes the ABI or a mitigation and has no counterpart in this rustc, and returns false then.
 */
bool rust_flags_derive(const struct kernel *kernel, const struct rustc *rustc, const GPtrArray *c_flags,
		       struct rust_flags *flags);
void rust_flags_finish(struct rust_flags *flags);
