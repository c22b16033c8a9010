/* What BTF can say of C, in one file: compiled with -g, turned into BTF by pahole or clang, and held against clang's view of this text. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

enum colour { RED, GREEN = 7, BLUE };
enum sign { MINUS = -1, PLUS };
enum large { LARGE = 0x80000000u, LARGER };
enum huge { HUGE_VALUE = 0x123456789abcLL };
typedef enum { ONE, TWO } number_t;

struct forward;
struct list { struct list *next, *prev; };
typedef struct { int x, y; } point_t;
typedef struct { u8 r, g, b; } rgb_t, colour_t;
typedef union { u32 whole; u8 parts[4]; } word_t;
typedef int (*visit_t)(struct list *at, point_t where, void *data);
typedef visit_t visits_t[3];

struct scalars {
	char c;
	signed char sc;
	unsigned char uc;
	short s;
	unsigned short us;
	int i;
	unsigned u;
	long l;
	unsigned long ul;
	long long ll;
	unsigned long long ull;
	float f;
	double d;
	_Bool b;
};

struct bits {
	unsigned a : 3, b : 5;
	int c : 20;
	unsigned : 0;
	u8 d : 1;
	u64 e : 40;
	enum colour f : 4;
	char g;
	short h : 9;
};

struct __attribute__((packed)) tight { char c; int i; short s; u64 q; };
struct __attribute__((packed)) tight_bits { u8 a; u32 b : 13, c : 19; u8 d; };

struct outer {
	int tag;
	union {
		int number;
		struct forward *pointer;
		struct { short low, high; } halves;
		struct { u8 first; u32 second; };
	};
	point_t where;
	word_t words[2];
	int grid[2][3];
	struct { visit_t visit; const struct list *const list; } named;
	const volatile char *text;
	visits_t visits;
	int (*call)(int count, const char *format, ...);
	enum colour colour;
	number_t numbers[2];
	enum sign *sign;
	struct outer *self;
	long tail[];
};

union either { double d; struct bits bits; char bytes[40]; };
struct nothing { int none[0]; };
/* gcc says no more of it than its size */
typedef union { int *number; struct list *list; } __attribute__((transparent_union)) argument_t;
struct holder { argument_t argument; char c; };
