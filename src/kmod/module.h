/*
 * A module's folder: src/lib.rs (with module! { … }), Kbuild, bindings.h, contract.yaml, test/.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct module_param {
	char *name, *type;     /* type: as Rust has it: "i32", "bool", "[u8; 32]" */
	unsigned size;         /* of an array, with the zero byte at its end; 0 for other types */
	unsigned mode;         /* of the file in /sys/module/NAME/parameters; 0: none */
	char *description;
};

struct module {
	char *folder;          /* absolute */
	char *root;            /* absolute path of src/lib.rs */
	char *name;            /* as in module!: NAME.ko */
	char *license, *description, *version;
	GPtrArray *authors, *aliases, *firmware, *soft_depends; /* char * */
	GPtrArray *params;     /* struct module_param * */
	GPtrArray *c_files;    /* names of *.c beside Kbuild that hello-y there names: the module's own C */
};

/* Reads the folder; errors point at their place in lib.rs, or say what is missing. */
bool module_open(const char *folder, struct module *module);
void module_finish(struct module *module);

/*
 * module! { … } of the file at path into the module's fields. Reports what is wrong, and returns false then; module_finish() frees
 * what it found all the same.
 */
bool module_read_macro(const char *path, struct module *module);

/* Why this can be no module's name, or NULL. */
const char *module_name_fault(const char *name);
/* Whether modules with this licence may use what the kernel exports to GPL modules only. */
bool module_license_is_free(const char *license);
/* All such licences. Freed by the caller. */
GPtrArray *module_free_licenses(void);

/* The C type of parameters of this type ("i32"), without that of arrays; NULL: there is none. */
const char *module_param_c_type(const char *type);

/* The C file with module_init(), module_param() and MODULE_…(), for the caller to free. */
char *module_shim(const struct module *module);
