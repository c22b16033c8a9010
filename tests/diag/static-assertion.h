// EXPECT:4:16: error: static assertion failed due to requirement 'sizeof(long) == 3': too long
// EXPECT:4:29: note: expression evaluates to '8 == 3'
// EXIT: 1
_Static_assert(sizeof(long) == 3, "too long");
