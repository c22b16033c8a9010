// flags: --allowlist-item '.*'
/* Rust's keywords and primitive types as C names, in every position. */
struct type { int fn, self, Self, super, crate, extern_, impl, mut, ref, trait, async, await, dyn, abstract, yield, gen; };
struct match { struct { int loop; } where; unsigned move : 3; unsigned as : 5; };
union use { int let; float pub; };
enum mod { in, unsafe, box, priv, become };
typedef int final;
typedef unsigned char u8;
typedef unsigned int u32;
typedef long i64;
typedef float f32;
typedef struct type str;
typedef unsigned short bool_t;
typedef char char8;
int macro(int type, int match, int self, int Self, int crate, int super);
int unsized(u8 a, u32 b, i64 c, f32 d, final e, str *f);
extern int virtual, override;
extern struct match *try;
typedef int (*typeof_pointer)(int fn, int as);
int union_(union use *use, enum mod mod);
#define ref 1
#define yield_value 2
#define dyn 3
#define usize 4
int usize_function(void);
struct isize { int isize; };
int isize_user(struct isize *isize);
struct String { int Option; };
struct Option { int Some; };
int Vec(struct String *Box, struct Option *o, int (*callback)(int));
struct Default { int x; };
struct Debug { int y; };
int u128(void), i8(void);
int proc(int pure, int offsetof, int alignof, int sizeof_);
