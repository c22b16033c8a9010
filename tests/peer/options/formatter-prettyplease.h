// flags: --formatter=prettyplease
#include "inc/things.h"
