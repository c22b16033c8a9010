// flags: --override-abi 'simple|never=C-unwind' --override-abi nothing=system
#include "inc/functions.h"
