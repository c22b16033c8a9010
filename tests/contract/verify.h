typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int (*callback)(int event);
enum mode { ON, OFF };
struct a { int x; };
struct b { int y; };

void take_b(struct b *b, int n);
void take_const(const struct b *b);
void take_mode(enum mode mode);
void take_float(float f);
void take_callback(callback done);
long set_bit(long nr, volatile unsigned long *addr);
u64 big(u32 n);
struct a *get_a(void);
struct a by_value(struct a a);
void variadic(const char *format, ...);
int (*rows(void))[3];

#define M(p) take_b(p, 1)
#define SUM(p, n) take_b((p), (n))
#define STATEMENT(p) do { take_b(p, 2); } while (0)
#define CURRENT get_a()
#define ALIAS get_a
#define CONSTANT(p) take_const(p)
#define GENERIC(p) (*(p))
#define LEVEL(n) (take_int(n) & 0xff)
int take_int(int n);
#define OPEN(x) { x
#define NOWHERE(x) nowhere(x)
#define gone(x) take_b(0, x)
#undef gone
