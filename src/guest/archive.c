/*
 * Entries: a header of 110 characters, the name, the content; each of the last two filled up to four bytes.
 */
#include "guest/archive.h"

#include <string.h>
#include <sys/stat.h>

void archive_init(struct archive *archive)
{
	*archive = (struct archive){
		.bytes = g_byte_array_new(),
		.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
}

void archive_finish(struct archive *archive)
{
	g_byte_array_unref(archive->bytes);
	g_hash_table_unref(archive->names);
}

static void append(struct archive *archive, const void *data, gsize n)
{
	static const guint8 zeros[4];
	g_byte_array_append(archive->bytes, data, (guint)n);
	g_byte_array_append(archive->bytes, zeros, -archive->bytes->len & 3);
}

struct entry {
	unsigned mode;
	gsize size;
	unsigned major, minor; /* of a device node */
};

/* Header and name. The numbers are inode, mode, owner, group, links, time, size, device of the file system, device, length of the name, sum. */
static void append_header(struct archive *archive, const char *path, struct entry entry)
{
	gsize name = strlen(path) + 1;
	guint32 links = S_ISDIR(entry.mode) ? 2 : 1;
	char *header = g_strdup_printf("070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X", ++archive->inode,
				       entry.mode, 0, 0, links, 0, (guint32)entry.size, 0, 0, entry.major, entry.minor,
				       (guint32)name, 0);
	g_byte_array_append(archive->bytes, (const guint8 *)header, (guint)strlen(header));
	append(archive, path, name);
	g_free(header);
}

/* Adds the folders above and notes the name. False where it is there. */
static bool begin_entry(struct archive *archive, const char *path)
{
	if (!g_hash_table_add(archive->names, g_strdup(path)))
		return false;
	char *slash = strrchr(path, '/');
	if (slash) {
		char *parent = g_strndup(path, (gsize)(slash - path));
		archive_add_folder(archive, parent);
		g_free(parent);
	}
	return true;
}

void archive_add_folder(struct archive *archive, const char *path)
{
	if (begin_entry(archive, path))
		append_header(archive, path, (struct entry){ .mode = S_IFDIR | 0755 });
}

void archive_add_file(struct archive *archive, const char *path, unsigned mode, GBytes *content)
{
	gsize n;
	const void *data = g_bytes_get_data(content, &n);
	if (!begin_entry(archive, path))
		return;
	append_header(archive, path, (struct entry){ .mode = S_IFREG | mode, .size = n });
	append(archive, data, n);
}

void archive_add_device(struct archive *archive, const char *path, unsigned mode, unsigned major, unsigned minor)
{
	if (begin_entry(archive, path))
		append_header(archive, path, (struct entry){ .mode = S_IFCHR | mode, .major = major, .minor = minor });
}

void archive_end(struct archive *archive)
{
	archive->inode = (guint32)-1;
	append_header(archive, "TRAILER!!!", (struct entry){ .mode = 0 });
}
