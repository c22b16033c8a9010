/*
 * The headers that the user named, looked at before clang sees them: what is no text file gets one error that says so, not the
 * hundreds that come of reading it as C.
 *
 *     inc/                 error: 'inc/' is a directory, not a header
 *     photo.png:1:9:       error: null byte: this is not a text file
 *
 * A name that is no file here may still be on the include path: that is for clang to find.
 */
#include "read/clang/reader.h"

#include "base/diag.h"

#include <string.h>

static bool check_text(const char *path, const char *text, size_t length)
{
	const char *null = memchr(text, '\0', length);
	if (!null)
		return true;
	struct place place = { path, 1, 1 };
	for (const char *c = text; c < null; c++) {
		place.column = *c == '\n' ? 1 : place.column + 1;
		place.line += *c == '\n';
	}
	diag_report(SEVERITY_ERROR, place, NULL, "null byte: this is not a text file");
	return false;
}

/* The suffixes that clang takes for C++. */
static bool is_cxx(const char *path)
{
	static const char *const suffixes[] = {
		".hpp", ".hh", ".hxx", ".h++", ".H", ".cpp", ".cc", ".cxx", ".c++", ".C"
	};
	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(path, suffixes[i]))
			return true;
	return false;
}

bool header_check(const char *path)
{
	char *text;
	size_t length;
	GError *error = NULL;
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	if (is_cxx(path)) {
		diag_error("'%s' is C++ by its name, which is not supported", path);
		return false;
	}
	if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
		diag_error("'%s' is a directory, not a header", path);
		return false;
	}
	if (strpbrk(path, "\"\n\r")) {
		diag_error("'%s' has a character in its name that #include cannot spell", path);
		return false;
	}
	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
		diag_error("'%s' is no regular file: a header is read more than once", path);
		return false;
	}
	if (!g_file_get_contents(path, &text, &length, &error)) {
		diag_error("cannot read '%s': %s", path, diag_file_error_text(error));
		g_error_free(error);
		return false;
	}
	bool ok = check_text(path, text, length);
	g_free(text);
	return ok;
}
