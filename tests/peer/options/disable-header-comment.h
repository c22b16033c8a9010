// flags: --disable-header-comment
#include "inc/things.h"
