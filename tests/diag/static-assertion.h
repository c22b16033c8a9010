// EXPECT:3:16: error: static assertion failed due to requirement 'sizeof(long) == 3': too long
// EXIT: 1
_Static_assert(sizeof(long) == 3, "too long");
