/* The commands of `braze kmod`: each gets its options and returns enum exit_code. */
#pragma once

#include "base/config.h"

int kmod_new(struct config *config);
int kmod_build(struct config *config);
int kmod_test(struct config *config);
int kmod_dkms(struct config *config);
