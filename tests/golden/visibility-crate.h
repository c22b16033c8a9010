// flags: --default-visibility crate
#include "inc/records.h"
