/*
 * What is printed from the table of options: help, manual page, completions.
 */
#pragma once

#include "base/config.h"
#include "base/writer.h"

/* "bind", "kmod build": what stands behind `braze`. */
const char *personality_name(enum personality personality);
/* "braze bind", "bindgen": as messages name it. */
const char *personality_command(enum personality personality);

/* `braze --help`: the commands. */
void help_print_commands(struct writer *out);
/* `braze kmod --help`: its commands. */
void help_print_kmod_commands(struct writer *out);
/* `braze bind --help` or `bindgen --help`, wrapped to so many columns. */
void help_print(struct writer *out, enum personality personality, unsigned columns);
/* Columns of the terminal that standard output is; 80 if it is none. */
unsigned help_columns(void);

void man_print(struct writer *out);
/* shell: bash, elvish, fish, powershell or zsh. For braze with all its commands, or for bindgen. */
void completion_print(struct writer *out, const char *shell, enum personality personality);
