// flags: 
// doctests: none
#include "inc/comments.h"
