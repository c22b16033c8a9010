/*
 * The command line of a compiler out of a file that a build left behind.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/*
 * Finds the command that runs the program ("rustc"; NULL: a C compiler of any name) and appends its words (char *): assignments to the
 * environment, the program, its arguments, with @FILE replaced by what it holds. *directory is where relative paths in it begin, absolute;
 * freed by the caller.
 *
 * The file is Kbuild's .cmd file of an object, cargo's or ninja's verbose log, compile_commands.json (the first source in C), or text
 * with a command line or only its options in it. False after an error, which was reported with its place.
 */
bool command_file_read(const char *path, const char *program, GPtrArray *words, char **directory);
