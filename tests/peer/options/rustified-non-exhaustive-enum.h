// flags: --rustified-non-exhaustive-enum 'colour|shape'
#include "inc/things.h"
