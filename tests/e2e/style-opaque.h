// flags: --opaque-type secret --with-derive-default
struct secret { long a; struct { char b; } inner; };
union sealed { double d; char text[10]; };
typedef struct secret secret_alias;
struct open { char tag; struct secret secret; union sealed sealed; };
void fill(struct open *o);
int check(struct secret *s, union sealed s2);
