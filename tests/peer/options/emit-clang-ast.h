// flags: --emit-clang-ast
#include "inc/things.h"
