// flags: --allowlist-type 'season|twig'
#include "inc/select.h"
