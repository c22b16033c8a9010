// flags: -- --target=aarch64-unknown-linux-gnu
#include "inc/things.h"
