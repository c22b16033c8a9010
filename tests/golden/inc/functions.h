typedef struct { int quot, rem; } result;
int simple(int a, int b);
void nothing(void);
int old_style();
int unnamed(int, char *, result);
int some_unnamed(int a, int, int c);
int variadic(const char *format, ...);
int __attribute__((warn_unused_result)) must_use(void);
_Noreturn void never(void);
void __attribute__((noreturn)) never_gnu(int code);
int renamed(void) __asm__("real_symbol");
int with_dollar$sign(void);
result by_value(result r);
result *by_pointer(const result *r);
int arrays(int a[4], const char *names[], double matrix[3][3], const result many[static 2]);
typedef int four[4];
int array_typedefs(four a, const four b, four *c, const four *d);
int variable_length(int n, int a[n], int b[n][n], int (*c)[n]);
int (*returns_callback(int which))(void *);
void callbacks(void (*f)(int), int (*g)(const char *, ...), int h(void), void (**table)(int));
void restrict_qualified(char *restrict a, const char *restrict b, volatile int *c);
void duplicate_parameter_names(int type, int fn, int self, int *match, int _);
static inline int in_header(int x) { return x + 1; }
static int in_header_static(void) { return 1; }
inline int only_inline(void) { return 2; }
extern inline __attribute__((gnu_inline)) int gnu_inline(void) { return 3; }
int defined(int x) { return x; }
void deprecated(void) __attribute__((deprecated("use simple")));
void repeated(int first);
void repeated(int second);
typedef int prototype(int, int);
prototype through_typedef;
void va(const char *format, __builtin_va_list arguments);
_Bool predicate(_Bool b);
void *pointers(void **a, const void *const *b, char *const c);
__int128 wide(unsigned __int128 a);
void enum_argument(enum { INLINE_A, INLINE_B } e);
