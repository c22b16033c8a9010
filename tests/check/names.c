#include <stddef.h>
struct type { int match, loop; struct { int in; } box; } *type;
typedef struct { int self; } handle_t;
typedef struct outer { struct nested { int a; } n; } outer_t;
typedef unsigned long word;
handle_t *handle;
outer_t *outer;
word words;
int rust_helper_go(int a) { return a; }
