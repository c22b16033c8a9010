// flags: --with-derive-custom 'p.*=PartialEq,PartialOrd' --with-derive-custom-struct 'small_array=Eq,PartialEq' --with-derive-custom-enum kind=PartialOrd,Ord --with-derive-custom-union either=Eq --raw-line 'impl PartialEq for either { fn eq(&self, other: &Self) -> bool { unsafe { self.i == other.i } } }' --default-enum-style rust
#include "inc/records.h"
