// EXPECT:4:24: error: expected ';' at end of declaration list
// EXIT: 1
struct fine { int a; };
struct broken { int one int two; };
int after(void);
