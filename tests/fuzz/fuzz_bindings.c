/*
 * libFuzzer target: any bytes, taken as Rust text, through the reader of bindings.
 *
 *     bytes → rust_bindings_read → the model as JSON, which visits all of it; messages and text are dropped
 *
 * The length of the input picks the machine that layouts are computed for, and whether only a module is wanted. A finding is a crash, a
 * sanitizer's report, a leak or a hang. fuzz-bindings builds and runs it.
 */
#include "api/api.h"
#include "base/diag.h"
#include "base/writer.h"
#include "read/rust_bindings.h"
#include "write/write.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const targets[] = { "x86_64-unknown-linux-gnu", "s390x-unknown-linux-gnu", "i686-unknown-linux-gnu",
				       "m68k-unknown-linux-gnu" };

static void read_text(const char *path, size_t size)
{
	struct writer out;
	struct api *api = api_new();
	writer_init(&out);
	target_set_triple(&api->target, targets[size % G_N_ELEMENTS(targets)]);
	if (rust_bindings_read(path, size / 4 % 4 ? NULL : "bindings", api))
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
	int fd = memfd_create("bindings", MFD_CLOEXEC);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	char *path = g_strdup_printf("/proc/self/fd/%d", fd);
	read_text(path, size);
	g_free(path);
	close(fd);
	return 0;
}
