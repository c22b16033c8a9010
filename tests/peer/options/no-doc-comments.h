// flags: --no-doc-comments
#include "inc/things.h"
