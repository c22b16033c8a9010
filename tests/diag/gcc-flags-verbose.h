// flags: -v -- -fconserve-stack -mrecord-mcount -DX
// EXPECT: note: dropped '-fconserve-stack', which only gcc knows: optimisation
// EXPECT: note: dropped '-mrecord-mcount', which only gcc knows: instrumentation
int bound(void);
