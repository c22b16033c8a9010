/*
 * The way from headers, in one or several configurations, to a contract.
 */
#pragma once

#include "base/config.h"

/* Runs all stages on a config that options_parse() has filled; as stages_run(). */
bool inference_run(struct config *config);
