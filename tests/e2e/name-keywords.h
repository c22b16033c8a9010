// flags: --with-derive-default
/* Rust's keywords and primitive types as C names in every position; the symbols stay C's. */
struct type { int fn, self, Self, super, crate, impl, mut, ref, trait, async, await, dyn, abstract, yield, move; };
struct match { struct { int loop; } where; unsigned as : 5; int in : 7; };
union use { int let; float pub; };
enum mod { unsafe, box = 4, priv };
typedef unsigned char u8;
typedef unsigned int u32;
typedef struct type str;
typedef int bool_alias, final;
int macro(int type, int match, int self, int Self, int crate, int super, final override);
int unsized(u8 a, u32 b, str *f);
extern int virtual;
extern struct match *try;
int yield(union use *use, enum mod mod, int (*fn)(int loop));
#define ref_value 1
#define dyn 3
struct isize { int isize; };
int isize_user(struct isize *isize, __PTRDIFF_TYPE__ size, __SIZE_TYPE__ other);
int f32(float f32, double f64);
int gen(int gen);
