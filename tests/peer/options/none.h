#include "inc/things.h"
