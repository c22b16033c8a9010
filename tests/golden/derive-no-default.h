// flags: --with-derive-default --no-default 'plain|tail'
#include "inc/records.h"
