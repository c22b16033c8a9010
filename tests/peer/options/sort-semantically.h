// flags: --sort-semantically
// order: yes
#include "inc/things.h"
