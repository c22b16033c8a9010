// EXPECT:5:10: note: in file included from ./includes-itself.h:5:
// EXPECT:5:10: error: #include nested too deeply
// EXIT: 1
int declared_again_and_again(void);
#include "includes-itself.h"
