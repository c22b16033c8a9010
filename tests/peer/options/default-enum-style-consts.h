// flags: --default-enum-style consts
#include "inc/things.h"
