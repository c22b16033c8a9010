// flags: --use-core -- --target=s390x-linux-gnu
// target: s390x-unknown-linux-gnu
#include "inc/layouts.h"
