// flags: --default-enum-style rust --with-attribute-custom-struct 'point|n.*|colour=#[doc(hidden)],#[cfg_attr(feature = "a,b=c", must_use)]'
#include "inc/things.h"
