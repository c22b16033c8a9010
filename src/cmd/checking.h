/*
 * From what `braze check` is given to its report.
 */
#pragma once

#include "base/config.h"

/* Reads, compares and writes the report. False after errors, which were reported, and where there are differences. */
bool checking_run(struct config *config);
