// flags: --enable-cxx-namespaces
#include "inc/things.h"
