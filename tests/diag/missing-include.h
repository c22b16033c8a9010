// EXPECT:4:10: error: 'no/such/header.h' file not found
// EXIT: 1
int before(void);
#include "no/such/header.h"
