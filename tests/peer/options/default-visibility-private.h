// flags: --default-visibility private
#include "inc/things.h"
