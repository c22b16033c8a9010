// flags: --allowlist-file '.*things.h'
#include "inc/things.h"
int not_this(void);
