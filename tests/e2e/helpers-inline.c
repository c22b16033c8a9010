#include "helpers-inline.h"

int c_calls(int x) { return inline_only(x) + inline_declared_first(x) * 100; }
