// flags: --rust-edition 2024
// rustc: --edition 2024
#include "inc/names.h"
