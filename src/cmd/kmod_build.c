/*
 * `braze kmod build`: a module's folder → NAME.ko for one kernel.
 */
#include "cmd/building.h"
#include "cmd/cmd.h"
#include "cmd/kmod.h"

#include <stdio.h>
#include <string.h>

/* The path as it is shortest from here. */
static const char *from_here(const char *path, const char *here)
{
	size_t length = strlen(here);
	return g_str_has_prefix(path, here) && path[length] == '/' ? path + length + 1 : path;
}

int kmod_build(struct config *config)
{
	struct build build;
	bool done = building_run(config, g_ptr_array_index(config->modules, 0), &build);
	if (done && !config->quiet) {
		char *here = g_get_current_dir();
		printf("%s\n", from_here(build.ko, here));
		g_free(here);
	}
	build_finish(&build);
	return done ? EXIT_DONE : EXIT_ERRORS;
}
