// What has to be a constant, as a function that is an error is called where it is not.
// LEFT: whole_mask [constant-only] its parameter 'mask' has to be a constant, which in a helper it is not: 'whole_mask' calls 'mask_is_odd', which is an error: the mask has holes
// LEFT: take_bits [constant-only] its parameter 'mask'
// LEFT: put_bits [constant-only] its parameter 'mask' has to be a constant, which in a helper it is not: 'put_bits' calls 'take_bits', which calls 'whole_mask', which calls 'mask_is_odd'
// LEFT: only_known [constant-only] its parameter 'count'
// LEFT: slot_of [constant-only] its parameter 'is_known'
// LEFT: in_macro [constant-only] its parameter 'level' has to be a constant, which in a helper it is not: 'in_macro' calls 'demand_failed', which is an error
// LEFT: by_macro_again [constant-only] its parameter 'level'
// LEFT: other_ways [constant-only] its parameter 'kind'
// LEFT: jumps [constant-only] its parameter 'kind'
// LEFT: from_pointer [constant-only] its parameter 'box'
// LEFT: never [no-helper] C compilers do not take its body: 'never' calls 'not_here', which is an error: not on this machine
// LEFT: discouraged [no-helper] 'discouraged' calls 'old_way', which is one that they warn of: use the new way
#pragma once
#define PROBLEM(text) __attribute__((error(text)))
#define DEMAND(condition) do { extern void demand_failed(void) PROBLEM("demand: " #condition); if (!(condition)) demand_failed(); } while (0)
extern void mask_is_odd(void) PROBLEM("the mask has holes");
extern void not_here(void) PROBLEM("not on this machine");
extern void old_way(void) __attribute__((warning("use the new way")));
extern int elsewhere(int);
struct box { int size, content[4]; };
static inline __attribute__((always_inline)) unsigned whole_mask(unsigned mask) { if (mask & (mask + (mask & -mask))) mask_is_odd(); return mask; }
static inline __attribute__((always_inline)) unsigned take_bits(unsigned value, unsigned mask) { return (value & whole_mask(mask)) / (mask & -mask); }
static inline __attribute__((always_inline)) unsigned put_bits(unsigned value, unsigned mask) { return take_bits(value, mask) ? value : 0; }
static inline unsigned low_byte(unsigned value) { return take_bits(value, 0xff); }
static inline unsigned high_byte(unsigned value) { return put_bits(value, 0xff000000); }
static inline int only_known(int count) { DEMAND(__builtin_constant_p(count)); return count; }
static inline int known_here(void) { return only_known(3); }
static inline int checked_if_known(int count) { if (__builtin_constant_p(count)) DEMAND(count < 4); return count; }
static inline int slot_of(unsigned long size, int is_known) { if (!size) return 0; if (sizeof(size) <= 8 && size > 64 && size <= 96) return 1; if (size <= 8) return 3; if (size <= 16) return 4; if (is_known) not_here(); return -1; }
static inline int slot_at_run_time(unsigned long size) { return slot_of(size, 0); }
static inline int in_macro(int level) { DEMAND(level < 100); return level; }
static inline int by_macro_again(long level) { DEMAND(level < 100); return (int)level; }
static inline int by_type(unsigned char level) { DEMAND(level < 256); return level; }
static inline int by_size(void) { DEMAND(sizeof(struct box) == 20); return 1; }
static inline int other_ways(int kind) { switch (kind) { case 1: return 2; case 2: return elsewhere(2); default: not_here(); } return 0; }
static inline int all_ways(int kind) { switch (kind & 3) { case 0: case 1: return 2; case 2: case 3: return 4; default: not_here(); } return 0; }
static inline int jumps(int kind) { if (kind) goto failed; return 0; failed: not_here(); return 1; }
static inline int jumps_over(int kind) { goto done; not_here(); done: return kind; }
static inline int from_pointer(struct box *box) { if (box->size > 4) not_here(); return box->size; }
static inline int written_before(struct box *box) { box->size = 3; if (box->size > 4) not_here(); return box->size; }
static inline int twice(struct box *box) { if (box->size) { if (!box->size) not_here(); } return 0; }
static inline int never(void) { not_here(); return 1; }
static inline int discouraged(int n) { old_way(); return n; }
static inline int early(int n) { if (n < 0 || n > 10) return 0; if (n == 11) not_here(); return n; }
static inline int excluded(int n) { if (n == 5) return 1; if (n == 5) not_here(); return 0; }
static inline int one_of(int n) { if (!(n == 1 || n == 2)) return 0; if (n == 5) not_here(); return 0; }
static inline int greater(int a, int b) { int most = a > b ? a : b; if (most < a) not_here(); return most; }
static inline int copied(int n) { int other = n; if (other != n) not_here(); return n; }
static inline int chosen(int n) { int v = n ? 4 : 9; if (v == 3) not_here(); return v; }
static inline int assumed(int n) { if (n > 4) __builtin_unreachable(); if (n > 5) not_here(); return n; }
static inline int counted(int n) { int i; for (i = 0; i < 4; i++) if (i > 3) not_here(); return n; }
static inline int looped(int n) { int i = 0; while (i < n) { if (n <= 0) not_here(); i++; } return i; }
static inline int once(int n) { int v = 0; do { if (n) { v = 1; break; } } while (0); if (v == 2) not_here(); return v; }
static inline int not_evaluated(int n) { return (int)sizeof(({ not_here(); n; })); }
static inline int local(void) { struct box b = { 1, { 2, 3, 4, 5 } }; if (b.size != 1) not_here(); return b.content[0]; }
static inline int masked(unsigned n) { if ((n & 6) == 1) not_here(); if ((n | 1) == 0) not_here(); return n >> 30 > 3 ? elsewhere(1) : 0; }
