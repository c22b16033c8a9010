// flags: '--no-size_t-is-usize'
#include "inc/names.h"
