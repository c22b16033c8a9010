// flags: --enable-function-attribute-detection --with-derive-default
/* Calls in both directions, in every shape of signature that Rust has. */
typedef struct { int quot, rem; } division;
typedef struct { double x, y, z; } large;
typedef struct { float a; char b; } mixed;
typedef union { int i; double d; } choice;
typedef int (*comparison)(const void *a, const void *b);
typedef int unary(int);
struct operations { unary *apply; comparison compare; void (*each)(void *context, int value); };
division divide(int a, int b);
large scale(large l, float by);
mixed swap(mixed m);
choice choose(choice c, _Bool twice);
int sum(int count, ...);
int call_table(const struct operations *ops, void *context);
unary *pick(int which);
int (*pick_plain(int which))(int);
void sort(int *values, __SIZE_TYPE__ n, comparison by);
int old_style();
_Noreturn void never(int code);
__attribute__((warn_unused_result)) int important(void);
const char *const *names(void);
char letter(signed char a, unsigned char b, char c);
unsigned short shorts(short a, unsigned short b);
long long wide(long a, unsigned long b, long long c, unsigned long long d);
int vsum(int count, __builtin_va_list arguments);
void apply_all(int (*functions[])(int), int n, int *result);
