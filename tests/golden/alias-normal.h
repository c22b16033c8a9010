// flags: --default-alias-style new_type --normal-alias 'plain|bytes|callback'
#include "inc/aliases.h"
