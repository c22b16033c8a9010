/*
 * module! { … } to struct module, and that to the C part: what is read, what is refused and where, and what C says of it.
 */
#include "base/diag.h"
#include "kmod/module.h"

#include <glib/gstdio.h>
#include <string.h>

/* A folder with src/lib.rs and, unless it is NULL, Kbuild. Freed by the caller. */
static char *make_folder(const char *text, const char *kbuild)
{
	char *folder = g_dir_make_tmp("kmod-XXXXXX", NULL);
	char *source = g_build_filename(folder, "src", NULL), *root = g_build_filename(source, "lib.rs", NULL),
	     *file = g_build_filename(folder, "Kbuild", NULL);
	g_assert_nonnull(folder);
	g_assert_cmpint(g_mkdir(source, 0777), ==, 0);
	g_assert_true(g_file_set_contents(root, text, -1, NULL));
	if (kbuild)
		g_assert_true(g_file_set_contents(file, kbuild, -1, NULL));
	g_free(file);
	g_free(root);
	g_free(source);
	return folder;
}

static void remove_folder(char *folder)
{
	static const char *const names[] = { "src/lib.rs", "src", "Kbuild", "extra.c", "more.c", "entry.S", "" };
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *path = g_build_filename(folder, names[i], NULL);
		g_remove(path);
		g_free(path);
	}
	g_free(folder);
}

/* Opens the module; the number of errors must be this one. */
static void open_module(const char *folder, struct module *module, unsigned n_errors)
{
	unsigned before = diag_count(SEVERITY_ERROR);
	bool good = module_open(folder, module);
	g_assert_cmpuint(diag_count(SEVERITY_ERROR) - before, ==, n_errors);
	g_assert_true(good == (n_errors == 0));
}

static const char everything[] = "#![no_std]\n"
				 "// kmod::module! { name: \"comment\" }\n"
				 "const TEXT: &str = \"module! { }\";\n"
				 "kmod::module! {\n"
				 "    type: a::Hello<'static, [u8; 4]>,\n"
				 "    name: \"hello\",\n"
				 "    license: r#\"GPL\"#,\n"
				 "    params: {\n"
				 "        on: bool = true, 0o644, \"whether it is on\";\n"
				 "        least: i8 = -1, 0, \"no file\";\n"
				 "        many: i64 = max(1, 2) << 40, 0o444, \"a \\\"number\\\"\";\n"
				 "        label: [u8; 1_6usize] = \"te,xt\", 0o600, \"\";\n"
				 "    },\n"
				 "    authors: [\"A <a@b>\", \"B\\u{e9}\",],\n"
				 "    alias: \"pci:v00001234d*\",\n"
				 "    firmware: [\"x.bin\"],\n"
				 "    softdeps: [\"pre: y\"],\n"
				 "    description: \"two\\n  lines\\\n        of text\",\n"
				 "    version: \"1.0\"\n"
				 "}\n";

static void test_everything(void)
{
	struct module module;
	char *folder = make_folder(everything, "# mine\nobj-m := hello.o\n");
	open_module(folder, &module, 0);
	g_assert_cmpstr(module.name, ==, "hello");
	g_assert_cmpstr(module.license, ==, "GPL");
	g_assert_cmpstr(module.description, ==, "two\n  linesof text");
	g_assert_cmpstr(module.version, ==, "1.0");
	g_assert_cmpuint(module.authors->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(module.authors, 1), ==, "Bé");
	g_assert_cmpuint(module.aliases->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(module.firmware, 0), ==, "x.bin");
	g_assert_cmpstr(g_ptr_array_index(module.soft_depends, 0), ==, "pre: y");
	g_assert_cmpuint(module.params->len, ==, 4);
	const struct module_param *on = g_ptr_array_index(module.params, 0),
				  *many = g_ptr_array_index(module.params, 2),
				  *label = g_ptr_array_index(module.params, 3);
	g_assert_cmpstr(on->type, ==, "bool");
	g_assert_cmpuint(on->mode, ==, 0644);
	g_assert_cmpstr(many->description, ==, "a \"number\"");
	g_assert_cmpuint(label->size, ==, 16);
	g_assert_cmpstr(label->type, ==, "[u8; 16]");
	module_finish(&module);
	remove_folder(folder);
}

