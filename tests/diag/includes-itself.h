// EXPECT:4:10: error: #include nested too deeply
// EXIT: 1
int declared_again_and_again(void);
#include "includes-itself.h"
