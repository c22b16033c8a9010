/*
 * libFuzzer target: any bytes, taken as an object file or an archive, through the reader of DWARF.
 *
 *     bytes → dwarf_read, for C and for Rust → both models as JSON, which visits all of them; messages and text are dropped
 *
 * Objects of all machines, archives, compressed sections, split DWARF. A finding is a crash, in libdw too, a sanitizer's report, a leak or a
 * hang. fuzz-dwarf builds and runs it.
 */
#include "api/api.h"
#include "base/diag.h"
#include "base/writer.h"
#include "read/dwarf/dwarf.h"
#include "write/write.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_as(enum language language, const char *module, const char *path)
{
	struct dwarf_request request = { language, module };
	struct dwarf_summary summary;
	struct writer out;
	struct api *api = api_new();
	writer_init(&out);
	if (dwarf_read(path, &request, api, &summary))
		write_json_api(api, &out);
	writer_finish(&out);
	api_free(api);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	if (!is_ready) {
		diag_init(MESSAGE_TEXT, COLOR_NEVER, false, true);
		stderr = fopen("/dev/null", "w"); /* diag's; the fuzzer and the sanitizers have their own */
	}
	is_ready = true;
	int fd = memfd_create("object", MFD_CLOEXEC);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	char *path = g_strdup_printf("/proc/self/fd/%d", fd);
	read_as(LANGUAGE_C, NULL, path);
	read_as(LANGUAGE_RUST, size % 2 ? NULL : "bindings", path);
	g_free(path);
	close(fd);
	return 0;
}
