// flags: --allowlist-type branch
#include "inc/select.h"
