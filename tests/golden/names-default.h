// flags: 
#include "inc/names.h"
