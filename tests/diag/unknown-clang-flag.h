// flags: -- -fno-such-flag-anywhere
// EXPECT: error: unknown argument: '-fno-such-flag-anywhere'
// EXIT: 1
int bound(void);
