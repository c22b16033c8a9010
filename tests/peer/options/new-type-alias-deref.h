// flags: --new-type-alias-deref 'id|text'
#include "inc/things.h"
