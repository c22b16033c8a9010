// flags: --newtype-global-enum 'colour|shape'
#include "inc/things.h"
