// flags: --constified-enum-module 'colour|shape'
#include "inc/things.h"
