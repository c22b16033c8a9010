// flags: -- --target=s390x-unknown-linux-gnu
#include "inc/things.h"
