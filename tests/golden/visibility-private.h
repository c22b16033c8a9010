// flags: --default-visibility private
#include "inc/records.h"
