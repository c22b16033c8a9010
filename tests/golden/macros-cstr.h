// flags: --generate-cstr --allowlist-var 'TEXT.*'
#include "inc/macros.h"
