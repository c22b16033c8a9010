// flags: --blocklist-var 'counter|LIMIT'
#include "inc/things.h"
