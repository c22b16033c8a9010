// flags: --opaque-type 'tree|lonely'
#include "inc/select.h"
