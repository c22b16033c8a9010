/*
 * A kernel's options → whether modules in Rust can be built for it, by the table unserved.def.
 *
 *     CONFIG_RANDSTRUCT=y → error: this kernel has CONFIG_RANDSTRUCT set, so the members …
 */
#include "base/diag.h"
#include "kmod/flags_table.h"
#include "kmod/kernel.h"

#include <string.h>

enum condition { CONDITION_SET, CONDITION_UNSET };

static const struct {
	enum condition condition;
	const char *option, *arch, *text;
} refusals[] = {
#define SET(option, arch, text) { CONDITION_SET, option, arch, text },
#define UNSET(option, text) { CONDITION_UNSET, option, NULL, text },
#include "kmod/unserved.def"
};

static const struct {
	const char *option, *text;
} warnings[] = {
#define WARN(option, text) { option, text },
#include "kmod/unserved.def"
};

static bool is_set(const struct kernel *kernel, const char *option)
{
	return g_strcmp0(kernel_config(kernel, option), "y") == 0;
}

bool kernel_is_served(const struct kernel *kernel)
{
	for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
		const char *option = refusals[i].option;
		if (refusals[i].arch && strcmp(refusals[i].arch, kernel->arch) != 0)
			continue;
		if (is_set(kernel, option) != (refusals[i].condition == CONDITION_SET))
			continue;
		if (refusals[i].condition == CONDITION_SET)
			diag_error("this kernel has %s set, %s", option, refusals[i].text);
		else
			diag_error("this kernel does not have %s set: %s", option, refusals[i].text);
		return false;
	}
	enum kflag_arch_index arch;
	if (!kflag_arch_of(kernel, &arch))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(warnings); i++)
		if (is_set(kernel, warnings[i].option))
			diag_warning(NULL, "this kernel has %s set, %s", warnings[i].option, warnings[i].text);
	return true;
}
