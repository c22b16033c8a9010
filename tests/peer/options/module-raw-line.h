// flags: --module-raw-line root 'use std::fmt;' --default-enum-style moduleconsts
#include "inc/things.h"
