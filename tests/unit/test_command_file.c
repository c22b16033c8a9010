/*
 * Files that builds leave behind to compilers' commands, and target specifications.
 */
#include "base/diag.h"
#include "cli/command_file.h"
#include "cli/target_spec.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return g_remove(path);
}

/* The folder, which is freed, and all that is in it. */
static void remove_folder(char *folder)
{
	g_assert_cmpint(nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), ==, 0);
	g_free(folder);
}

static char *write_file(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);
	char *parent = g_path_get_dirname(path);
	g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_free(parent);
	return path;
}

static void check_words(const char *folder, const char *name, const char *text, const char *program,
			const char *expected, const char *directory)
{
	char *path = write_file(folder, name, text), *found = NULL;
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	bool good = command_file_read(path, program, words, &found);
	g_assert_true(good == (expected != NULL));
	g_ptr_array_add(words, NULL);
	char *joined = g_strjoinv("|", (char **)words->pdata);
	if (expected)
		g_assert_cmpstr(joined, ==, expected);
	if (expected && directory) {
		char *whole = g_canonicalize_filename(directory, folder);
		g_assert_cmpstr(found, ==, whole);
		g_free(whole);
	}
	g_free(joined);
	g_free(found);
	g_free(path);
	g_ptr_array_unref(words);
}

static void test_command_files(void)
{
	char *folder = g_dir_make_tmp("braze-command-XXXXXX", NULL);
	g_assert_cmpint(chdir(folder), ==, 0);
	check_words(folder, "k/rust/.core.o.cmd",
		    "savedcmd_rust/core.o := OBJTREE=/k /usr/bin/rustc -Cno-redzone=y --cfg='a=\"$(pound)x$$\"' "
		    "'-Da='\\''b'\\'''  lib.rs ;objcopy --redefine-sym a=b "
		    "rust/core.o || exit 1\n\nsource_rust/core.o := lib.rs\n\ndeps_rust/core.o := \\\n  $(wildcard "
		    "include/config/X) \\\n",
		    "rustc", "OBJTREE=/k|/usr/bin/rustc|-Cno-redzone=y|--cfg=a=\"#x$\"|-Da='b'|lib.rs", "k");
	check_words(folder, "k/init/.main.o.cmd",
		    "cmd_init/main.o := ccache x86_64-linux-gnu-gcc-12 -Wp,-MMD,d -mno-red-zone -c -o init/main.o "
		    "init/main.c ; objtool init/main.o\n",
		    NULL, "x86_64-linux-gnu-gcc-12|-Wp,-MMD,d|-mno-red-zone|-c|-o|init/main.o|init/main.c", "k");
	check_words(folder, "cargo.log",
		    "   Compiling dep v0.1.0\n     Running `CARGO=/c rustc --crate-name dep --edition=2021 src/dep.rs "
		    "-Cno-redzone=n`\n"
		    "     Running `CARGO=/c CARGO_PKG_AUTHORS='a b' /usr/bin/rustc --crate-name app src/main.rs -C "
		    "no-redzone=y`\n"
		    "\033[1m\033[32m     Running\033[0m `rustc --crate-name build_script_build build.rs`\n    Finished "
		    "`dev` profile\n",
		    "rustc",
		    "CARGO=/c|CARGO_PKG_AUTHORS=a b|/usr/bin/rustc|--crate-name|app|src/main.rs|-C|no-redzone=y", ".");
	check_words(folder, "ninja.log", "[1/3] cc -mno-red-zone -c a.c -o a.o\n[2/3] cc a.o -o a\n", NULL,
		    "cc|-mno-red-zone|-c|a.c|-o|a.o", ".");
	check_words(folder, "compile_commands.json",
		    "[ { \"directory\": \"b\", \"file\": \"a.S\", \"command\": \"gcc -c a.S\" },\n"
		    "  { \"directory\": \"b\", \"file\": \"a.c\", \"arguments\": [\"gcc\", \"-mno-red-zone\", \"-c\", "
		    "\"a.c\"] } ]\n",
		    NULL, "gcc|-mno-red-zone|-c|a.c", "b");
	g_free(write_file(folder, "more.txt", "-Ccode-model=kernel\n--cfg=a b\n"));
	check_words(folder, "options.txt", "-C no-redzone=y @more.txt\n# a comment\n--target=x86_64-unknown-none\n",
		    "rustc", "rustc|-C|no-redzone=y|-Ccode-model=kernel|--cfg=a b|--target=x86_64-unknown-none", ".");
	check_words(folder, "plain.txt", "rustc \\\n  -C no-redzone=y \\\n  lib.rs\n", "rustc",
		    "rustc|-C|no-redzone=y|lib.rs", ".");
	check_words(folder, "color.log", "\033[1m\033[32m     Running\033[0m `rustc --crate-name a a.rs`\n", "rustc",
		    "rustc|--crate-name|a|a.rs", ".");
	check_words(folder, "self.txt", "-a @self.txt @self.txt\n", NULL, NULL, NULL);
	check_words(folder, "none.txt", "objcopy a b\n", "rustc", NULL, NULL);
	check_words(folder, "empty.txt", "", "rustc", NULL, NULL);
	check_words(folder, "open.cmd", "savedcmd_a.o := gcc -DX='a -c a.c\n", NULL, NULL, NULL);
	check_words(folder, "broken.json", "[ { \"file\": ", NULL, NULL, NULL);
	g_assert_cmpint(chdir("/"), ==, 0);
	remove_folder(folder);
}

static GPtrArray *split(const char *text)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	char **list = g_strsplit(text, " ", -1);
	for (char **word = list; *word; word++)
		if (**word)
			g_ptr_array_add(words, g_strdup(*word));
	g_strfreev(list);
	return words;
}

static void test_target_file(void)
{
	char *folder = g_dir_make_tmp("braze-command-XXXXXX", NULL);
	GPtrArray *command = split("rustc --target ./t.json");
	GHashTable *target;
	g_free(write_file(
		folder, "t.json",
		"{ \"disable-redzone\": true, \"target-pointer-width\": 64, \"features\": \"-mmx,+soft-float\",\n"
		"\"supported-sanitizers\": [\"kcfi\", \"kernel-address\"], \"stack-probes\": {\"kind\": \"none\"} "
		"}\n"));
	g_assert_true(target_spec_read(command, folder, &target));
	g_assert_cmpstr(g_hash_table_lookup(target, "disable-redzone"), ==, "true");
	g_assert_cmpstr(g_hash_table_lookup(target, "target-pointer-width"), ==, "64");
	g_assert_cmpstr(g_hash_table_lookup(target, "supported-sanitizers"), ==, "kcfi,kernel-address");
	g_assert_cmpstr(g_hash_table_lookup(target, "stack-probes.kind"), ==, "none");
	g_hash_table_unref(target);
	g_free(write_file(folder, "t.json", "{ \"disable-redzone\": "));
	g_assert_false(target_spec_read(command, folder, &target));
	g_assert_null(target);
	g_ptr_array_unref(command);
	command = split("rustc --target=x86_64-unknown-none");
	g_assert_true(target_spec_read(command, folder, &target));
	g_assert_null(target);
	g_ptr_array_unref(command);
	remove_folder(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, true);
	g_test_add_func("/command-file/target", test_target_file);
	g_test_add_func("/command-file/files", test_command_files);
	return g_test_run();
}
