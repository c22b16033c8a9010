#include "inc/unions.c"
