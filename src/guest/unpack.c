/*
 * A table of formats, by their first bytes.
 */
#include "guest/unpack.h"

#include "base/diag.h"

#include <gio/gio.h>
#include <string.h>

static const struct format {
	const char *magic;
	gsize length;
	const char *program, *package;
	const char *options;
} formats[] = {
	{ "\x1f\x8b", 2, "gzip", "gzip", "-dc" },
	{ "\xfd"
	  "7zXZ",
	  6, "xz", "xz-utils", "-dc" },
	{ "\x28\xb5\x2f\xfd", 4, "zstd", "zstd", "-dcq" },
	{ "\x02\x21\x4c\x18", 4, "lz4", "lz4", "-dc" },
	{ "\x04\x22\x4d\x18", 4, "lz4", "lz4", "-dc" },
	{ "\x5d\0\0", 3, "xz", "xz-utils", "-dcFlzma" },
	{ "BZh", 3, "bzip2", "bzip2", "-dc" },
	{ "\x89LZO", 4, "lzop", "lzop", "-dc" },
};

static const struct format *find_format(GBytes *bytes)
{
	gsize n;
	const char *data = g_bytes_get_data(bytes, &n);
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		if (n > formats[i].length && memcmp(data, formats[i].magic, formats[i].length) == 0)
			return &formats[i];
	return NULL;
}

bool unpack_is_packed(GBytes *bytes)
{
	return find_format(bytes);
}

/* What the program says of its input, in one line. */
static char *first_line(GBytes *text)
{
	gsize n;
	const char *data = g_bytes_get_data(text, &n);
	char *line = g_strchug(g_strndup(data ? data : "", n));
	line[strcspn(line, "\n")] = '\0';
	return line;
}

bool unpack_bytes(GBytes *bytes, const char *what, GBytes **out)
{
	const struct format *format = find_format(bytes);
	if (!format) {
		*out = g_bytes_ref(bytes);
		return true;
	}
	GError *error = NULL;
	GBytes *words = NULL;
	GSubprocess *process = g_subprocess_new(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
							G_SUBPROCESS_FLAGS_STDERR_PIPE,
						&error, format->program, format->options, NULL);
	*out = NULL;
	if (!process) {
		diag_error("'%s' cannot be unpacked without the program '%s': install the package %s", what,
			   format->program, format->package);
	} else if (!g_subprocess_communicate(process, bytes, NULL, out, &words, &error)) {
		diag_error("'%s' cannot be unpacked by '%s': %s", what, format->program, error->message);
	} else if (!g_subprocess_get_successful(process)) {
		char *line = first_line(words);
		diag_error("'%s' cannot be unpacked: %s", what, *line ? line : "it is damaged");
		g_free(line);
		g_clear_pointer(out, g_bytes_unref);
	}
	g_clear_pointer(&words, g_bytes_unref);
	g_clear_error(&error);
	g_clear_object(&process);
	return *out;
}
