/* A new module's folder, from the template in runtime/kmod. */
#pragma once

#include <stdbool.h>

/*
 * Writes the folder, which must not be there, or be empty; its last name is the module's. license: as MODULE_LICENSE() has it. After an
 * error, which was reported, there is nothing that was not there before.
 */
bool module_create(const char *folder, const char *license);
