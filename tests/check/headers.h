// clang: -DWIDE=1 -fshort-enums
#if WIDE
typedef long number;
#else
typedef int number;
#endif
struct pair { number a, b; };
enum two { ONE, TWO };
number sum(struct pair p, enum two t);
