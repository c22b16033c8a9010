// flags: --no-layout-tests
// LEFT: nothing
// BYTES:7: struct packed_around
// BYTES:8: struct packed_and_aligned
// BYTES:9: struct nested
struct __attribute__((aligned(16))) aligned { char c; };
struct __attribute__((packed)) packed_around { char a; struct aligned b; };
struct __attribute__((packed, aligned(4))) packed_and_aligned { char a; int b; short c; int d; };
struct __attribute__((packed)) nested { char a; struct { struct aligned b; } c; };
struct has_them { char c; struct packed_around a; struct packed_and_aligned b; };
struct __attribute__((packed)) expressible { char a; int b; };
struct __attribute__((aligned(64))) also_expressible {};
