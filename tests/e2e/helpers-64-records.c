#include "helpers-64-records.h"
