// flags: --default-enum-style moduleconsts
#include "inc/things.h"
