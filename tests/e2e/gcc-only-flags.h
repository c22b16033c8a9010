// flags: -- -fconserve-stack -mrecord-mcount -fno-allow-store-data-races -Wno-maybe-uninitialized -fno-ipa-sra -DN=3
// flags: -Wimplicit-fallthrough=5 -mindirect-branch-register -mpreferred-stack-boundary=3 -fshort-enums
/* Flags that only GCC knows do not matter; those that change the layout do. */
enum small { SMALL_A, SMALL_B };
struct sized { enum small e; char c; int n[N]; };
unsigned long size(void);
