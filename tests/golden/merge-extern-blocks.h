// flags: --merge-extern-blocks
#include "inc/names.h"
