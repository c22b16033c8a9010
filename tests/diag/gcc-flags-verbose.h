// flags: -v -- -fconserve-stack -mrecord-mcount -DX
// EXPECT: note: dropped '-fconserve-stack': only gcc knows it
// EXPECT: note: dropped '-mrecord-mcount': only gcc knows it
int bound(void);
