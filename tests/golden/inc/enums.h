/* Enums of every shape that the enum styles treat differently. */
enum color { COLOR_RED, COLOR_GREEN = 5, COLOR_BLUE };

/* A value with two names; a negative one makes it signed. */
enum level { LEVEL_LOW = -1, LEVEL_NONE = 0, LEVEL_DEFAULT = LEVEL_NONE, LEVEL_HIGH = 0x7fffffff };

typedef enum { SHAPE_ROUND = 1, SHAPE_FLAT = 2 } shape_t;
typedef enum color color_t;

enum { TOP_LEVEL_ONE = 1, TOP_LEVEL_TWO };

/* GNU: wider than int, all constants then have the wide type */
enum wide { WIDE_SMALL = 1, WIDE_BIG = 0x100000000 };
enum wide_signed { WIDE_MINUS = -0x100000000, WIDE_PLUS = 1 };

enum __attribute__((packed)) tiny { TINY_A, TINY_B = 200 };

enum flags { FLAG_A = 1 << 0, FLAG_B = 1 << 1, FLAG_TOP = 1u << 31 };

enum words { self, Self, type, match, yield };

enum forward;
enum forward *take_forward(enum forward *pointer);

struct holder {
	enum color first;
	enum inner { INNER_A = 7, INNER_B } second;
	enum { NAMELESS_A = 11, NAMELESS_B } third;
	shape_t shape;
	enum tiny tiny;
};

color_t mix(enum color a, shape_t s, enum level l);
