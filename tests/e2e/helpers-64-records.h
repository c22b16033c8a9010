// helpers: -O2
// targets: x86_64 i686 s390x aarch64 riscv64
/* Structs, unions and numbers with a point, of 64 bits, by value: in registers, in memory, behind a hidden pointer, and aligned as each ABI has it. */
#include <stddef.h>
#include <stdint.h>

struct time { char unit; long long seconds; int nanoseconds; };
struct pair { uint64_t high, low; };
struct word { uint64_t only; };
struct small { int a, b; };
struct bits { uint64_t low : 40, high : 24; };
struct aligned { char c; uint64_t x __attribute__((aligned(8))); };
struct packed { char c; uint64_t x; } __attribute__((packed));
union either { uint64_t whole; uint32_t halves[2]; double real; };

static inline struct time normalize(struct time t)
{
	t.seconds += t.nanoseconds / 1000000000;
	t.nanoseconds %= 1000000000;
	return t;
}
static inline struct time shifted(int64_t by, struct time t, uint64_t scale)
{
	return (struct time){ t.unit, (t.seconds + by) * (int64_t)scale, t.nanoseconds };
}
static inline struct pair exchanged(struct pair p) { return (struct pair){ p.low, p.high }; }
static inline struct word doubled(struct word w) { return (struct word){ w.only * 2 }; }
static inline struct small swapped(struct small s) { return (struct small){ s.b, s.a }; }
static inline uint64_t joined(struct bits b) { return (uint64_t)b.high << 40 | b.low; }
static inline struct bits parted(uint64_t x) { struct bits b; __builtin_memcpy(&b, &x, sizeof(b)); return b; }
static inline struct aligned next_aligned(struct aligned a) { return (struct aligned){ a.c, a.x + 1 }; }
static inline struct packed next_packed(struct packed p) { return (struct packed){ p.c, p.x + 1 }; }
static inline union either either_of(union either e) { e.whole++; return e; }
static inline struct pair apply(struct pair (*f)(uint64_t, struct pair), struct pair p) { return f(p.high, p); }
static inline size_t size_of_time(void) { return sizeof(struct time) * 1000 + offsetof(struct time, nanoseconds); }
static inline double real_of(uint64_t x) { return (double)x; }
static inline uint64_t whole_of(double x) { return (uint64_t)x; }
