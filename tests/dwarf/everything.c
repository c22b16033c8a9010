// COUNT: types 43 fields 65 bitfields 13 enumerators 14 functions 14 variables 37
/*
 * What C can say about layouts and calls, read once out of an object and once by libclang.
 */
#define attribute(...) __attribute__((__VA_ARGS__))

/* ---- scalars ---- */

struct scalars {
	char plain;
	signed char negative;
	unsigned char positive;
	_Bool flag;
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
	long double ld;
	void *p;
	const volatile void *q;
};
struct scalars scalars;

/* ---- bitfields: both old kinds count from another end ---- */

struct bits {
	unsigned a : 3;
	int b : 7;
	unsigned long long c : 40;
	_Bool d : 1;
	signed char e : 4;
	unsigned : 0;
	short f : 11;
	unsigned long g : 31;
	unsigned char whole : 8;
};
struct bits bits;
struct packed_bits {
	char first;
	unsigned a : 20;
	unsigned b : 20;
	unsigned long long c : 51;
} attribute(packed);
struct packed_bits packed_bits;
union bit_union {
	unsigned low : 5;
	int all;
	unsigned char byte : 6;
};
union bit_union bit_union;

/* ---- nested and anonymous ones ---- */

struct nested {
	int kind;
	union {
		struct {
			short x, y;
		};
		long whole;
		struct inner {
			char c;
			struct nested *up;
		} inner;
	};
	struct {
		int deep;
	} array[3], *pointer;
	enum { NESTED_A = -3, NESTED_B } state;
};
struct nested nested;
struct inner inner;
typedef struct {
	int a;
	char b;
} unnamed;
typedef unnamed *unnamed_pointer;
typedef unnamed unnamed_again;
unnamed unnamed_variable;
unnamed_pointer unnamed_pointer_variable;
unnamed_again unnamed_again_variable;
typedef union {
	int a;
	float b;
} unnamed_union;
unnamed_union unnamed_union_variable;
struct list {
	struct list *next, **previous;
	const struct list *const *ends[2];
};
struct list list;
struct never_defined;
struct uses_never {
	struct never_defined *hidden;
};
struct uses_never uses_never;

/* ---- arrays ---- */

struct arrays {
	int one[5];
	char three[2][3][4];
	short empty[0];
	const char *names[4];
	int (*row)[7];
	long flexible[];
};
struct arrays arrays;
struct with_flexible {
	int n;
	struct {
		char c;
		int data[];
	} tail;
};
struct with_flexible with_flexible;
typedef float four attribute(vector_size(16));
four vector;
int matrix[3][4];
extern int grows[];
int grows[6];

/* ---- alignment ---- */

struct aligned {
	char c;
	long long x;
} attribute(aligned(32));
struct aligned aligned;
struct packed {
	char c;
	long long x;
	struct bits b;
} attribute(packed);
struct packed packed;
struct packed_and_aligned {
	char c;
	int x;
} attribute(packed, aligned(4));
struct packed_and_aligned packed_and_aligned;
struct aligned_member {
	char c;
	short x attribute(aligned(16));
};
struct aligned_member aligned_member;
struct none {};
struct none none;
struct holds_none {
	struct none a;
	int b;
};
struct holds_none holds_none;

/* ---- enums ---- */

enum small { SMALL_A, SMALL_B = 200 } attribute(packed);
enum small small;
enum negative { NEGATIVE = -1, POSITIVE = 200 };
enum negative negative;
enum large { LARGE = 0xffffffffu };
enum large large;
enum huge { HUGE_A = 0x100000000, HUGE_B = 1 };
enum huge huge;
enum huge_negative { HUGE_C = -0x100000000 };
enum huge_negative huge_negative;
enum { ALONE = 7, ALONE_TOO };
typedef enum { IN_TYPEDEF_A, IN_TYPEDEF_B } in_typedef;
in_typedef in_typedef_variable;

/* ---- typedefs and qualifiers ---- */

typedef unsigned long size;
typedef const size fixed_size;
typedef volatile int *device;
typedef int row[4];
typedef const row fixed_row;
fixed_size limit = 4096;
device registers[2];
fixed_row fixed = { 1 };
row one_row;
const volatile int *const volatile everywhere;
char *restrict restricted;
_Thread_local int per_thread;

/* ---- functions ---- */

typedef int callback(const char *, int);
typedef callback *callback_pointer;
typedef void (*variadic)(int, ...);
struct operations {
	callback *call;
	variadic print;
	int (*(*chain)(int, void (*)(char)))[3];
	void *(*allocate)(size n);
	struct list (*by_value)(struct list, const struct bits);
	enum negative (*with_enum)(enum small, enum huge);
};
struct operations operations;

int plain(int a, unsigned long b)
{
	return a + (int)b;
}
void nothing(void)
{
}
char *adjusted(int array[3], callback function, const char text[], row line)
{
	return function(text, array[0] + line[0]) ? (char *)text : 0;
}
struct nested returns_struct(struct arrays *a, unnamed u, union bit_union b)
{
	(void)a, (void)u, (void)b;
	return nested;
}
int prints(const char *format, ...)
{
	return !format;
}
void stops(int code) attribute(noreturn);
void stops(int code)
{
	for (;;)
		(void)code;
}
static int internal(short s, _Bool b)
{
	return s + b;
}
int uses_internal(void)
{
	struct local {
		int only_here;
	} l = { internal(1, 1) };
	static int counter;
	return l.only_here + counter++;
}
long double floats(float f, double d, long double ld)
{
	return (long double)f + (long double)d + ld;
}
int renamed(int a) __asm__("another_name");
int renamed(int a)
{
	return a;
}
callback_pointer gives_callback(callback_pointer before)
{
	return before;
}
fixed_size qualified(const int a, volatile int *const restrict p)
{
	return (fixed_size)(a + *p);
}
unsigned char narrow(unsigned char a, short b, in_typedef c)
{
	return (unsigned char)(a + b + (int)c);
}
enum huge wide(enum huge h, enum negative n)
{
	return n == NEGATIVE ? h : HUGE_B;
}
