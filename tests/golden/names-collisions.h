// flags: --with-derive-default
/* Names that C keeps apart and Rust does not, and the other way round. */
/* a tag and a typedef of the same name: the same type, no alias */
typedef struct same { int x; } same;
/* a tag and a typedef of the same name, of different types */
struct clash { int x; };
typedef long clash;
clash use_both(struct clash *tag, clash value);
union other { int i; };
typedef struct other_impl { char c; } other;
other use_other(union other *tag, other value);
enum third { THIRD_A };
typedef int *third;
third use_third(enum third tag);
/* a function and a struct */
struct stat { int size; };
int stat(const char *path, struct stat *into);
/* a variable and a struct; a variable and an enum */
struct timezone { int minutes; };
extern long timezone;
/* enumerators that are macros as well: equal, and different */
enum signal { SIG_ONE = 1, SIG_TWO = 2, SIG_THREE = 3 };
#define SIG_ONE SIG_ONE
#define SIG_TWO 2
#define SIG_THREE 33
/* macros with the name of a function, a variable, a type */
int compute(int x);
#define compute compute
#define timezone timezone
struct tagged { int x; };
#define tagged 5
/* enumerators of an anonymous enum, repeated as macros */
enum { FLAG_X = 1, FLAG_Y = 2 };
#define FLAG_X FLAG_X
#define FLAG_Y FLAG_Y
/* names made by joining: outer_inner exists already */
struct outer { struct inner { int a; } field; };
struct outer_inner { long b; };
typedef int color_RED;
enum color { RED };
/* fields whose accessors or generated names meet others */
struct bits { unsigned a : 1; unsigned set_a : 2; unsigned new_bitfield_1 : 3; int _bitfield_1; };
struct odd { int _bitfield_align_1; unsigned b : 3; int __bindgen_anon_1; struct { int inside; }; int __bindgen_padding_0; };
struct case_only { int A; int a; };
/* the same function and the same macro, over and over */
int again(int a);
int again(int b);
extern int again_variable;
extern int again_variable;
#define AGAIN 1
#define AGAIN 1
/* a tag first met in a prototype: C has it for another type than the one defined after it, nobody means that */
void use_early(struct defined_later *p);
struct defined_later { int x; };
void use_late(struct defined_later *p);
