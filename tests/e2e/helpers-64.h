// helpers: -O2
// targets: x86_64 i686 m68k s390x
/* 64 bits where registers have 32: in pairs of them, or on the stack, with either half first. */
#include <stdbool.h>
#include <stdint.h>

typedef uint64_t cycles_t;
typedef uint64_t (*mixer)(uint8_t a, uint64_t b, int c, int64_t d);

static inline uint64_t widen(uint32_t high, uint32_t low) { return (uint64_t)high << 32 | low; }
static inline uint32_t high_half(uint64_t x) { return (uint32_t)(x >> 32); }
static inline int64_t negate(int64_t x) { return -x; }
static inline unsigned long long ull(unsigned long long a, unsigned long long b) { return a * b + 1; }
static inline uint64_t scattered(char a, uint64_t b, short c, int64_t d, bool e, uint64_t f)
{
	return (uint64_t)a + b * 2 + (uint64_t)c * 3 + (uint64_t)d * 4 + e * 5u + f * 6;
}
static inline cycles_t elapsed(cycles_t from, const cycles_t *to) { return *to - from; }
static inline void store64(uint64_t *to, uint64_t value) { *to = value; }
static inline uint64_t read_volatile64(const volatile uint64_t *from) { return *from; }
static inline bool is_later(int64_t a, int64_t b) { return a > b; }
static inline uint64_t sum64(const uint64_t values[4]) { return values[0] + values[1] + values[2] + values[3]; }
static inline uint64_t mix(mixer f, uint64_t x) { return f(1, x, 2, (int64_t)-x); }
static inline uint64_t vararg(__builtin_va_list ap)
{
	int first = __builtin_va_arg(ap, int);

	return __builtin_va_arg(ap, uint64_t) + (uint64_t)first;
}

/* macros */
uint64_t out_of_line(uint64_t x, int shift);
extern uint64_t ticks;
#define shifted_up(x, by) out_of_line((x), (by))
#define current_ticks (ticks + 1)
#define twice_up(x, by) ({ uint64_t once_ = shifted_up(x, by); shifted_up(once_, by); })
#define ALL_ONES 0xffffffffffffffffULL
#define FAR (1LL << 40)
