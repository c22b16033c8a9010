/*
 * Archives, member by member.
 *
 *     !<arch>\n                                       or !<thin>\n, whose members are files of their own
 *     a.o/            0  0  0  100644  1234  `\n      header of 60 bytes, then 1234 bytes, then a \n if that is odd
 *     //              …                               GNU's table of long names
 *     /17             …                               a member whose name begins at 17 in that table
 *     /17:4096        …                               of a thin archive: the member at 4096 of the archive of that name
 *     #1/20           …                               BSD: the first 20 bytes of the member are its name
 *
 * The tables of symbols ("/", "/SYM64/", "__.SYMDEF") are passed over. The format: ar(5) of FreeBSD, bfd/archive.c of GNU binutils for thin
 * ones. Members of a thin archive are looked for from the archive's folder, then, as Linux's built-in.a have it, from the current one.
 */
#include "read/dwarf/object_private.h"

#include <stdlib.h>
#include <string.h>

enum { MAGIC = 8, HEADER = 60, NAME = 16, SIZE_AT = 48, SIZE = 10, END_AT = 58 };

struct object_archive {
	char *path;
	GMappedFile *mapping;
	struct bytes bytes;
	bool is_thin;
	size_t current, next; /* offsets of headers */
	struct bytes long_names;
	char *name;        /* of the current member … */
	GMappedFile *file; /* … and that it is in, of a thin archive */
};

bool object_is_archive(struct bytes bytes)
{
	return bytes.size >= MAGIC &&
	       (memcmp(bytes.data, "!<arch>\n", MAGIC) == 0 || memcmp(bytes.data, "!<thin>\n", MAGIC) == 0);
}

struct object_archive *object_archive_open(const char *path, GMappedFile *mapping)
{
	struct object_archive *archive = g_new0(struct object_archive, 1);
	archive->path = g_strdup(path);
	archive->mapping = g_mapped_file_ref(mapping);
	archive->bytes = object_mapped_bytes(mapping);
	archive->is_thin = memcmp(archive->bytes.data, "!<thin>\n", MAGIC) == 0;
	archive->next = MAGIC;
	return archive;
}

void object_archive_close(struct object_archive *archive)
{
	if (!archive)
		return;
	g_clear_pointer(&archive->file, g_mapped_file_unref);
	g_mapped_file_unref(archive->mapping);
	g_free(archive->name);
	g_free(archive->path);
	g_free(archive);
}

/* A decimal number in a field that blanks fill; false if it is none. */
static bool read_number(const uint8_t *field, size_t width, uint64_t *value)
{
	size_t i = 0;
	for (*value = 0; i < width && g_ascii_isdigit(field[i]); i++)
		*value = *value * 10 + (uint64_t)(field[i] - '0');
	bool fine = i > 0;
	for (; i < width; i++)
		fine = fine && field[i] == ' ';
	return fine;
}

/* The long name at the offset: ends with "/\n" (GNU) or with a zero. */
static char *long_name(const struct object_archive *archive, uint64_t offset)
{
	struct bytes names = archive->long_names;
	if (offset >= names.size)
		return NULL;
	const char *text = (const char *)names.data + offset;
	size_t length = 0, most = names.size - offset;
	while (length < most && text[length] != '\n' && text[length] != '\0')
		length++;
	if (length && text[length - 1] == '/')
		length--;
	return g_strndup(text, length);
}

/* Sets the name; content loses the name that stands in it. *origin: place in the archive that the name is that of; 0: none. */
static bool read_name(struct object_archive *archive, const uint8_t *header, struct bytes *content, uint64_t *origin)
{
	char field[NAME + 1], *end;
	memcpy(field, header, NAME);
	field[NAME] = '\0';
	g_clear_pointer(&archive->name, g_free);
	*origin = 0;
	if (field[0] == '/' && g_ascii_isdigit(field[1])) {
		archive->name = long_name(archive, g_ascii_strtoull(field + 1, &end, 10));
		if (*end == ':')
			*origin = g_ascii_strtoull(end + 1, NULL, 10);
	} else if (g_str_has_prefix(field, "#1/")) {
		uint64_t length = g_ascii_strtoull(field + 3, NULL, 10);
		if (length > content->size)
			return false;
		archive->name = g_strndup((const char *)content->data, length);
		*content = (struct bytes){ content->data + length, content->size - length };
	} else {
		end = strchr(field, '/');
		if (end)
			*end = '\0';
		archive->name = g_strdup(g_strchomp(field));
	}
	return archive->name != NULL;
}

