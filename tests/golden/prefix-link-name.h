// flags: --prefix-link-name lib_
#include "inc/names.h"
