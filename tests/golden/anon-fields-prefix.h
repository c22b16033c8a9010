// flags: --anon-fields-prefix anon_
#include "inc/names.h"
