/* a header that includes what is not there */
#include "nor_this.h"
