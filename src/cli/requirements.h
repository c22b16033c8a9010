/* What a command asks of its command line as a whole. */
#pragma once

#include "base/config.h"

/* What is missing, too much, or does not go together is an error. */
void requirements_check(const struct config *config);
