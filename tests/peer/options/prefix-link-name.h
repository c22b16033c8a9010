// flags: --prefix-link-name my_
#include "inc/things.h"
