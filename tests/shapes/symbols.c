struct point { int x, y; };
int add(int a, int b) { return a + b; }
unsigned sign(unsigned a) { return a ^ 5; }
int lacks(int a, int b) { return a + b; }
struct point flip(struct point p) { return p; }
void bytes(const unsigned char *data) { (void)data; }
long renamed(long a) { return a; }
int helper(int a, int b) { return a + b; }
int variadic(const char *format, ...) { return *format; }
void leave(int status);
void leave(int status) { for (;;) status++; }
int counter;
const int table[4] = { 1 };
short width;
__thread int local;
