/*
 * rustc as it is installed: its version, and where the source of core is.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct rustc {
	char *path;
	char *identity;         /* what `rustc -vV` prints: names this very compiler */
	unsigned major, minor;  /* 1.96 */
	char *library;          /* …/rust/library, with core/src/lib.rs */
};

/* program: NULL for $RUSTC, or else the rustc of the path. One error where it is missing, too old or has no source of core. */
bool rustc_find(const char *program, struct rustc *rustc);
void rustc_finish(struct rustc *rustc);
