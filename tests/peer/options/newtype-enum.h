// flags: --newtype-enum 'colour|shape'
#include "inc/things.h"
