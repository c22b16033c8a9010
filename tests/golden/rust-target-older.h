// flags: --rust-target 1.59
#include "inc/records.h"
