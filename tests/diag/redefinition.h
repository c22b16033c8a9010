// EXPECT:6:8: error: redefinition of 'twice'
// EXPECT:4:8: note: previous definition is here
// EXIT: 1
struct twice { int a; };

struct twice { int b; };
