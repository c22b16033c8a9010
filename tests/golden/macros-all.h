// flags: 
#include "inc/macros.h"
