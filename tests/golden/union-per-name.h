// flags: --no-copy no_copy --manually-drop-union 'with_no_.*' --bindgen-wrapper-union with_tail
#include "inc/unions.h"