static bool is_table(const uint8_t *header)
{
	const char *name = (const char *)header;
	return strncmp(name, "/ ", 2) == 0 || strncmp(name, "/SYM64/ ", 8) == 0 || strncmp(name, "__.SYMDEF", 9) == 0;
}

/* The file of a thin archive's member. */
static GMappedFile *map_outside(const struct object_archive *archive, char **error)
{
	char *folder = g_path_get_dirname(archive->path);
	char *path = g_path_is_absolute(archive->name) ? g_strdup(archive->name) :
							 g_build_filename(folder, archive->name, NULL);
	GMappedFile *file = object_map(path, error);
	if (!file) {
		char *other = NULL;
		file = object_map(archive->name, &other);
		g_free(file ? g_steal_pointer(error) : other);
	}
	g_free(path);
	g_free(folder);
	return file;
}

/* Of a thin archive that an archive was put into: the member of that one whose header is at the offset. */
static bool find_inside(struct object_archive *archive, uint64_t origin, struct bytes *bytes)
{
	if (!object_is_archive(object_mapped_bytes(archive->file)))
		return false;
	struct object_archive *inner = object_archive_open(archive->name, archive->file);
	struct object_member member;
	bool found = false;
	char *error = NULL;
	while (!found && !inner->is_thin && object_archive_next(inner, &member, &error) == OBJECT_STEP_MEMBER)
		found = inner->current == origin;
	g_free(error);
	if (found) {
		g_free(archive->name);
		archive->name = g_strdup(member.name);
		*bytes = member.bytes;
	}
	object_archive_close(inner);
	return found;
}

static enum object_step read_outside(struct object_archive *archive, uint64_t origin, struct object_member *member,
				     char **error)
{
	archive->file = map_outside(archive, error);
	if (archive->file) {
		member->mapping = archive->file;
		member->bytes = object_mapped_bytes(archive->file);
		if (origin && !find_inside(archive, origin, &member->bytes))
			*error = g_strdup("is not in the archive that the thin archive names");
	}
	member->name = archive->name;
	return *error ? OBJECT_STEP_BAD : OBJECT_STEP_MEMBER;
}

/* The header at archive->next, with what of its content is in this file. */
static bool read_header(struct object_archive *archive, const uint8_t **header, struct bytes *content, char **error)
{
	size_t left = archive->bytes.size - archive->next;
	uint64_t size;
	*header = archive->bytes.data + archive->next;
	if (left < HEADER) {
		*error = g_strdup_printf("is truncated: the header at byte %zu has %zu of %d bytes", archive->next,
					 left, HEADER);
	} else if (memcmp(*header + END_AT, "`\n", 2) != 0 || !read_number(*header + SIZE_AT, SIZE, &size)) {
		*error = g_strdup_printf("is a broken archive: no header of a member is at byte %zu", archive->next);
	} else {
		bool inside = !archive->is_thin || is_table(*header) || memcmp(*header, "// ", 3) == 0;
		size = inside ? size : 0;
		if (size <= left - HEADER) {
			*content = (struct bytes){ *header + HEADER, size };
			return true;
		}
		*error = g_strdup_printf("is truncated: the member at byte %zu has %zu of its %" G_GUINT64_FORMAT
					 " bytes",
					 archive->next, left - HEADER, size);
	}
	return false;
}

enum object_step object_archive_next(struct object_archive *archive, struct object_member *member, char **error)
{
	const uint8_t *header;
	struct bytes content;
	uint64_t origin;
	g_clear_pointer(&archive->file, g_mapped_file_unref);
	*member = (struct object_member){ 0 };
	while (archive->next < archive->bytes.size) {
		if (!read_header(archive, &header, &content, error)) {
			archive->next = archive->bytes.size;
			return OBJECT_STEP_BAD;
		}
		archive->current = archive->next;
		archive->next += HEADER + content.size;
		archive->next += archive->next % 2;
		if (memcmp(header, "// ", 3) == 0) {
			archive->long_names = content;
		} else if (!is_table(header)) {
			if (!read_name(archive, header, &content, &origin)) {
				*error = g_strdup_printf("is a broken archive: the member at byte %zu has no name",
							 archive->current);
				archive->next = archive->bytes.size;
				return OBJECT_STEP_BAD;
			}
			if (archive->is_thin)
				return read_outside(archive, origin, member, error);
			*member = (struct object_member){ archive->name, archive->mapping, content };
			if (!g_str_has_prefix(archive->name, "__.SYMDEF")) /* BSD: the table's name may be a long one */
				return OBJECT_STEP_MEMBER;
		}
	}
	return OBJECT_STEP_END;
}
