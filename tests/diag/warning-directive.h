// EXPECT:3:2: warning: beware [-W#warnings]
// EXPECT:4:9: warning: noted [-W#pragma-messages]
#warning beware
#pragma message("noted")
int still_bound(void);
