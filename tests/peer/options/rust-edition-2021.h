// flags: --rust-edition=2021
#include "inc/things.h"
