// flags: --blocklist-item 'colour|fill|SMALL|fixed'
#include "inc/things.h"
