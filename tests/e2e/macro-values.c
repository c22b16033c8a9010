#include "macro-values.h"

#define ENTRY(name) { #name, (unsigned long long)(name), (name) < 0 },

const struct entry entries[] = { VALUES(ENTRY) { 0 } };
