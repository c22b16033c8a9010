struct no_copy { int n; };
union plain { int i; float f; unsigned char bytes[4]; };
union guarded { struct no_copy a; long b; char c[12]; };
union shared { union guarded inner; int x; };
struct outer { int kind; union { struct no_copy n; double d; }; };
void fill_plain(union plain *p);
void fill_guarded(union guarded *g);
void fill_outer(struct outer *o);
long read_guarded(const union guarded *g);
