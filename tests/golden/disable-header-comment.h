// flags: --disable-header-comment
#include "inc/names.h"
