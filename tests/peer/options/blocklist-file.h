// flags: --blocklist-file '.*things.h'
#include "inc/things.h"
int only_this(struct point *p);
