// flags: --default-enum-style rust
// doctests: none
#include "inc/comments.h"
