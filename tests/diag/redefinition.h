// EXPECT:5:8: error: redefinition of 'twice'
// EXIT: 1
struct twice { int a; };

struct twice { int b; };
