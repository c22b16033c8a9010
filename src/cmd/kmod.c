/*
 * `braze kmod`: kernel modules in Rust. The table of its commands; each is a file kmod_*.c.
 */
#include "cmd/kmod.h"

#include "cmd/cmd.h"
#include "cmd/command.h"

#include <glib.h>

#ifdef KMOD_NEW
static int run_new(int argc, char **argv)
{
	static const struct command command = { PERSONALITY_KMOD_NEW, kmod_new, NULL };
	return command_run(&command, argc, argv);
}
#endif

#ifdef KMOD_BUILD
static int run_build(int argc, char **argv)
{
	static const struct command command = { PERSONALITY_KMOD_BUILD, kmod_build, NULL };
	return command_run(&command, argc, argv);
}
#endif

#ifdef KMOD_TEST
static int run_test(int argc, char **argv)
{
	static const struct command command = { PERSONALITY_KMOD_TEST, kmod_test, NULL };
	return command_run(&command, argc, argv);
}
#endif

#ifdef KMOD_DKMS
static int run_dkms(int argc, char **argv)
{
	static const struct command command = { PERSONALITY_KMOD_DKMS, kmod_dkms, NULL };
	return command_run(&command, argc, argv);
}
#endif

/* `braze kmod help build` is `braze help kmod build`. */
static int run_help(int argc, char **argv)
{
	GPtrArray *words = g_ptr_array_new();
	g_ptr_array_add(words, (char *)"kmod");
	for (int i = 0; i < argc; i++)
		g_ptr_array_add(words, argv[i]);
	int code = cmd_help((int)words->len, (char **)words->pdata);
	g_ptr_array_unref(words);
	return code;
}

int cmd_kmod(int argc, char **argv)
{
	static const struct named_command commands[] = {
#ifdef KMOD_NEW
		{ "new", run_new },
#endif
#ifdef KMOD_BUILD
		{ "build", run_build },
#endif
#ifdef KMOD_TEST
		{ "test", run_test },
#endif
#ifdef KMOD_DKMS
		{ "dkms", run_dkms },
#endif
		{ "help", run_help },   { "--help", run_help }, { "-h", run_help },
	};
	return command_dispatch(commands, G_N_ELEMENTS(commands), "braze kmod", argc, argv);
}
