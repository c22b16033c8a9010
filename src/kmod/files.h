/*
 * Files and folders of a build.
 */
#pragma once

#include <stdbool.h>

/* Writes FOLDER/NAME unless it has this text already, so that its time tells when it changed. False, with an error, where it cannot. */
bool files_write(const char *folder, const char *name, const char *text);

/* Takes the folder away with all that is in it, as far as it can. Links are not followed. */
void files_remove_folder(const char *folder);
