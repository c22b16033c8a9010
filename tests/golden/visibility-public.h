// flags: --default-visibility public
#include "inc/records.h"
