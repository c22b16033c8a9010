// flags: --must-use-type 'plain|either|kind' --default-enum-style newtype
#include "inc/records.h"
