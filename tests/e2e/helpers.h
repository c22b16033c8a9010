// helpers: -O0
// left: several function-like-macro
// Every kind of function and macro without a symbol, called from Rust through its helper.
#include <stddef.h>
#include <stdint.h>

struct point { int x, y; };
struct wide { double a, b, c; };
typedef int (*callback)(int);
typedef unsigned int gfp_t;

static inline int add(int a, int b) { return a + b; }
static inline const char *name_of(const struct point *p) { return p->x ? "right" : "left"; }
static inline int read_volatile(const volatile int *p) { return *p; }
static inline int apply(callback f, int x) { return f(x); }
static inline int apply_raw(int (*f)(int, const char *), int x) { return f(x, "text"); }
static inline struct point mirror(struct point p) { return (struct point){ -p.x, -p.y }; }
static inline struct wide scale(struct wide w, double by) { return (struct wide){ w.a * by, w.b * by, w.c * by }; }
static inline int sum_array(const int values[4]) { return values[0] + values[1] + values[2] + values[3]; }
static inline int sum_matrix(int (*rows)[2], size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += rows[i][0] + rows[i][1];
	return sum;
}
static inline _Bool is_even(int x) { return x % 2 == 0; }
static inline uint64_t widen(uint32_t high, uint32_t low) { return (uint64_t)high << 32 | low; }
static inline void store(int *to, int value) { *to = value; }
static inline callback choose(_Bool negative);
static int negate(int x) { return -x; }
static int identity(int x) { return x; }
static inline callback choose(_Bool negative) { return negative ? negate : identity; }
static inline const int *constant_result(void) { static const int seven = 7; return &seven; }
static inline int keyword(int type, int match) { return type * match; }
inline int plain_inline(int x) { return x + 100; }
extern int jumped;
void leave(void);
static inline _Noreturn void stop(int code);
static inline _Noreturn void stop(int code)
{
	jumped = code;
	leave();
	__builtin_unreachable();
}

/* a macro that hides the function of its name: C code means the macro, Rust the function */
static inline int shadowed(int x) { return x + 1; }
#define shadowed(x) (shadowed(x) + 1000)

/* macros */
int *error_place(void);
#define last_error (*error_place())
#define current_point point_of(&origin)
extern const struct point origin;
void *allocate(size_t size, gfp_t flags);
#define zeroed(size, flags) allocate((size), (flags))
#define first_of(p) ({ const struct point *_p = point_of(p); _p->x; })
const struct point *point_of(const struct point *p);
#define reset(p) do { clear(p); } while (0)
void clear(struct point *p);
#define barrier_like() do { } while (0)
extern int table[4];
#define the_table table
#define other_name add_symbol
int add_symbol(int a, int b);

/* none of these can be one: the report tells why */
#define once(p) do { static int done; if (!done++) clear(p); } while (0)
#define assign(x) ((x) = 3)
#define literal (&(struct point){ 3, 4 })
#define several(p) (p)->x, clear(p)
#define each(p) for (; p; p = NULL)
static inline int variadic(const char *format, ...) { return format[0]; }
