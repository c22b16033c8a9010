/*
 * Text in memory, and how it gets to disk: temporary file beside the target, then rename(2).
 *
 * Every way to fail (folder missing, no permission, disk full) is met while the temporary file is written; the rename
 * that follows cannot fail for these reasons. With several outputs all temporary files come first, then what has to
 * be written in place (standard output, devices), then the renames.
 */
#include "base/writer.h"

#include "base/diag.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INDENT_WIDTH = 4 };

/* ---- text ---- */

void writer_init(struct writer *writer)
{
	*writer = (struct writer){ .text = g_string_new(NULL), .at_line_start = true };
}

void writer_finish(struct writer *writer)
{
	if (writer->text)
		g_string_free(writer->text, TRUE);
	*writer = (struct writer){ 0 };
}

void writer_text(struct writer *writer, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		if (length > 0) {
			for (unsigned i = 0; writer->at_line_start && i < writer->indent * INDENT_WIDTH; i++)
				g_string_append_c(writer->text, ' ');
			g_string_append_len(writer->text, text, (gssize)length);
			writer->at_line_start = false;
			text += length;
		}
		if (*text == '\n') {
			g_string_append_c(writer->text, '\n');
			writer->at_line_start = true;
			text++;
		}
	}
}

static void print_va(struct writer *writer, const char *format, va_list args)
{
	char *text = g_strdup_vprintf(format, args);
	writer_text(writer, text);
	g_free(text);
}

void writer_print(struct writer *writer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	print_va(writer, format, args);
	va_end(args);
}

void writer_line(struct writer *writer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	print_va(writer, format, args);
	va_end(args);
	writer_text(writer, "\n");
}

void writer_indent(struct writer *writer)
{
	writer->indent++;
}

void writer_dedent(struct writer *writer)
{
	if (writer->indent == 0)
		unreachable();
	writer->indent--;
}

/* ---- files ---- */

enum step { STEP_NOTHING, STEP_TOUCH, STEP_IN_PLACE, STEP_RENAME };

struct job {
	const GString *text;
	const char *path;  /* as the user wrote it, for messages; NULL: standard output */
	char *target;      /* path with symbolic links followed */
	char *temporary;   /* exists on disk while not NULL */
	bool touches;
	enum step step;
};

static bool write_all(int fd, const GString *text)
{
	for (size_t done = 0; done < text->len;) {
		ssize_t n = write(fd, text->str + done, text->len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			errno = n < 0 ? errno : EIO;
			return false;
		}
		done += (size_t)n;
	}
	return true;
}

static bool fail(const struct job *job)
{
	if (job->path)
		diag_error("cannot write '%s': %s", job->path, diag_errno_text(errno));
	else
		diag_error("cannot write to standard output: %s", diag_errno_text(errno));
	return false;
}

static bool has_content(const char *path, const GString *text)
{
	char *old = NULL;
	gsize length = 0;
	bool same = g_file_get_contents(path, &old, &length, NULL) && length == text->len &&
		    memcmp(old, text->str, length) == 0;
	g_free(old);
	return same;
}

static bool write_temporary(struct job *job, const struct stat *old)
{
	job->temporary = g_strconcat(job->target, ".XXXXXX", NULL);
	int fd = g_mkstemp_full(job->temporary, O_RDWR | O_CLOEXEC, 0666);
	if (fd < 0) {
		int error = errno;
		g_clear_pointer(&job->temporary, g_free);
		errno = error;
		return fail(job);
	}
	bool done = write_all(fd, job->text) && (!old || fchmod(fd, old->st_mode & 07777) == 0);
	int error = errno;
	if (close(fd) != 0 && done) {
		error = errno;
		done = false;
	}
	errno = error;
	return done || fail(job);
}

/* Decides how the output is written and, for a regular file, writes the temporary one. */
static bool prepare(struct job *job)
{
	struct stat old;
	job->step = STEP_IN_PLACE;
	if (!job->path)
		return true;
	if (stat(job->path, &old) != 0) {
		struct stat link;
		if (errno != ENOENT)
			return fail(job);
		if (lstat(job->path, &link) == 0) /* a link to a file that is yet to be made */
			return true;
		job->step = STEP_RENAME;
		job->target = g_strdup(job->path);
		return write_temporary(job, NULL);
	}
	if (S_ISDIR(old.st_mode)) {
		errno = EISDIR;
		return fail(job);
	}
	if (!S_ISREG(old.st_mode))
		return true;
	if (has_content(job->path, job->text)) {
		job->step = job->touches ? STEP_TOUCH : STEP_NOTHING;
		return true;
	}
	if (access(job->path, W_OK) != 0)
		return fail(job);
	char *target = realpath(job->path, NULL);
	if (!target)
		return fail(job);
	job->target = g_strdup(target);
	free(target);
	job->step = STEP_RENAME;
	return write_temporary(job, &old);
}

static bool write_in_place(const struct job *job)
{
	if (!job->path)
		return write_all(STDOUT_FILENO, job->text) || fail(job);
	int fd = open(job->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(job);
	bool done = write_all(fd, job->text);
	int error = errno;
	if (close(fd) != 0 && done) {
		error = errno;
		done = false;
	}
	errno = error;
	return done || fail(job);
}

static bool put_in_place(struct job *job)
{
	if (rename(job->temporary, job->target) != 0)
		return fail(job);
	g_clear_pointer(&job->temporary, g_free);
	return true;
}

static void job_finish(struct job *job)
{
	if (job->temporary)
		unlink(job->temporary);
	g_free(job->temporary);
	g_free(job->target);
}

bool writer_commit_all(const struct writer_output *outputs, size_t n_outputs)
{
	struct job *jobs = g_new0(struct job, n_outputs);
	bool done = true;
	for (size_t i = 0; i < n_outputs; i++) {
		const char *path = outputs[i].path;
		jobs[i].text = outputs[i].writer->text;
		jobs[i].path = path && strcmp(path, "-") != 0 ? path : NULL;
		jobs[i].touches = outputs[i].touches;
		done = done && prepare(&jobs[i]);
	}
	for (size_t i = 0; i < n_outputs; i++)
		if (done && jobs[i].step == STEP_IN_PLACE)
			done = write_in_place(&jobs[i]);
	for (size_t i = 0; i < n_outputs; i++)
		if (done && jobs[i].step == STEP_RENAME)
			done = put_in_place(&jobs[i]);
	for (size_t i = 0; i < n_outputs; i++)
		if (done && jobs[i].step == STEP_TOUCH)
			done = utimensat(AT_FDCWD, jobs[i].path, NULL, 0) == 0 || fail(&jobs[i]);
	for (size_t i = 0; i < n_outputs; i++)
		job_finish(&jobs[i]);
	g_free(jobs);
	return done;
}

bool writer_commit(const struct writer *writer, const char *path)
{
	struct writer_output output = { .writer = writer, .path = path };
	return writer_commit_all(&output, 1);
}
