/*
 * Crates: rustc's command lines for a kernel, run only where something has changed.
 */
#pragma once

#include "kmod/flags.h"

/* The target specification's file in a folder of core_get(): rustc takes the target's name from it. */
#define CRATE_TARGET_FILE "kernel.json"

/* rustc with the flags and with the core that is in the folder, to be added to. */
GPtrArray *crate_command(const struct rustc *rustc, const struct rust_flags *flags, const char *core);

/* Runs it in the folder (NULL: here); rustc's words go to standard error. False where it fails: its errors stand there then. */
bool crate_run(const GPtrArray *command, const char *folder);

/*
 * Runs a step unless its outputs are there and younger than what they were made of. stamp: a file that is written after it went well, with the command and
 * the text of key; depfile: lists what was read, as make has it. run does the work; it returns false after an error. Without ran it is not
 * said whether it ran.
 */
bool crate_step(const char *stamp, const char *key, const char *depfile, bool (*run)(void *data), void *data,
		bool *ran);
