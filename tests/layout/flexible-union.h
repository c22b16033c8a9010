// Flexible arrays alone in unions and structs: clang's extension, and GCC's from 15 on.
// compilers: clang
union fu_alone { int data[]; };
union fu_with { short n; int data[]; };
struct fu_alone_struct { int data[]; };
struct fu_union { char c; union { int x[]; short y[]; }; };
