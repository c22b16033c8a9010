// flags: --merge-extern-blocks
#include "inc/functions.h"
