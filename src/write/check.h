/*
 * Reports of a comparison: text for people, JSON for programs, one HTML page for both to look at.
 */
#pragma once

#include "api/comparison.h"
#include "base/writer.h"

/* verbose: all gaps and flags, not only their counts. color: with ANSI colours. */
void write_check_text(const struct comparison *comparison, bool verbose, bool color, struct writer *out);
void write_check_json(const struct comparison *comparison, struct writer *out);
/* Self-contained: no reference to anything outside of the page. title: what was compared. */
void write_check_html(const struct comparison *comparison, const char *title, struct writer *out);
