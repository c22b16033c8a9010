// flags: --use-core
#include "inc/names.h"
