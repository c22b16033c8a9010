struct r_all { char c; const char *s; char d; void (*f)(void); char e; struct r_all *next; char g; int (*a)[3]; };
struct r_array { char c; char *names[3]; };
struct r_packed { char c; char *p; } __attribute__((packed));
struct r_restrict { char *restrict a; const volatile int *const b; };
struct r_table { int (*const *handlers)(int); void (*by_name[4])(const char *); };
typedef int (*r_callback)(void *, unsigned);
struct r_typedef { char c; r_callback f; r_callback g[2]; };
struct r_forward;
struct r_to_forward { char c; struct r_forward *p; struct r_forward **pp; };
