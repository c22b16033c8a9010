// flags: --default-enum-style rust --with-derive-custom-union 'point|n.*=Hash' --with-derive-custom-union 'colour=PartialOrd,Ord'
#include "inc/things.h"
