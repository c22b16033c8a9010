// EXPECT:4:2: error: "only under Plan 9"
// EXIT: 1
#ifndef __PLAN9__
#error "only under Plan 9"
#endif
