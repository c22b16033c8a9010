/*
 * A module's folder → NAME.ko: the stages in their order.
 */
#include "cmd/building.h"

#include "cmd/progress.h"
#include "kmod/kernel.h"

#include <glib.h>

static bool run_stage(bool (*stage)(struct build *build), struct build *build, const char *what)
{
	progress_begin(what, build->module.name);
	bool done = stage(build);
	progress_end();
	return done;
}

static bool open_all(const struct config *config, const char *folder, struct build *build)
{
	return module_open(folder, &build->module) && kernel_open(config->kernel, config->release, &build->kernel) &&
	       kernel_is_served(&build->kernel) && rustc_find(config->rustc, &build->rustc);
}

bool building_run(const struct config *config, const char *folder, struct build *build)
{
	*build = (struct build){
		.output_option = config->output,
		.jobs = config->jobs ? config->jobs : g_get_num_processors(),
		.verbose = config->verbose,
	};
	return open_all(config, folder, build) && build_prepare(build) &&
	       run_stage(build_find_flags, build, "asking Kbuild about") &&
	       run_stage(build_bind, build, "binding the kernel for") && build_compile(build) &&
	       run_stage(build_link, build, "linking") && run_stage(build_check, build, "checking");
}
