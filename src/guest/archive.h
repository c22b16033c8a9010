/*
 * An archive in the format of `cpio -H newc`, as kernels unpack it into their first file system (buffer-format.rst in the kernel's documentation).
 *
 * It is written from memory: file modes and device nodes are what is said here, whoever runs this.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct archive {
	GByteArray *bytes;
	GHashTable *names; /* of what is in it */
	guint32 inode;
};

void archive_init(struct archive *archive);
void archive_finish(struct archive *archive);

/*
 * Paths are relative, without a slash at either end; the folders above are added by themselves. What is there already stays as it is.
 * mode: of its permissions (0755).
 */
void archive_add_file(struct archive *archive, const char *path, unsigned mode, GBytes *content);
void archive_add_folder(struct archive *archive, const char *path);
void archive_add_device(struct archive *archive, const char *path, unsigned mode, unsigned major, unsigned minor);
/* The last entry. archive->bytes is complete then. */
void archive_end(struct archive *archive);
