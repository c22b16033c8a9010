/*
 * struct module → dkms.conf.
 *
 * DKMS copies the module's folder to /usr/src/NAME-VERSION, and runs MAKE[0] in a copy of that for each kernel. It signs and
 * installs what lies at BUILT_MODULE_LOCATION by itself.
 */
#include "kmod/dkms.h"

#include "base/diag.h"

#include <string.h>

#define FIRST_LINE "# Made by 'braze kmod dkms': changes are lost when that runs again.\n"

/* To kernels built by clang DKMS appends CC=clang and LD=ld.lld, which are for make: sh takes them for $1 and $2. */
static const char template[] = FIRST_LINE "PACKAGE_NAME=\"%s\"\n"
					  "PACKAGE_VERSION=\"%s\"\n"
					  "BUILT_MODULE_NAME[0]=\"%s\"\n"
					  "BUILT_MODULE_LOCATION[0]=\"build/dkms\"\n"
					  "DEST_MODULE_LOCATION[0]=\"/updates/dkms\"\n"
					  "MAKE[0]=\"sh -c 'exec braze kmod build --release ${kernelver} --kernel "
					  "${kernel_source_dir} --output build/dkms' dkms\"\n"
					  "CLEAN=\"rm -rf build/dkms\"\n"
					  "AUTOINSTALL=\"yes\"\n"
					  "BUILD_EXCLUSIVE_ARCH=\"^(x86_64|aarch64|riscv64|loongarch64|s390x)$\"\n"
					  "BUILD_EXCLUSIVE_KERNEL=\"^(6\\.[1-9]|[7-9]\\.|[1-9][0-9]+\\.)\"\n";

/* The version is a part of names of folders, and stands between quotation marks of a shell's. */
static bool check_version(const struct module *module)
{
	if (!module->version || !*module->version) {
		diag_error("DKMS needs a version: put 'version: \"1.0\"' into module! of '%s'", module->name);
		return false;
	}
	for (const char *p = module->version; *p; p++) {
		if (!g_ascii_isalnum(*p) && (p == module->version || !strchr(".+~_-", *p))) {
			diag_error("DKMS takes no version '%s': letters, digits, and behind the first of them '.', "
				   "'+', '~', '_' and '-' are possible",
				   module->version);
			return false;
		}
	}
	return true;
}

char *module_dkms_conf(const struct module *module)
{
	if (!check_version(module))
		return NULL;
	return g_strdup_printf(template, module->name, module->version, module->name);
}

bool module_dkms_is_ours(const char *text)
{
	return !*text || g_str_has_prefix(text, FIRST_LINE);
}
