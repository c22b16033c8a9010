// flags: --with-attribute-custom 'plain=#[must_use]' --with-attribute-custom-struct 'floats=#[doc(alias = "a,b=c")],#[non_exhaustive]' --with-attribute-custom-enum 'kind=#[must_use]' --with-attribute-custom-union 'either=#[must_use]' --default-enum-style rust
#include "inc/records.h"
