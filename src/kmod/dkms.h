/* dkms.conf: how DKMS builds a module anew for each kernel. */
#pragma once

#include "kmod/module.h"

/* The file's text, for the caller to free; NULL after an error: DKMS needs a version. */
char *module_dkms_conf(const struct module *module);
/* Whether a file with this text may be written anew: it is empty, or module_dkms_conf() made it. */
bool module_dkms_is_ours(const char *text);
