/*
 * libFuzzer target: any bytes, taken as a file with BTF, through its reader.
 *
 *     bytes → btf_read → the model as JSON, which visits all of it; messages and text are dropped
 *
 * Raw BTF, ELF, either byte order; a module's part of the types finds a base of four types, which is made here. A finding is a crash, a
 * sanitizer's report, a leak or a hang. fuzz-btf builds and runs it.
 */
#include "api/api.h"
#include "base/diag.h"
#include "base/writer.h"
#include "read/btf/btf.h"
#include "write/write.h"

#include <bpf/btf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file in memory. Freed by the caller. */
static char *put(const void *data, size_t size, int *file)
{
	*file = memfd_create("btf", MFD_CLOEXEC);
	if (*file < 0 || write(*file, data, size) != (ssize_t)size)
		abort();
	return g_strdup_printf("/proc/self/fd/%d", *file);
}

/* int, struct base { int x; }, base_t, and a pointer to it. */
static char *make_base(void)
{
	struct btf *btf = btf__new_empty();
	int number = btf__add_int(btf, "int", 4, BTF_INT_SIGNED), file;
	int record = btf__add_struct(btf, "base", 4);
	btf__add_field(btf, "x", number, 0, 0);
	btf__add_ptr(btf, btf__add_typedef(btf, "base_t", record));
	uint32_t size;
	const void *bytes = btf__raw_data(btf, &size);
	if (!bytes)
		abort();
	char *path = put(bytes, size, &file);
	btf__free(btf);
	return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char *base;
	int file;
	if (!base) {
		diag_init(MESSAGE_TEXT, COLOR_NEVER, false, true);
		base = make_base();
		stderr = fopen("/dev/null", "w"); /* diag's; the fuzzer and the sanitizers have their own */
	}
	char *path = put(data, size, &file);
	struct api *api = api_new();
	struct writer out;
	writer_init(&out);
	if (btf_read_with_base(path, base, api))
		write_json_api(api, &out);
	writer_finish(&out);
	api_free(api);
	g_free(path);
	close(file);
	return 0;
}
