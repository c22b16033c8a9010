// flags: -- -std=gnu89
// helpers: -O1 -Wno-error
// standards: gnu89
/* The forms of inline as GNU C had them before C99: `extern inline` is the one that gives no symbol. */
static inline int statically(int x) { return x + 1; }
inline static int the_other_way_round(int x) { return x + 2; }
static __inline__ int gnu_spelling(int x) { return x + 3; }
static int without_inline(int x) { return x + 4; }
static inline __attribute__((always_inline)) int always(int x) { return x + 5; }
static __attribute__((noinline)) int never(int x) { return x + 6; }
static int body_comes_later(int x);
static inline int calls_it(int x) { return body_comes_later(x) * 2; }
static int body_comes_later(int x) { return x + 13; }
static inline int recursive(int x) { return x ? x * recursive(x - 1) : 1; }
static inline int with_state(void) { static int calls; return ++calls; }
int c_calls(int x);
extern inline int never_a_symbol(int x) { return x + 7; }
extern __inline __attribute__((always_inline)) int always_without(int x) { return x + 8; }
