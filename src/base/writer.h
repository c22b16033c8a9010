/*
 * Text output: indented lines collected in memory, then written to a file in one step.
 *
 *     struct writer out;
 *     writer_init(&out);
 *     writer_line(&out, "pub struct %s {", name);
 *     writer_indent(&out);
 *     writer_line(&out, "pub x: %s,", type);
 *     writer_dedent(&out);
 *     writer_line(&out, "}");
 *     writer_commit(&out, "bindings.rs");
 *     writer_finish(&out);
 *
 * Nothing is written until all output is complete; a file that would not change is left alone (its time too).
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct writer {
	GString *text;
	unsigned indent;    /* levels of four spaces */
	bool at_line_start;
};

void writer_init(struct writer *writer);
void writer_finish(struct writer *writer);

/* Appends; every line that begins with text gets the indentation, empty lines get none. */
void writer_print(struct writer *writer, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The same for a text that is no format. */
void writer_text(struct writer *writer, const char *text);
/* writer_print and a line end. */
void writer_line(struct writer *writer, const char *format, ...) G_GNUC_PRINTF(2, 3);
void writer_indent(struct writer *writer);
void writer_dedent(struct writer *writer);

/*
 * Puts the text into the file at path through a temporary file beside it and rename(2), keeping the mode of an existing
 * file; where the content is the same already, nothing is touched. A path that is no regular file (/dev/null, a pipe) is written to in
 * place. path NULL or "-": standard output. On failure reports one error, leaves the old file as it was, returns false.
 */
bool writer_commit(const struct writer *writer, const char *path);

/* One text and where it goes. touches: a file that would not change gets the time of now, as if it had been written. */
struct writer_output {
	const struct writer *writer;
	const char *path;
	bool touches;
};

/*
 * writer_commit() for several files at once: all temporary files are complete before the first one is put in place,
 * so that a full disk or a missing folder leaves every old file as it was.
 */
bool writer_commit_all(const struct writer_output *outputs, size_t n_outputs);
