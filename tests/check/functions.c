struct pair { int a, b; };
enum mode { QUIET, LOUD };
int count(int a, unsigned b) { return a + (int)b; }
int more(int a) { return a; }
int sign(unsigned a) { return (int)a; }
int width(long a) { return (int)a; }
int real(float a) { return (int)a; }
long result(void) { return 1; }
unsigned result_sign(void) { return 1; }
void nothing(void) { }
int variadic(const char *format, ...) { return *format; }
int fixed(const char *format) { return *format; }
void returns(void) { }
int by_value(struct pair p) { return p.a; }
int flat(struct pair p) { return p.a; }
int mode(enum mode m) { return m; }
int depth(char **list) { return **list; }
int callback(int (*f)(int)) { return f(1); }
int fine(const void *p, unsigned long n, _Bool b, struct pair *q, enum mode m, int list[4]) { (void)p, (void)b, (void)q, (void)list; return (int)n + (int)m; }
int counter;
unsigned total;
int table[4];
__thread int own;
