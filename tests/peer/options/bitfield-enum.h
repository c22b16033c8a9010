// flags: --bitfield-enum 'colour|shape'
#include "inc/things.h"
