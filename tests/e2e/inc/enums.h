/* Enums as the style cases use them. */
enum color { RED, GREEN = 5, BLUE };
enum level { LOW = -1, MIDDLE, STANDARD = MIDDLE, HIGH = 0x7fffffff };
typedef enum { ROUND = 1, FLAT = 2 } shape;
typedef enum color color_alias;
enum { LOOSE = 7 };
enum flags { FLAG_A = 1 << 0, FLAG_B = 1 << 1, FLAG_TOP = 1u << 31 };
enum wide { WIDE_BIG = 0x100000000 };
enum words { self, type };
struct holder {
	enum color color;
	enum inner { INNER_A = 7, INNER_B } inner;
	enum { NAMELESS_A = 11, NAMELESS_B } nameless;
	shape shape;
	enum flags bits : 5;
};
color_alias next(enum color c);
enum level raise(enum level l);
enum flags merge(enum flags a, enum flags b);
enum wide widen(enum wide w, shape s);
int check(const struct holder *h);
void fill(struct holder *h);
