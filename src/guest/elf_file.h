/*
 * What has to be known of ELF files: a section's bytes, the machine, whether a program needs shared libraries.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The bytes of the section of this name, which the caller unrefs; NULL where the file is no ELF or has none. */
GBytes *elf_file_section(GBytes *file, const char *name);
/* e_machine (EM_X86_64); 0 where the file is no ELF. */
unsigned elf_file_machine(GBytes *file);
/* Whether it is a program that runs alone: no dynamic linker is asked for. */
bool elf_file_is_static_program(GBytes *file);
/* The name of the function that has the byte at offset of the section of an object file, for the caller to free; NULL where there is none. */
char *elf_file_function(GBytes *file, const char *section, guint64 offset);
