// flags: --with-derive-default
/* Bitfields of every sign and storage unit; each function fills or checks all of them. */
typedef signed char s8;
typedef _Bool truth;
enum small { SMALL_A, SMALL_B = 3 };
enum negative { NEGATIVE_A = -2, NEGATIVE_B = 1 };
typedef int temperature;

struct fields {
	int minus : 7;
	unsigned plain : 9;
	s8 tiny : 3;
	unsigned char byte : 8;
	short half : 11;
	long wide : 45;
	unsigned long full : 64;
	long long full_signed : 64;
	truth yes : 1;
	enum small kind : 4;
	enum negative sign : 3;
	temperature degrees : 12;
	int : 5;
	char letter : 6;
	int one : 1;
	int after;
	unsigned last : 31;
};
/* more than 64 bits in a row without a gap */
struct window {
	unsigned long a : 60;
	unsigned long b : 4;
	unsigned long c : 63;
	int d : 1;
	int e : 17;
	unsigned f : 13;
	unsigned g : 2;
	unsigned long h : 40;
	long i : 24;
};
struct __attribute__((packed)) tight {
	unsigned a : 3;
	unsigned long b : 62;
	int c : 31;
	long d : 64;
	unsigned char e : 1;
};
union overlay {
	int low : 5;
	unsigned all;
	struct { unsigned a : 4, b : 28; };
};
void fill(struct fields *f);
int check(const struct fields *f);
void fill_window(struct window *w);
int check_window(const struct window *w);
void fill_tight(struct tight *t);
int check_tight(const struct tight *t);
void fill_overlay(union overlay *o);
