#define SAME 3
#define SAME_U 0xffffffffu
#define OTHER 4
#define NEGATIVE (-1)
#define TEXT "abc"
#define TEXT_OTHER "abd"
#define REAL 1.5
#define REAL_OTHER 1.5
enum { FIRST = 10, SECOND };
static const int scalar = 5;
