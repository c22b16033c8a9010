// flags: --enable-function-attribute-detection
// helpers: -O1 -Wno-error
// standards: gnu11 c17 gnu17 gnu2x
// left: variadic no-helper
// left: unavailable no-helper
// left: an_error no-helper
// left: a_warning no-helper
// left: of_prototype no-helper
// left: without_name no-helper
// left: long_doubled unsupported-signature
// left: added_vectors unsupported-signature
/* Types in every position that C has for them, attributes, and names that mean something else. */
#include <complex.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

/* ---- qualifiers ---- */
static inline const int const_result(int x) { return x + 1; }
static inline int *const const_pointer_result(int *x) { return x; }
static inline int const_params(const int x, int *const y) { return x + *y; }
static inline int volatile_param(volatile int x) { return x; }
static inline const volatile char *both_qualifiers(const volatile char *p) { return p; }
static inline int restricted(int *restrict a, const int *restrict b) { *a = 1; return *b; }
static inline char *restricted_inside(char *restrict *p) { return *p; }
static inline int in_register(register int x) { return x; }
static inline int load_atomic(_Atomic int *p) { return ++*p; }
static inline _Atomic(long) *atomic_result(_Atomic(long) *p) { *p += 2; return p; }

/* ---- arrays ---- */
typedef int four[4];
typedef int grid[2][3];
static inline int at_least(int a[static 4]) { return a[3]; }
static inline int const_at_least(int a[const static 3]) { return a[2]; }
static inline int of_typedef(four a) { return a[1]; }
static inline int of_const_typedef(const four a) { return a[1]; }
static inline int to_array(four *a) { return (*a)[1]; }
static inline int to_const_array(const four *a) { return (*a)[2]; }
static inline int two_dimensions(const int a[2][3]) { return a[1][2]; }
static inline int of_grid(grid g) { return g[1][1]; }
static inline int open_array(int a[][3]) { return a[1][2]; }
static inline char of_strings(const char *const names[], int n) { return names[n][0]; }
static inline int variable(int n, const int a[n]) { return a[n - 1]; }
static inline int two_variable(int n, int m, int a[n][m]) { return a[n - 1][m - 1]; }
static inline int const_variable(int n, const int a[n][n]) { return a[1][0]; }
static inline int to_variable(int n, int (*a)[n]) { return (*a)[n - 1]; }
static inline int to_unknown(int (*a)[]) { return (*a)[1]; }
static inline int (*array_result(int (*a)[4]))[4] { return a; }
static inline four *typedef_result(four *a) { return a; }

/* ---- functions ---- */
typedef int unary(int);
typedef unary *unary_pointer;
typedef unary_pointer (*chooser)(int);
static unary declared_by_typedef;
static inline int declared_by_typedef(int x) { return x + 9; }
static inline int function_param(int f(int), int x) { return f(x); }
static inline int typedef_param(unary f, int x) { return f(x); }
static inline int through_pointer(unary_pointer *f, int x) { return (*f)(x); }
static inline int (*function_result(int (*f)(int)))(int) { return f; }
static inline unary_pointer chosen(chooser c, int x) { return c(x); }
static inline int of_function(int (*f)(int (*)(int), int), int (*g)(int)) { return f(g, 20); }
static inline void (*like_signal(int n, void (*h)(int)))(int) { h(n); return h; }
static inline int with_dots(int (*f)(const char *, ...), const char *s) { return f(s, 1, 2); }
static inline int never_returning(void (*f)(int) __attribute__((noreturn))) { return f != NULL; }
static inline int of_windows(int (__attribute__((ms_abi)) *f)(int, int, long), int x) { return f(x, 2, 3); }
static inline __attribute__((ms_abi)) int as_windows(int a, int b, long c, int d, int e) { return a - b * 2 + (int)c * 3 - d + e; }
static inline int no_prototype(int (*f)()) { return f != NULL; }
static inline int no_params() { return 6; }
static inline int list(const char *format, va_list ap) { return format[0] + va_arg(ap, int); }
static inline int list_pointer(const char *format, va_list *ap) { return format[0] + va_arg(*ap, int); }
static inline __attribute__((format(printf, 3, 0))) int print(char *to, size_t n, const char *format, va_list ap)
{
	return __builtin_vsnprintf(to, n, format, ap);
}
static inline int variadic(const char *format, ...) { return format[0]; }

