/* A function for each way in which a type is mangled: clang and rustc put its identifier before it, and braze computes the same. */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct foo { int x; };
struct bar { long a; char b[24]; };
struct fwd;
union un { int a; float b; };
enum colour { RED, GREEN };
enum sign { MINUS = -1, PLUS };
enum small { TINY } __attribute__((packed));
enum later;
typedef struct { int x; } anon_t;
typedef union { int q; } anonu_t;
typedef enum { ONE } anone_t;
typedef int (*cb_t)(struct foo *, int);
typedef int arr_t[4];
typedef const arr_t carr_t;
typedef const struct foo cfoo_t;
typedef int fn_t(int);
typedef uint64_t u64_;
typedef cb_t cbs_t[2];

int s00(unsigned long a, const char *b);
void s01(struct foo *a, const struct foo *b, struct foo *c);
void s02(int (*a)(int), void *b);
void s03(enum colour a);
void s04(enum colour *a, enum colour b);
void s05(void);
void s06(const char *a, char *b, const void *c, void *d);
void s07(volatile int *a, const volatile int *b);
void s08(anon_t *a, union un b);
void s09(anone_t a);
void s10(cb_t a, cb_t b, struct foo *c, struct foo *d);
void s11(int a[3], arr_t b);
void s12(int (*a)[3]);
void s13(_Bool a, char b, signed char c, unsigned char d, short e, unsigned short f, int g, unsigned h);
void s14(float a, double b);
void s15(long double a);
void s16(va_list a);
int s17(const char *f, ...);
void s18(fn_t *a, fn_t b);
void s19(struct fwd *a);
void s20(enum later *a);
void s21(void (*const *a)(void), void (**b)(void));
void s22(size_t a, ptrdiff_t b, uint8_t c, int16_t d, uintptr_t e);
void s23(__int128 a, unsigned __int128 b);
struct foo s24(struct foo a, struct foo *b);
struct foo *s25(struct foo **a, struct foo ***b);
void s26(int (*(*a)(void))(char));
const char *s27(const char *const *a, char **b, const char **c);
void s28(struct bar a, const struct bar *b);
enum colour s29(enum small a);
void s30(int a, int b, int c, int d);
void s31(struct foo *a, struct bar *b, struct foo *c, struct bar *d, struct foo **e, struct bar **f);
void s32(cfoo_t *a, cfoo_t **b);
void s33(const void *a, void **b, const void **c, void *const *d);
u64_ s34(u64_ a, u64_ *b, unsigned long *c);
void s35(int *a, unsigned *b, int *c, unsigned *d, const int *e, const unsigned *f);
void s36(char *restrict a, char *restrict *b);
void s37(_Bool *a, bool b);
__attribute__((noreturn)) void s38(int a);
void s39(enum sign a, enum sign *b);
void s40(anonu_t *a, anonu_t b);
double s41(double *a, float *b, const double *c);
void s42(char a, const char *b, signed char *c, unsigned char *d);
int s43(int (*a)(int, ...), int *b);
void s44(struct foo *a, void (*b)(struct foo *), struct foo *c);
void s45(void *a, void *b, const void *c, const void *d);
void s46(wchar_t a, wchar_t *b);
cb_t s47(cb_t a);
void s48(struct foo (*a)(struct foo, struct bar));
void s49(const struct foo *const a, int *const b);
void s50(int (*a)[2][3], const int (*b)[2], carr_t *c);
void s51(uint8_t *a, int8_t b, uint16_t *c, int64_t *d);
unsigned long long s52(unsigned long a, unsigned long long b, unsigned long *c, unsigned long long *d);
long s53(long a, long long b, const long *c, const long long *d);
void s54(void ***a, float **b);
char s55(unsigned char a, long long b, unsigned long long c, long d, unsigned long e);
void s56(cbs_t a, const cb_t *b);
int s57(int (*a)(void (*)(int), enum colour), void (*b)(int));
enum sign *s58(enum colour *a, enum sign *b, enum colour *c);
void s59(struct foo *a, struct foo *b, struct foo *c) __attribute__((nonnull));
/* more than 36 parts that can be referred to */
struct t01; struct t02; struct t03; struct t04; struct t05; struct t06; struct t07;
struct t08; struct t09; struct t10; struct t11; struct t12; struct t13; struct t14;
struct t15; struct t16; struct t17; struct t18; struct t19; struct t20; struct t21;
void s60(struct t01 *p00, struct t02 *p01, struct t03 *p02, struct t04 *p03, struct t05 *p04, struct t06 *p05,
	 struct t07 *p06, struct t08 *p07, struct t09 *p08, struct t10 *p09, struct t11 *p10, struct t12 *p11,
	 struct t13 *p12, struct t14 *p13, struct t15 *p14, struct t16 *p15, struct t17 *p16, struct t18 *p17,
	 struct t19 *p18, struct t20 *p19, struct t21 *p20, struct t01 *p21, struct t19 *p22, struct t20 *p23,
	 struct t21 *p24);
