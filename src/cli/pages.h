/*
 * What is printed from the table of options: help, manual page, completions.
 */
#pragma once

#include "base/writer.h"

/* `braze --help`: the commands. */
void help_print_commands(struct writer *out);
/* `braze bind --help`, wrapped to so many columns. */
void help_print_bind(struct writer *out, unsigned columns);
/* Columns of the terminal that standard output is; 80 if it is none. */
unsigned help_columns(void);

void man_print(struct writer *out);
void completion_print_bash(struct writer *out);
void completion_print_zsh(struct writer *out);
