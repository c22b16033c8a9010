/*
 * The BTF reader: BPF type format in, model out. The only user of libbpf.
 */
#pragma once

#include "api/api.h"

/* Whether the file is raw BTF (as /sys/kernel/btf/vmlinux), or ELF with a section .BTF. Cheap. */
bool btf_is_in(const char *path);
/*
 * Adds its types, functions and variables to the model, and sets api->target where nothing has. False after errors, which were reported.
 * BTF says nothing of alignment: UNKNOWN_ALIGNMENT.
 */
bool btf_read(const char *path, struct api *api);
