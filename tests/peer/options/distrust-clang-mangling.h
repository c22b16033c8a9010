// flags: --distrust-clang-mangling
#include "inc/things.h"
int renamed(void) __asm__("real_name");
