// flags: --bitfield-enum flags --newtype-enum 'co.*' --rustified-enum shape --constified-enum-module level --rustified-non-exhaustive-enum wide --newtype-global-enum words --constified-enum inner --default-enum-style moduleconsts
#include "inc/enums.h"
