// flags: --default-enum-style rust --with-derive-custom-struct 'point|n.*=Hash' --with-derive-custom-struct 'colour=PartialOrd,Ord'
#include "inc/things.h"
