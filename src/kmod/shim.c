/*
 * struct module → the C file that makes the Rust code a module of the kernel.
 *
 *     params: { count: i32 = 3, 0o444, "how many"; }     extern s32 kmod_param_count;
 *                                                        module_param_named(count, kmod_param_count, int, 0444);
 *                                                        MODULE_PARM_DESC(count, "how many");
 *
 * The kernel's own macros say it, so that modinfo, insmod, sysfs and DKMS find what they find in a module written in C. Rust defines the
 * variables, kmod_init() and kmod_exit().
 */
#include "kmod/module.h"

#include <string.h>

/* What the kernel has for a type of Rust's. NULL: nothing; then the shim has its own, see own_type. */
static const struct param_type {
	const char *rust, *c, *kernel;
} param_types[] = {
	{ "bool", "bool", "bool" },
	{ "i8", "s8", NULL },
	{ "u8", "u8", "byte" },
	{ "i16", "s16", "short" },
	{ "u16", "u16", "ushort" },
	{ "i32", "s32", "int" },
	{ "u32", "u32", "uint" },
	{ "i64", "s64", NULL },
	{ "u64", "u64", "ullong" },
	{ "isize", "long", "long" },
	{ "usize", "unsigned long", "ulong" },
};

static const struct param_type *find_type(const char *rust)
{
	for (size_t i = 0; i < G_N_ELEMENTS(param_types); i++)
		if (g_str_equal(param_types[i].rust, rust))
			return &param_types[i];
	return NULL;
}

const char *module_param_c_type(const char *type)
{
	const struct param_type *found = find_type(type);
	return found ? found->c : NULL;
}

/* Text as a literal of C. */
static void put_quoted(GString *out, const char *text)
{
	char *escaped = g_strescape(text, NULL);
	g_string_append_printf(out, "\"%s\"", escaped);
	g_free(escaped);
}

/* MACRO("text"); */
static void put_info(GString *out, const char *macro, const char *text)
{
	if (!text)
		return;
	g_string_append_printf(out, "%s(", macro);
	put_quoted(out, text);
	g_string_append(out, ");\n");
}

static void put_infos(GString *out, const char *macro, const GPtrArray *texts)
{
	for (guint i = 0; texts && i < texts->len; i++)
		put_info(out, macro, g_ptr_array_index(texts, i));
}

/* The kernel has no parameters of the types s8 and s64. */
static void put_own_type(GString *out, const struct param_type *type, const char *conversion)
{
	g_string_append_printf(out,
			       "\n"
			       "static int set_%s(const char *text, const struct kernel_param *param)\n"
			       "{\n"
			       "\treturn kstrto%s(text, 0, param->arg);\n"
			       "}\n"
			       "\n"
			       "static int get_%s(char *text, const struct kernel_param *param)\n"
			       "{\n"
			       "\treturn scnprintf(text, PAGE_SIZE, \"%s\\n\", *(%s *)param->arg);\n"
			       "}\n"
			       "\n"
			       "static const struct kernel_param_ops %s_ops = { .set = set_%s, .get = get_%s };\n",
			       type->c, type->c, type->c, conversion, type->c, type->c, type->c, type->c);
}

static bool has_type(const struct module *module, const char *rust)
{
	for (guint i = 0; i < module->params->len; i++)
		if (g_str_equal(((const struct module_param *)g_ptr_array_index(module->params, i))->type, rust))
			return true;
	return false;
}

static void put_param(GString *out, const struct module_param *param)
{
	const struct param_type *type = find_type(param->type);
	const char *name = param->name;
	g_string_append_printf(out, "\n#undef %s\n", name);
	if (param->size)
		g_string_append_printf(out,
				       "extern char kmod_param_%s[%u];\n"
				       "module_param_string(%s, kmod_param_%s, sizeof(kmod_param_%s), %#.4o);\n",
				       name, param->size, name, name, name, param->mode);
	else if (type->kernel)
		g_string_append_printf(out,
				       "extern %s kmod_param_%s;\n"
				       "module_param_named(%s, kmod_param_%s, %s, %#.4o);\n",
				       type->c, name, name, name, type->kernel, param->mode);
	else
		g_string_append_printf(out,
				       "extern %s kmod_param_%s;\n"
				       "module_param_cb(%s, &%s_ops, &kmod_param_%s, %#.4o);\n"
				       "__MODULE_PARM_TYPE(%s, \"%s\");\n",
				       type->c, name, name, type->c, name, param->mode, name, type->c);
	g_string_append_printf(out, "MODULE_PARM_DESC(%s, ", name);
	put_quoted(out, param->description);
	g_string_append(out, ");\n");
}

static void put_params(GString *out, const struct module *module)
{
	if (has_type(module, "i8"))
		put_own_type(out, find_type("i8"), "%hhi");
	if (has_type(module, "i64"))
		put_own_type(out, find_type("i64"), "%lli");
	if (module->params->len > 0)
		g_string_append(
			out, "\n/* Names of parameters are taken as they are: none may be a macro of the headers. */");
	for (guint i = 0; i < module->params->len; i++)
		put_param(out, g_ptr_array_index(module->params, i));
}

char *module_shim(const struct module *module)
{
	GString *out = g_string_new(NULL);
	const char *name = module->name;
	g_string_append_printf(out,
			       "/* The C part of the module %s, by braze from src/lib.rs. */\n"
			       "#include <linux/kernel.h>\n"
			       "#include <linux/module.h>\n"
			       "#include <linux/moduleparam.h>\n"
			       "\n"
			       "/* in Rust */\n"
			       "int kmod_init(void);\n"
			       "void kmod_exit(void);\n"
			       "\n"
			       "static int __init %s_start(void)\n"
			       "{\n"
			       "\treturn kmod_init();\n"
			       "}\n"
			       "module_init(%s_start);\n"
			       "\n"
			       "static void __exit %s_stop(void)\n"
			       "{\n"
			       "\tkmod_exit();\n"
			       "}\n"
			       "module_exit(%s_stop);\n"
			       "\n",
			       name, name, name, name, name);
	put_info(out, "MODULE_LICENSE", module->license);
	put_info(out, "MODULE_DESCRIPTION", module->description);
	put_infos(out, "MODULE_AUTHOR", module->authors);
	put_info(out, "MODULE_VERSION", module->version);
	put_infos(out, "MODULE_ALIAS", module->aliases);
	put_infos(out, "MODULE_FIRMWARE", module->firmware);
	put_infos(out, "MODULE_SOFTDEP", module->soft_depends);
	put_params(out, module);
	return g_string_free(out, FALSE);
}
