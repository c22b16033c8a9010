/*
 * What `braze kmod build` and `braze kmod test` do with a module's folder.
 */
#pragma once

#include "base/config.h"
#include "kmod/build.h"

/* Builds the module for config's kernel; build->ko is the result. build_finish() frees it in any case. False after an error. */
bool building_run(const struct config *config, const char *folder, struct build *build);
