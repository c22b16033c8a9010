// flags: -- -fparse-all-comments
// doctests: none
#include "inc/comments.h"
