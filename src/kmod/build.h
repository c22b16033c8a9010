/*
 * A module's folder and a kernel → NAME.ko. The stages of `braze kmod build`; each reports its errors and returns false then.
 */
#pragma once

#include "kmod/core.h"
#include "kmod/kernel.h"
#include "kmod/module.h"

struct build {
	const char *output_option; /* --output; NULL: FOLDER/build/RELEASE */
	unsigned jobs;
	bool verbose;

	struct kernel kernel;
	struct module module;
	struct rustc rustc;
	struct rust_flags flags;
	GPtrArray *c_flags;        /* of Kbuild */
	char *folder;              /* all that is made lies here; absolute */
	char *command_file;        /* Kbuild's record of its flags */
	char *runtime;             /* the folder of kmod.h, kmod.yaml and src/ */
	char *program;             /* braze itself */
	char *core;                /* folder of libcore.rlib */
	char *ko;    /* FOLDER/NAME.ko */
};

/* Makes the folder, takes its lock and finds braze's own parts. Needs kernel and module. */
bool build_prepare(struct build *build);
/* Kbuild's flags, and rustc's out of them. */
bool build_find_flags(struct build *build);
/* bindings.rs and kmod_helpers.c: what the runtime crate and the module name. */
bool build_bind(struct build *build);
/* libbindings.rlib, libkmod.rlib and the module's static library, with core of the same flags. */
bool build_compile(struct build *build);
/* kmod_shim.c, the Kbuild file, and what Kbuild makes of them: NAME.ko. */
bool build_link(struct build *build);
/* Whether bindings and flags agree with what the kernel's own compiler made. */
bool build_check(struct build *build);

void build_finish(struct build *build);
