#include "inc/aliases.c"
