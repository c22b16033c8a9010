/*
 * --emit-clang-ast: the declarations of the headers as libclang presents them, indented by their nesting.
 *
 *     StructDecl "point" api.h:1:8: struct point
 *         FieldDecl "x" api.h:1:20: int
 */
#include "read/clang/reader.h"

#include <stdio.h>

struct printer {
	struct reader *reader;
	int depth;
};

static void print_string(const char *before, CXString string, const char *after)
{
	printf("%s%s%s", before, clang_getCString(string), after);
	clang_disposeString(string);
}

static enum CXChildVisitResult print_cursor(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct printer *printer = data;
	struct reader *reader = printer->reader;
	CXFile file;
	unsigned line, column;
	(void)parent;
	clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, &line, &column, NULL);
	if (file && line >= reader->probes_from && clang_File_isEqual(file, reader->main_file))
		return CXChildVisit_Break;
	printf("%*s", 4 * printer->depth, "");
	print_string("", clang_getCursorKindSpelling(clang_getCursorKind(cursor)), "");
	print_string(" \"", clang_getCursorSpelling(cursor), "\"");
	if (file)
		printf(" %s:%u:%u",
		       api_intern(reader->api, g_ptr_array_index(reader->api->files, reader_file(reader, file))), line,
		       column);
	print_string(": ", clang_getTypeSpelling(clang_getCursorType(cursor)), "\n");
	printer->depth++;
	clang_visitChildren(cursor, print_cursor, printer);
	printer->depth--;
	return CXChildVisit_Continue;
}

void ast_print(struct reader *reader)
{
	struct printer printer = { reader, 0 };
	clang_visitChildren(clang_getTranslationUnitCursor(reader->unit), print_cursor, &printer);
	fflush(stdout);
}
