#include "inc/enums.c"
