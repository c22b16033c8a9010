// flags: 
#include "inc/functions.h"
