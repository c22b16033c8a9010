// flags: -- -fconserve-stack -mrecord-mcount -fno-allow-store-data-races -Wno-maybe-uninitialized -fno-ipa-sra -mpreferred-stack-boundary=3
// flags: -fno-var-tracking-assignments -Wimplicit-fallthrough=5 -fmin-function-alignment=16 -mindirect-branch-register -Wno-packed-not-aligned
// flags: -fplugin-arg-x-y=z --param=allow-store-data-races=0 -Wno-unused-but-set-variable -mno-fp-ret-in-387 -fno-tree-loop-im
int bound(void);
