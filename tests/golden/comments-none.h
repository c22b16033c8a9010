// flags: --no-doc-comments
// doctests: none
#include "inc/comments.h"
