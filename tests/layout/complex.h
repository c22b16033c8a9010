// targets: x86_64 i686 aarch64 riscv64 s390x
struct c_float { char c; _Complex float x; };
struct c_double { char c; _Complex double x; };
struct c_long { char c; _Complex long double x; };
struct c_array { char c; _Complex float x[2]; };
struct c_packed { char c; _Complex double x; } __attribute__((packed));
union c_union { _Complex double x; double p[2]; };
