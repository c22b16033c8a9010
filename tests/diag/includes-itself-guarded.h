// flags:
#ifndef GUARD
#define GUARD
#include "includes-itself-guarded.h"
int once(void);
#endif
