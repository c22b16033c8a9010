// EXPECT:inc/includes-missing.h:2:10: error: 'nor_this.h' file not found
// EXIT: 1
#include "inc/includes-missing.h"
