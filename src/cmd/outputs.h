/*
 * The files that a command writes: --output, --report, --depfile and the like, all of them or none.
 */
#pragma once

#include "api/api.h"
#include "base/config.h"
#include "base/writer.h"

enum { OUTPUTS_MAX = 6 };

/*
 * Zeroed, or with touches set. What Make and Ninja compare is a file's time: in bindgen's place, or with --depfile, each run renews it, so that a
 * rule without a new content is not run for ever.
 */
struct outputs {
	struct writer writers[OUTPUTS_MAX];
	struct writer_output list[OUTPUTS_MAX];
	size_t n;
	bool touches;
};

/* One more; path NULL: standard output. The writer is the outputs'. */
struct writer *outputs_add(struct outputs *outputs, const char *path);
/* Reports outputs that would take the place of a file that was read, or of another output. */
void outputs_check(const struct outputs *outputs, const struct config *config, const struct api *api);
void outputs_finish(struct outputs *outputs);
