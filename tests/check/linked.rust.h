struct inner {
	int a, b;
};
enum state { OFF, ON = 5 };
struct bits {
	unsigned a : 3, b : 5;
	unsigned c : 8;
	int d;
};
struct outer {
	struct inner in;
	enum state st;
	struct {
		short q;
		union {
			int u;
			float v;
		};
	} anon;
	union {
		int m;
		struct {
			short n, o;
		};
	};
	char name[16];
	const char *type;
	int (*match)(unsigned, struct inner *, ...);
	struct bits bb;
	_Bool flag;
	unsigned long long tail[];
};
int outer_add(struct outer *o, unsigned n, enum state s, ...);
struct inner by_value(struct inner i, double d);
extern struct outer the_outer;
#define LIMIT 3u
#define TITLE "outer"
