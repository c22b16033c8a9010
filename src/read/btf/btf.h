/*
 * The BTF reader: BPF type format in, model out. The only user of libbpf.
 *
 *     section.c   a file → the bytes of its types, and what its ELF header says
 *     valid.c     whether all that one type says of others is possible: after it nothing can run away or off
 *     types.c     BTF's types → types of the model
 *     items.c     its structs, unions, enums, typedefs, functions and variables → items
 */
#pragma once

#include "api/api.h"

/* Whether the file is raw BTF (as /sys/kernel/btf/vmlinux), or ELF with a section .BTF. Cheap. */
bool btf_is_in(const char *path);
/*
 * Adds its types, functions and variables to the model, and sets api->target where nothing has. False after errors, which were reported.
 * BTF says nothing of alignment: UNKNOWN_ALIGNMENT. A kernel module's BTF builds on the kernel's: that is taken from `vmlinux` beside the
 * module, or in the nearest folder above it that has one; of it only what the module's types lead to becomes items.
 */
bool btf_read(const char *path, struct api *api);
/* The same with the file that has the types it builds on; base may be NULL. */
bool btf_read_with_base(const char *path, const char *base, struct api *api);
