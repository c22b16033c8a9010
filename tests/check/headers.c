// gcc: -fno-eliminate-unused-debug-types
#define WIDE 0
typedef int number;
struct pair { number a, b; };
enum two { ONE, TWO };
number sum(struct pair p, enum two t) { return p.a + p.b + (int)t; }
