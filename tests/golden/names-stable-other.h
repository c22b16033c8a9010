// flags: --stable-names
/* The names of unnamed types do not depend on the unnamed types of other headers in front of them. */
enum { UNRELATED_A, UNRELATED_B };
struct { int unrelated; } unrelated_variable;
enum { FIRST_A, FIRST_B };
enum { SECOND_A = 10 };
struct { int x; } global_variable;
