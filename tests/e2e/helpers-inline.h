// helpers: -O1
// standards: c99 gnu99 c17 gnu17 gnu2x
/* Every form of inline that C99 and GNU C have, of which only some give a symbol. */
static inline int statically(int x) { return x + 1; }
inline static int the_other_way_round(int x) { return x + 2; }
static __inline__ int gnu_spelling(int x) { return x + 3; }
static int without_inline(int x) { return x + 4; }
static inline __attribute__((always_inline)) int always(int x) { return x + 5; }
static __attribute__((noinline)) int never(int x) { return x + 6; }
static inline __attribute__((gnu_inline)) int gnu_static(int x) { return x + 7; }
extern inline __attribute__((gnu_inline)) int gnu_extern(int x) { return x + 8; }
extern inline __attribute__((gnu_inline, always_inline)) int gnu_always(int x) { return x + 9; }
inline int inline_only(int x) { return x + 10; }
inline int inline_declared_first(int x);
inline int inline_declared_first(int x) { return x + 11; }
static int body_comes_later(int x);
static inline int calls_it(int x) { return body_comes_later(x) * 2; }
static int body_comes_later(int x) { return x + 12; }
static inline int recursive(int x) { return x ? x * recursive(x - 1) : 1; }
static inline int with_state(void) { static int calls; return ++calls; }
int c_calls(int x);
