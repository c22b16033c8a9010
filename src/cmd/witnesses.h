/*
 * Witness files (write/witness.h) through the compilers: for C and for Rust, each is written, built with the flags that were given, and read.
 */
#pragma once

#include "api/comparison.h"
#include "base/config.h"
#include "cmd/build_commands.h"

struct witness_request {
	const struct config *config;
	const struct build_commands *commands;
	const struct api *headers, *text; /* what is to be used in C and in Rust */
	const GPtrArray *bindings;        /* char *: the files that text was read from */
	struct api *c, *rust;             /* where what the compilers say is added */
	struct comparison *comparison;    /* gaps for what they refuse */
};

/* False after errors, which were reported. */
bool witnesses_make(const struct witness_request *request);
