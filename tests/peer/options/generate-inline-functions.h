// flags: --generate-inline-functions
inline int shared(int a) { return a; }
static inline int local(int a) { return a; }
int other(void);
