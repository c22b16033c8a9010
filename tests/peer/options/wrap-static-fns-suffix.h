// flags: --experimental --wrap-static-fns --wrap-static-fns-path wrap --wrap-static-fns-suffix _c
struct pair { int a, b; };
static inline int plain(int a) { return a; }
static inline struct pair swap(struct pair p) { struct pair q = { p.b, p.a }; return q; }
static int counted(const char *text, unsigned long n) { return text[n]; }
static inline void nothing(void) {}
int declared(int a);