static void test_shim(void)
{
	static const char *const lines[] = {
		"MODULE_LICENSE(\"GPL\");",
		"MODULE_DESCRIPTION(\"two\\n  linesof text\");",
		"MODULE_AUTHOR(\"A <a@b>\");",
		"MODULE_AUTHOR(\"B\\303\\251\");",
		"MODULE_VERSION(\"1.0\");",
		"MODULE_ALIAS(\"pci:v00001234d*\");",
		"MODULE_FIRMWARE(\"x.bin\");",
		"MODULE_SOFTDEP(\"pre: y\");",
		"extern bool kmod_param_on;",
		"module_param_named(on, kmod_param_on, bool, 0644);",
		"module_param_cb(least, &s8_ops, &kmod_param_least, 0000);",
		"extern s64 kmod_param_many;",
		"MODULE_PARM_DESC(many, \"a \\\"number\\\"\");",
		"extern char kmod_param_label[16];",
		"module_param_string(label, kmod_param_label, sizeof(kmod_param_label), 0600);",
		"module_init(hello_start);",
		"module_exit(hello_stop);",
	};
	struct module module;
	char *folder = make_folder(everything, NULL);
	open_module(folder, &module, 0);
	char *shim = module_shim(&module);
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		char *line = g_strdup_printf("\n%s\n", lines[i]);
		if (!strstr(shim, line))
			g_error("no line '%s' in:\n%s", lines[i], shim);
		g_free(line);
	}
	g_free(shim);
	module_finish(&module);
	remove_folder(folder);
}

/* What stands within module! { … } behind its three first keys, and the text that the error points at. */
static const struct {
	const char *text, *at;
	const char *message; /* part of it */
} faults[] = {
	{ "autors: [\"A\"],", "autors", "did you mean 'authors' or 'author'" },
	{ "frobnicate: 1,", "frobnicate", "module! has no 'frobnicate'" },
	{ "name: \"again\",", "name: \"again", "second time" },
	{ "version: 1,", "1,", "version: a text in quotation marks" },
	{ "version: b\"1\",", "b\"1", "version: what stands here is no plain string" },
	{ "version: \"a\\0\",", "\"a", "version: the text has a zero byte" },
	{ "version: \"a\\q\",", "\"a", "version: a text in quotation marks" },
	{ "version: ,", ",", "'version' has no value" },
	{ "version \"1\",", "\"1\"", "there is no ':' behind 'version'" },
	{ "version: \"1\" author: \"A\",", "author", "there is no ',' behind the value of 'version'" },
	{ "authors: \"A\",", "\"A\"", "authors: a list stands here" },
	{ "authors: [\"A\" \"B\"],", "\"B\"", "there is no ',' between two texts" },
	{ "author: [\"A\"],", "[", "author: a text in quotation marks" },
	{ "\"x\",", "\"x\"", "this is no 'key: value'" },
	{ "params: [],", "[]", "parameters stand in braces" },
	{ "params: { x: f32 = 1.0, 0o444, \"\"; },", "f32", "one of the types bool, i8 to i64" },
	{ "params: { x: = 1, 0o444, \"\"; },", "= 1", "one of the types" },
	{ "params: { x = 1, 0o444, \"\"; },", "= 1", "there is no ': type' behind 'x'" },
	{ "params: { r#x: u8 = 1, 0o444, \"\"; },", "x: u8", "this is no parameter" },
	{ "params: { é: u8 = 1, 0o444, \"\"; },", "é", "only ASCII" },
	{ "params: { x: [i32; 4] = 1, 0o444, \"\"; },", "[i32", "the only arrays" },
	{ "params: { x: [u8; N] = 1, 0o444, \"\"; },", "N]", "a number from 2 to 4096" },
	{ "params: { x: [u8; 1] = \"\", 0o444, \"\"; },", "1]", "a number from 2 to 4096" },
	{ "params: { x: [u8; 4097] = \"\", 0o444, \"\"; },", "4097", "a number from 2 to 4096" },
	{ "params: { x: u8, 0o444, \"\"; },", ", 0o", "there is no '= value'" },
	{ "params: { x: u8 = , 0o444, \"\"; },", ", 0o", "there is no value behind '='" },
	{ "params: { x: u8 = 1; },", "; }", "the mode of the file is missing" },
	{ "params: { x: u8 = 1, 0o444; },", "; }", "the description of 'x' is missing" },
	{ "params: { x: u8 = 1, 0o444, \"\" },", "},", "there is no ';' behind the parameter 'x'" },
	{ "params: { x: u8 = 1, 444, \"\"; },", "444", "is octal" },
	{ "params: { x: u8 = 1, 0x1a4, \"\"; },", "0x1a4", "is octal" },
	{ "params: { x: u8 = 1, 0o489, \"\"; },", "0o489", "is octal" },
	{ "params: { x: u8 = 1, 0o1444, \"\"; },", "0o1444", "nine bits" },
	{ "params: { x: u8 = 1, 0o646, \"\"; },", "0o646", "everybody may write" },
	{ "params: { x: u8 = 1, 0o044, \"\"; },", "0o044", "may not read" },
	{ "params: { x: u8 = 1, 0o464, \"\"; },", "0o464", "may not write" },
	{ "params: { x: u8 = 1, 0o755, \"\"; },", "0o755", "executed" },
	{ "params: { x: u8 = 1, 0, \"\"; x: u8 = 1, 0, \"\"; },", "x: u8 = 1, 0, \"\"; }", "a parameter 'x' already" },
};

