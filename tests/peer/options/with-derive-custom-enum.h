// flags: --default-enum-style rust --with-derive-custom-enum 'point|n.*=Hash' --with-derive-custom-enum 'colour=PartialOrd,Ord'
#include "inc/things.h"
