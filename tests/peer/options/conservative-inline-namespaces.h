// flags: --conservative-inline-namespaces
#include "inc/things.h"
