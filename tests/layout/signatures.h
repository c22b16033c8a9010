// Types of functions and variables: C compares them with what the model says.
typedef unsigned char g_bytes[4];
typedef int g_function(int a, void *p);
typedef g_function *g_pointer;
enum g_enum { G_A };
struct g_record { int x; };
void g_const_array(const g_bytes v, g_bytes w, const int u[3], int m[2][3], const char *const names[]);
g_function g_by_typedef;
g_pointer g_returns(g_pointer p);
void (*g_nested(int (*call)(const struct g_record *, int (*inner)(void))))(enum g_enum);
int g_variadic(const char *format, ...);
int g_va_list(const char *format, __builtin_va_list list);
struct g_record g_by_value(struct g_record r, enum g_enum e);
unsigned long long g_scalars(signed char a, unsigned short b, long c, float d, double e, _Bool f);
const volatile void *g_qualified(volatile int *a, const char *const *b, char *restrict c);
extern const g_bytes g_table[2];
extern int g_open[];
extern const struct g_record *const g_records[3];
extern int (*g_handlers[2])(void);
