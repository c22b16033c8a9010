// flags: -- --target=i686-unknown-linux-gnu
#include "inc/things.h"
