// flags: --rust-edition 2018
#include "inc/things.h"
