/* A little of everything that an option can be about, and nothing that braze and bindgen write in different forms. */
#ifndef THINGS_H
#define THINGS_H

typedef __SIZE_TYPE__ size_t;
typedef unsigned char u8;

#define LIMIT 10
#define SMALL 200
#define BIG 5000000000
#define NEGATIVE -7
#define RATIO 0.5
#define LETTER 'x'
#define GREETING "hello"

/** One point of a curve. */
struct point {
	int x; /**< to the right */
	int y;
};

struct named {
	char name[16];
	struct point at;
	struct point *next;
	size_t length;
	float weight;
	double exact;
};

struct flags {
	unsigned int ready : 1;
	unsigned int level : 3;
	unsigned int rest : 28;
	int other;
};

struct outer {
	struct inner {
		int a;
	} inner;
	union {
		int i;
		float f;
	};
	struct {
		short s;
	} tagless;
};

struct padded {
	char c;
	long l;
	short s;
};

struct tail {
	int count;
	int items[];
};

struct __attribute__((packed)) tight {
	char c;
	int i;
};

struct __attribute__((aligned(16))) wide {
	int i;
};

struct large {
	int numbers[40];
	int (*call)(int a, const char *b);
};

struct hidden;

union number {
	int i;
	float f;
	struct point p;
};

enum colour { RED, GREEN = 5, BLUE };
enum level { LOW = -1, HIGH = 1 };
enum { UNNAMED = 3 };
typedef enum { ROUND, FLAT } shape;

typedef struct point point_t;
typedef unsigned int id;
typedef int (*handler)(struct point *p, void *data);
typedef const char *text;

extern int counter;
extern const int fixed;
extern struct point origin;

struct point add(struct point a, struct point b);
int measure(const struct named *what, enum colour c, shape s, id which);
void each(handler h, void *data);
size_t fill(u8 *bytes, size_t count, int numbers[4]);
int print(const char *format, ...);
struct hidden *hide(void);
text describe(point_t *p);
__attribute__((warn_unused_result)) int check(void);
__attribute__((noreturn)) void leave(int code);
static inline int twice(int a) { return a + a; }

#endif
