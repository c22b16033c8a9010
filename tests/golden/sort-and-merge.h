// flags: --sort-semantically --merge-extern-blocks
#include "inc/names.h"
