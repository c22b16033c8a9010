// helpers: -O1
// Macros with parameters whose types follow from what they do with them.
#include <stdarg.h>
#include <stddef.h>

struct lock { int held; };
struct node { struct node *next; int weight; };
struct array { struct lock array_lock; struct node *first; size_t n_nodes; };
typedef struct { int state; } raw_lock;
typedef struct {
	union {
		int whole;
		struct { short low_half, high_half; };
	};
} halves;
struct by_hand { raw_lock raw; };

void lock_it(struct lock *lock);
void unlock_it(struct lock *lock);
int try_lock(struct lock *lock);
int negate_int(int x);
long negate_long(long x);
struct node *node_of(const struct node *node);
void *resize_real(void *at, size_t n, unsigned int flags);
int run_real(int (*call)(void *data), void *data, const char *name);
int format_all(const char *format, va_list list);
extern const char *last_name;

/* members, and records that are handed on whole to other macros */
#define array_lock(a) lock_it(&(a)->array_lock)
#define array_unlock(a) unlock_it(&(a)->array_lock)
#define array_trylock(a) try_lock(&(a)->array_lock)
#define with_lock(a, f) do { array_lock(a); (a)->n_nodes += (size_t)negate_int(f); array_unlock(a); } while (0)
#define node_count(a) ((a)->n_nodes)
#define first_weight(array) ({ struct node *_n = node_of((array)->first); _n ? _n->weight : -1; })
#define high_of(h) ((h).high_half)
#define low_of(h) ((h)->low_half)

/* *p = a record */
#define RAW_LOCK_INIT(value) ((raw_lock){ (value) + 2 })
#define raw_lock_init(lock) do { *(lock) = RAW_LOCK_INIT(1); } while (0)

/* two types compared by their addresses */
#define same_type(type, x) ({ type _a; __typeof__(x) _b; (void)(&_a == &_b); 1; })
#define time_after(a, b) (same_type(unsigned long, a) && same_type(unsigned long, b) && (long)((b) - (a)) < 0)

/* arithmetic, and a call that tells the type */
#define negate_twice(x) negate_int(negate_int((x)))
#define negate_next(x) negate_int((x) + negate_int(x))

/* variable arguments that one function takes whole */
#define hooked(call) ({ __typeof__(call) _result = (call); _result; })
#define resize(...) hooked(resize_real(__VA_ARGS__))
#define resize_more(at, ...) resize_real((at), __VA_ARGS__)
#define resize_again(...) resize(__VA_ARGS__)

/* the text of an argument */
#define run_named(call, data) run_real(call, data, #call)

/* builtins and places in the source do no harm */
#define check_and_lock(l) do { \
	_Static_assert(!__builtin_types_compatible_p(__typeof__(l), struct node *), ""); \
	if (__builtin_expect(!(l), 0)) \
		format_all(__FILE__, 0); \
	else \
		lock_it(l); \
} while (0)
#define itself(n) ({ node_of(n); (n); })
#define copied(n) ({ __typeof__(n) _n = (n); node_of(_n)->weight; })
