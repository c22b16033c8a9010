// flags: --default-enum-style newtype --with-derive-custom-enum 'color=PartialOrd,Ord' --with-attribute-custom-enum 'level=#[must_use]' --with-attribute-custom-enum 'flags=#[doc = "x, y=[z]"],#[must_use]'
#include "inc/enums.h"
