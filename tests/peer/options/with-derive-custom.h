// flags: --default-enum-style rust --with-derive-custom 'point|n.*=Hash' --with-derive-custom 'colour=PartialOrd,Ord'
#include "inc/things.h"
