// flags: --rustfmt-configuration-file /nonexistent/rustfmt.toml
#include "inc/things.h"
