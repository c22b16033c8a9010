// flags: --flexarray-dst
#include "inc/layouts.h"
