/*
 * `braze kmod test`: modules' folders → built, loaded in a machine of their own, judged.
 */
#include "base/diag.h"
#include "cmd/building.h"
#include "cmd/cmd.h"
#include "cmd/kmod.h"
#include "guest/test.h"

#include <string.h>

/* What an earlier build has left. */
static bool find_built(const struct config *config, const char *folder, struct build *build)
{
	*build = (struct build){ .output_option = config->output };
	if (!module_open(folder, &build->module) || !kernel_open(config->kernel, config->release, &build->kernel) ||
	    !build_prepare(build))
		return false;
	if (!g_file_test(build->ko, G_FILE_TEST_EXISTS)) {
		diag_error("'%s' has not been built: leave --no-build out", build->ko);
		return false;
	}
	return true;
}

/* A module for other machines is only opened: the build has no ko. Of others only the name is kept, which the caller frees. */
static bool skip(const struct config *config, const char *folder, struct build *build, char **name)
{
	*build = (struct build){ 0 };
	*name = NULL;
	bool is_right =
		module_open(folder, &build->module) && kernel_open(config->kernel, config->release, &build->kernel);
	if (is_right && module_test_is_for(build->module.folder, &build->kernel)) {
		*name = g_strdup(build->module.name);
		build_finish(build);
	}
	return is_right;
}

/* --output DIR stands for DIR/NAME here, because there may be several modules. */
static bool make(const struct config *config, const char *folder, struct build *build)
{
	struct config one = *config; /* owns nothing */
	char *name;
	if (!skip(config, folder, build, &name))
		return false;
	if (!name)
		return true;
	if (config->output)
		one.output = g_build_filename(config->output, name, NULL);
	bool done = config->no_build ? find_built(&one, folder, build) : building_run(&one, folder, build);
	if (config->output)
		g_free(one.output);
	g_free(name);
	build->output_option = NULL;
	return done;
}

static struct test_options test_options(const struct config *config)
{
	return (struct test_options){
		.image = config->image,
		.rounds = config->rounds,
		.timeout = config->timeout,
		.qemu_args = config->qemu_args,
		.log = config->log,
		.busybox = config->busybox,
		.is_quiet = config->quiet,
		.is_verbose = config->verbose,
	};
}

/* What is missing is said before anything is built. */
static bool can_run(const struct config *config)
{
	struct test_options options = test_options(config);
	struct kernel kernel;
	if (!kernel_open(config->kernel, config->release, &kernel))
		return false;
	bool is_ready = module_tests_can_run(&kernel, &options);
	kernel_finish(&kernel);
	return is_ready;
}

static bool run_tests(const struct config *config, const struct build *builds, guint n)
{
	struct test_options options = test_options(config);
	GArray *tests = g_array_new(FALSE, FALSE, sizeof(struct module_test));
	for (guint i = 0; i < n; i++) {
		struct module_test test = { &builds[i].module, builds[i].ko };
		g_array_append_val(tests, test);
	}
	bool passed = module_tests_run(&builds[0].kernel, tests, &options);
	g_array_unref(tests);
	return passed;
}

int kmod_test(struct config *config)
{
	guint n = config->modules->len, made = 0;
	if (!can_run(config))
		return EXIT_ERRORS;
	struct build *builds = g_new0(struct build, n);
	while (made < n && make(config, g_ptr_array_index(config->modules, made), &builds[made]))
		made++;
	bool passed = made == n && run_tests(config, builds, n);
	for (guint i = 0; i < MIN(made + 1, n); i++)
		build_finish(&builds[i]);
	g_free(builds);
	return passed ? EXIT_DONE : EXIT_ERRORS;
}
