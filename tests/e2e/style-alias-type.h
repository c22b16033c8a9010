// flags: 
#include "inc/aliases.h"