/* The place of the text in the file, as messages have it. */
static char *place_text(const char *file, const char *at)
{
	const char *line = strstr(file, at);
	g_assert_nonnull(line);
	const char *p = line;
	while (line > file && line[-1] != '\n')
		line--;
	unsigned number = 1;
	for (const char *q = file; q < line; q++)
		number += *q == '\n';
	return g_strdup_printf("src/lib.rs:%u:%u: error: ", number, (unsigned)(p - line) + 1);
}

/* In a process of its own, whose standard error is looked at. */
static void open_in_child(void)
{
	struct module module;
	const char *folder = g_getenv("KMOD_FOLDER");
	if (!folder)
		return;
	module_open(folder, &module);
	module_finish(&module);
}

static void test_faults(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
		char *text = g_strconcat("kmod::module! {\n    type: T,\n    name: \"n\",\n    license: \"GPL\",\n    ",
					 faults[i].text, "\n}\n", NULL);
		char *folder = make_folder(text, NULL);
		char *behind = g_strdup(strstr(text, "    license") + strlen("    license: \"GPL\","));
		char *found = strstr(behind, faults[i].at);
		if (!found)
			g_error("case %zu: '%s' is not in the text", i, faults[i].at);
		char *place = place_text(text, found);
		char *pattern = g_strdup_printf("*%s*%s*", place, faults[i].message);
		g_setenv("KMOD_FOLDER", folder, TRUE);
		g_test_trap_subprocess("/kmod_module/open/subprocess", 0, 0);
		g_test_trap_assert_passed();
		g_test_trap_assert_stderr(pattern);
		g_unsetenv("KMOD_FOLDER");
		struct module module;
		open_module(folder, &module, 1);
		module_finish(&module);
		g_free(pattern);
		g_free(place);
		g_free(behind);
		remove_folder(folder);
		g_free(text);
	}
}

static void test_first_keys(void)
{
	static const char *const bodies[] = {
		"",
		"type: T, name: \"n\"",
		"name: \"n\", license: \"GPL\"",
		"name: \"n\", type: T, license: \"GPL\"",
		"type: T, description: \"d\", name: \"n\", license: \"GPL\"",
		"type: T, name: \"hel-lo\", license: \"GPL\"",
		"type: T, name: \"kmod\", license: \"GPL\"",
		"type: T, name: \"\", license: \"GPL\"",
		"type: T, name: \"9lives\", license: \"GPL\"",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		char *text = g_strdup_printf("kmod::module! { %s }", bodies[i]), *folder = make_folder(text, NULL);
		struct module module;
		open_module(folder, &module, 1);
		module_finish(&module);
		remove_folder(folder);
		g_free(text);
	}
}

/* Text that is no module!, whole or cut off anywhere: an error, and nothing is read beyond the end. */
static void test_cut_off(void)
{
	for (size_t length = 0; length < strlen(everything) - 3; length++) {
		char *text = g_strndup(everything, length), *folder = make_folder(text, NULL);
		struct module module;
		g_assert_false(module_open(folder, &module));
		module_finish(&module);
		remove_folder(folder);
		g_free(text);
	}
}

