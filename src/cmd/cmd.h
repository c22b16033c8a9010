/*
 * The subcommands. Each gets the words behind its name and returns the exit code of the program.
 */
#pragma once

#include "base/writer.h"

enum exit_code { EXIT_DONE = 0, EXIT_ERRORS = 1, EXIT_USAGE = 2 };

int cmd_bind(int argc, char **argv);
/* bindgen's command line */
int cmd_bindgen(int argc, char **argv);
int cmd_infer_macros(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_kmod(int argc, char **argv);
/* Writes the text to standard output and frees it. */
int cmd_print_text(struct writer *text);
int cmd_help(int argc, char **argv);
int cmd_version(int argc, char **argv);
/* `braze --print=man|bash|zsh`: what is installed beside the program. */
int cmd_print(const char *page);
