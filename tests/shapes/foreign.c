#include <stdarg.h>
typedef int vector __attribute__((vector_size(16)));
struct session { int id; };
struct holder { struct session *session; int (*print)(const char *, va_list); vector lanes; };
int prints(const char *format, ...) { return *format; }
int prints_list(const char *format, va_list list) { (void)list; return *format; }
struct holder *use_holder;