static void test_license(void)
{
	static const struct {
		const char *license;
		bool is_free;
	} licenses[] = { { "GPL", true },          { "GPL v2", true }, { "Dual MIT/GPL", true }, { "MIT", false },
			 { "Proprietary", false }, { "gpl", false },   { "GPL ", false } };
	for (size_t i = 0; i < G_N_ELEMENTS(licenses); i++) {
		char *text =
			g_strdup_printf("kmod::module! { type: T, name: \"n\", license: \"%s\" }", licenses[i].license);
		char *folder = make_folder(text, NULL);
		struct module module;
		unsigned before = diag_count(SEVERITY_WARNING);
		open_module(folder, &module, 0);
		g_assert_cmpuint(diag_count(SEVERITY_WARNING) - before, ==, licenses[i].is_free ? 0 : 1);
		module_finish(&module);
		remove_folder(folder);
		g_free(text);
	}
}

static void add_file(const char *folder, const char *name)
{
	char *path = g_build_filename(folder, name, NULL);
	g_assert_true(g_file_set_contents(path, "", -1, NULL));
	g_free(path);
}

static void test_kbuild(void)
{
	static const struct {
		const char *text;
		unsigned n_errors, n_sources;
	} files[] = {
		{ "obj-m := n.o\n", 0, 0 },
		{ "obj-m+=n.o # other.o", 0, 0 },
		{ "obj-m := other.o\n", 1, 0 },
		{ "obj-m := n.o other.o\n", 1, 0 },
		{ "obj-m := $(name).o\n", 0, 0 },
		{ "obj-$(CONFIG_X) += y.o\n", 0, 0 },
		{ "obj-m = n.o\nn-y += extra.o \\\n\tmore.o\n", 0, 2 },
		{ "obj-m = n.o\nn-objs := extra.o entry.o\n", 0, 1 },
		{ "obj-m = n.o\nn-y := missing.o\n", 1, 0 },
		{ "ifeq ($(A),n)\nendif\nccflags-y := -DX=1\n\\", 0, 0 },
		{ "", 0, 0 },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		char *folder = make_folder("kmod::module! { type: T, name: \"n\", license: \"GPL\" }", files[i].text);
		add_file(folder, "extra.c");
		add_file(folder, "more.c");
		add_file(folder, "entry.S");
		struct module module;
		open_module(folder, &module, files[i].n_errors);
		g_assert_cmpuint(module.c_files->len, ==, files[i].n_sources);
		module_finish(&module);
		remove_folder(folder);
	}
}

static void test_folders(void)
{
	struct module module;
	char *empty = g_dir_make_tmp("kmod-XXXXXX", NULL);
	open_module(empty, &module, 1);
	module_finish(&module);
	g_rmdir(empty);
	open_module(empty, &module, 1);
	module_finish(&module);
	char *folder = make_folder("fn main() {}", NULL), *root = g_build_filename(folder, "src/lib.rs", NULL);
	open_module(folder, &module, 1);
	module_finish(&module);
	open_module(root, &module, 1);
	module_finish(&module);
	g_free(root);
	remove_folder(folder);
	folder = make_folder("kmod::module! { type: T, name: \"n\", license: \"GPL\" } module! {}", NULL);
	open_module(folder, &module, 1);
	module_finish(&module);
	remove_folder(folder);
	g_free(empty);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	diag_init(MESSAGE_TEXT, COLOR_NEVER, false, false);
	g_test_add_func("/kmod_module/everything", test_everything);
	g_test_add_func("/kmod_module/shim", test_shim);
	g_test_add_func("/kmod_module/open/subprocess", open_in_child);
	g_test_add_func("/kmod_module/faults", test_faults);
	g_test_add_func("/kmod_module/first-keys", test_first_keys);
	g_test_add_func("/kmod_module/cut-off", test_cut_off);
	g_test_add_func("/kmod_module/license", test_license);
	g_test_add_func("/kmod_module/kbuild", test_kbuild);
	g_test_add_func("/kmod_module/folders", test_folders);
	int code = g_test_run();
	diag_finish();
	return code;
}
