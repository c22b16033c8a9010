// flags: --with-derive-default
/* Names that C keeps apart by their kind and Rust does not. */
struct stat { int size; };
int stat(const char *path, struct stat *into);
struct timezone { int minutes; };
extern long timezone;
typedef struct same { int x; } same;
struct clash { int x, y; };
typedef long clash;
clash use_both(struct clash *tag, clash value);
union other { int i; char bytes[12]; };
typedef struct other_impl { char c; } other;
int use_other(union other *tag, other value);
struct outer { struct inner { int a; } field; };
struct outer_inner { long b; };
int use_inner(struct inner *i, struct outer_inner *o);
struct bits { unsigned a : 1; unsigned set_a : 2; unsigned new_bitfield_1 : 3; };
int use_bits(struct bits *b);
struct String { int Option; };
struct Option { int Some; };
struct Default { int None; };
int use_prelude(struct String *s, struct Option *o, struct Default *d, int (*callback)(int));
struct usize { int u8; };
unsigned long long use_primitive(struct usize *u, __SIZE_TYPE__ size, unsigned char byte);
unsigned long long sizes(void);
