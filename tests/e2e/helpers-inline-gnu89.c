#include "helpers-inline-gnu89.h"

int c_calls(int x) { return calls_it(x); }
