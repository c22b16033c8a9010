// targets: m68k
struct c_float { char c; _Complex float x; };
struct c_double { char c; _Complex double x; };
struct c_array { char c; _Complex float x[2]; };
