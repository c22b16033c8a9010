/*
 * libFuzzer target: any bytes, taken as a header, through the whole pipeline of `braze bind`.
 *
 *     bytes → clang_read → passes → Rust, JSON, report and summary, all dropped, messages too
 *
 * Whatever the text, each stage ends; a finding is a crash, a sanitizer's report, a leak or a hang. The length of the
 * input picks the target and the styles, so that one corpus reaches them all. fuzz-header builds and runs it.
 */
#include "api/api.h"
#include "base/diag.h"
#include "pass/pass.h"
#include "read/clang/clang.h"
#include "write/write.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const targets[] = { "x86_64-linux-gnu", "s390x-linux-gnu", "i686-linux-gnu", "m68k-linux-gnu" };
static const char *const enum_styles[] = { "consts", "newtype", "rust", "moduleconsts", "bitfield" };

static void choose_options(struct config *config, size_t size)
{
	config_init(config, PERSONALITY_BIND);
	g_ptr_array_add(config->clang_args, g_strdup("-nostdinc"));
	g_ptr_array_add(config->clang_args, g_strdup_printf("--target=%s", targets[size % G_N_ELEMENTS(targets)]));
	g_free(config->default_enum_style);
	config->default_enum_style = g_strdup(enum_styles[size / 4 % G_N_ELEMENTS(enum_styles)]);
	config->stable_names = size / 20 % 2;
	config->derive_hash = config->derive_partialeq = config->derive_default = size / 40 % 2;
	config->impl_debug = config->impl_partialeq = size / 80 % 2;
}

static void write_everything(const struct api *api, const struct config *config)
{
	struct writer out;
	writer_init(&out);
	write_rust_ffi(api, config, &out);
	write_json_api(api, &out);
	write_json_report(api, &out);
	write_text_summary(api, &out);
	writer_finish(&out);
}

static void bind_header(const char *path, size_t size)
{
	struct config config;
	choose_options(&config, size);
	g_ptr_array_add(config.headers, g_strdup(path));
	struct api *api = api_new();
	if (clang_read(&config, api)) {
		for (const struct pass *pass = passes; pass->name; pass++)
			pass->run(api, &config);
		write_everything(api, &config);
	}
	api_free(api);
	config_finish(&config);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	if (!is_ready) {
		diag_init(MESSAGE_TEXT, COLOR_NEVER, false, true);
		stderr = fopen("/dev/null", "w"); /* diag's; the fuzzer and the sanitizers have their own */
	}
	is_ready = true;
	int fd = memfd_create("header", MFD_CLOEXEC);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	char *path = g_strdup_printf("/proc/self/fd/%d", fd);
	bind_header(path, size);
	g_free(path);
	close(fd);
	return 0;
}
