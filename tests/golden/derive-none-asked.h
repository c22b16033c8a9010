// flags: 
#include "inc/records.h"
