// flags:
/* Types of newer compilers: by value they are left out, structs around them keep their size. */
_Float16 half(_Float16 x);
_BitInt(37) bits(_BitInt(37) x);
struct has_half { _Float16 h; int n; };
struct has_bits { char a; _BitInt(37) b; char c; };
struct has_wide_bits { char a; unsigned _BitInt(200) b; char c; };
void fill(struct has_half *h, struct has_bits *b, struct has_wide_bits *w);
int sizes(int which);
