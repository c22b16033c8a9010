// flags: --rust-target 1.77
#include "inc/records.h"
