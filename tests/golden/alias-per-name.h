// flags: --new-type-alias plain --new-type-alias-deref 'point_.*' --normal-alias chained --default-alias-style type_alias
#include "inc/aliases.h"
