// flags: --sort-semantically
#include "inc/names.h"
