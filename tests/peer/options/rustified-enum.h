// flags: --rustified-enum 'colour|shape'
#include "inc/things.h"
