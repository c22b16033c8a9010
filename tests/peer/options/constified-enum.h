// flags: --default-enum-style newtype --constified-enum 'colour'
#include "inc/things.h"
