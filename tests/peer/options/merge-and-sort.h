// flags: --merge-extern-blocks --sort-semantically
// order: yes
#include "inc/things.h"