/* ---- numbers ---- */
enum colour { RED, GREEN = 5, BLUE };
enum sign { MINUS = -1, ZERO };
typedef int vector __attribute__((vector_size(16)));
static inline __int128 wide(__int128 a) { return a * 2; }
static inline unsigned __int128 unsigned_wide(unsigned __int128 a) { return a + 1; }
static inline float half_of(float a) { return a / 2; }
static inline double double_half(double a) { return a / 2; }
static inline long double long_doubled(long double a) { return a * 2; }
static inline double complex turned(double complex a) { return __builtin_complex(-__imag__ a, __real__ a); }
static inline float complex turned_float(float complex a) { return __builtin_complex(-__imag__ a, __real__ a); }
static inline bool not(bool a) { return !a; }
static inline char character(char a) { return (char)(a + 1); }
static inline signed char signed_character(signed char a) { return (signed char)-a; }
static inline unsigned short shortened(short a) { return (unsigned short)-a; }
static inline wchar_t wide_character(wchar_t a) { return a + 1; }
static inline enum colour next_colour(enum colour c) { return c == RED ? GREEN : BLUE; }
static inline enum sign opposite(enum sign s) { return s == MINUS ? ZERO : MINUS; }
static inline vector added_vectors(vector a) { return a + 1; }
static inline int second_of(const vector *a) { return (*a)[1]; }

/* ---- records ---- */
typedef struct { short a; long b; } unnamed;
typedef union { int i; float f; } unnamed_union;
typedef union { int *i; float *f; } either __attribute__((transparent_union));
struct bits { unsigned a : 3; unsigned b : 5; int c : 24; unsigned long d; };
struct flexible { int n; char data[]; };
struct large { long a[10]; };
struct packed { char c; int i; } __attribute__((packed));
struct aligned { int i; } __attribute__((aligned(32)));
struct opaque;
struct outer { struct inner { int q; } in; struct { int z; } without; };
static inline unnamed sum_of(unnamed a) { a.b += a.a; return a; }
static inline unnamed_union one_more(unnamed_union u) { u.i++; return u; }
static inline int transparent(either e) { return *e.i; }
static inline struct bits more_bits(struct bits b) { b.a = 7; b.c--; b.d++; return b; }
static inline char last_of(const struct flexible *f) { return f->data[f->n - 1]; }
static inline struct large more_large(struct large b) { b.a[9]++; return b; }
static inline struct packed more_packed(struct packed b) { b.i++; return b; }
static inline struct aligned more_aligned(struct aligned b) { b.i++; return b; }
static inline struct opaque *same(struct opaque *o) { return o; }
static inline const struct outer const_record(const struct outer o) { return o; }
static inline struct inner inner_of(const struct outer *o) { return o->in; }
static inline __typeof__(((struct outer *)0)->without) without_name(struct outer o) { return o.without; }
struct tag_of_nothing;
static inline int of_prototype(struct { int a; } *p) { return p->a; }

/* ---- attributes ---- */
static inline __attribute__((warn_unused_result)) int must_use(int x) { return x; }
static inline __attribute__((cold)) int cold(int x) { return x + 1; }
static inline __attribute__((pure)) int pure(const int *x) { return *x; }
static inline __attribute__((const, always_inline)) int const_and_always(int x) { return x + 2; }
static inline __attribute__((nonnull(1), returns_nonnull)) const int *not_null(const int *x) { return x; }
static inline __attribute__((deprecated("there is a newer one"))) int deprecated(int x) { return x + 3; }
static inline __attribute__((unavailable)) int unavailable(int x) { return x; }
static inline __attribute__((error("never call it"))) int an_error(int x) { return x; }
static inline __attribute__((warning("do not call it"))) int a_warning(int x) { return x; }
static __attribute__((unused)) int unused(int x) { return x + 4; }
static inline __attribute__((section(".text.apart"))) int apart(int x) { return x + 5; }
static inline int labelled(int x) __asm__("of_another_name");
static inline int labelled(int x) { return x + 6; }

/* ---- names ---- */
static inline int match(int self, int type) { return self * type; }
static inline int dyn(int async) { return async; }
static inline int self(int crate) { return crate; }
static inline int i32(int u8) { return u8; }
static inline int c_int(int Option) { return Option; }
static inline int noname(int, int);
static inline int noname(int a, int b) { return a + b; }
static inline int größe(int ß) { return ß; }
static inline int dollar$(int x$) { return x$; }

/* a macro without parameters that hides a function, or a type: C means another, Rust this one */
static inline int hidden(int x) { return x + 1; }
static inline int other(int x) { return x + 1000; }
#define hidden other
static inline int hidden_by_nothing(int x) { return x + 2; }
#define hidden_by_nothing
static inline int its_own(int x) { return x + 3; }
#define its_own its_own
struct hidden_tag { int a; };
typedef short hidden_type;
static inline hidden_type of_hidden(struct hidden_tag *p, hidden_type (*f)(hidden_type)) { return f((short)p->a); }
int taken(hidden_type x, const struct hidden_tag *p);
#define hidden_tag other_tag
#define hidden_type long
#define take(x, p) taken(x, p)

int call_list(int (*f)(const char *, va_list), ...);
int call_list_pointer(int (*f)(const char *, va_list *), ...);
int call_print(int (*f)(char *, size_t, const char *, va_list), char *to, size_t n, ...);
