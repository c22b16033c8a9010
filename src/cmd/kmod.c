/*
 * `braze kmod`: kernel modules in Rust. The table of its commands; each is a file kmod_*.c.
 */
#include "cmd/kmod.h"

#include "cmd/cmd.h"
#include "cmd/command.h"

#include <glib.h>

static int run_new(int argc, char **argv)
{
	static const struct command command = { PERSONALITY_KMOD_NEW, kmod_new, NULL };
	return command_run(&command, argc, argv);
}

static int run_build(int argc, char **argv)
{
	static const struct command command = { PERSONALITY_KMOD_BUILD, kmod_build, NULL };
	return command_run(&command, argc, argv);
}

static int run_test(int argc, char **argv)
{
	static const struct command command = { PERSONALITY_KMOD_TEST, kmod_test, NULL };
	return command_run(&command, argc, argv);
}

static int run_dkms(int argc, char **argv)
{
	static const struct command command = { PERSONALITY_KMOD_DKMS, kmod_dkms, NULL };
	return command_run(&command, argc, argv);
}

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
		{ "new", run_new },   { "build", run_build }, { "test", run_test }, { "dkms", run_dkms },
		{ "help", run_help }, { "--help", run_help }, { "-h", run_help },
	};
	return command_dispatch(commands, G_N_ELEMENTS(commands), "braze kmod", argc, argv);
}
