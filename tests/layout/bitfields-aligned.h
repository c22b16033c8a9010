struct ba_field { char c; unsigned a : 4 __attribute__((aligned(8))); unsigned b : 5; };
struct ba_second { unsigned a : 4; unsigned b : 5 __attribute__((aligned(2))); };
struct ba_struct { unsigned a : 4; unsigned b : 9; } __attribute__((aligned(16)));
typedef int ba_int_1 __attribute__((aligned(1)));
struct ba_typedef_less { char c; ba_int_1 a : 30; };
