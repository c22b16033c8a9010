// LEFT:8: function in_header [static-function]
// LEFT:9: function in_header_static [static-function]
// LEFT:10: function only_inline [inline-function]
// LEFT:11: function gnu_inline [inline-function]
// LEFT:12: function declared_static [static-function]
// LEFT:13: function static_variadic [static-function]
int real(int x);
static inline int in_header(int x) { return x + 1; }
static int in_header_static(void) { return 1; }
inline int only_inline(void) { return 2; }
extern inline __attribute__((gnu_inline)) int gnu_inline(void) { return 3; }
static int declared_static(int);
static int static_variadic(const char *format, ...) { return 0; }
int defined_here(int x) { return x; }
