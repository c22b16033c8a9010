/* Everything whose Rust name or path an option changes. */
typedef __SIZE_TYPE__ size_t;
typedef long ssize_t;
typedef __UINTPTR_TYPE__ uintptr_t;
typedef unsigned int uint32_t;

struct outer {
	struct inner { int deep; } named;
	struct { int x; struct { int y; } nested; };
	union { int i; float f; };
	struct { char c; } tagless;
	enum mode { MODE_A, MODE_B } mode;
};
union either { struct part { int p; } part; int i; };
enum color { RED, GREEN };
typedef struct { long l; unsigned long ul; long long ll; } numbers;

extern int counter;
extern const char greeting[6];
size_t measure(const char *text, ssize_t n, uintptr_t address, uint32_t word, float f, double d);
void act(struct inner *a, enum mode b, unsigned char c, signed char d, short e, unsigned short g, _Bool h, void *i);
