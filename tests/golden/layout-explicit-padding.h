// flags: --explicit-padding
#include "inc/layouts.h"
