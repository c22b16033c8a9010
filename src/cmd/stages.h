/*
 * The way from headers to Rust, which `braze bind` and bindgen's command line share.
 */
#pragma once

#include "base/config.h"

/*
 * Runs all stages on a config that options_parse() has filled, and puts the outputs in place. What goes wrong is reported; then it returns
 * false and no file was touched.
 */
bool stages_run(struct config *config);
