// EXPECT:inc/includes-missing.h:2:10: error: 'nor_this.h' file not found
// EXPECT:4:10: note: in file included from ./missing-include-nested.h:4:
// EXIT: 1
#include "inc/includes-missing.h"
