/*
 * `braze kmod new`: a name → a folder with a module.
 */
#include "cmd/cmd.h"
#include "cmd/kmod.h"
#include "kmod/create.h"

#include <stdio.h>

int kmod_new(struct config *config)
{
	const char *folder = g_ptr_array_index(config->modules, 0);
	if (!module_create(folder, config->license))
		return EXIT_ERRORS;
	if (!config->quiet)
		printf("'%s' has a module; 'braze kmod build %s' builds it\n", folder, folder);
	return EXIT_DONE;
}
