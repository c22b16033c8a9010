// flags: 
#include "inc/flexible.h"
