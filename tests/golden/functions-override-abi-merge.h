// flags: --override-abi 'simple|never=C-unwind' --merge-extern-blocks
#include "inc/functions.h"
