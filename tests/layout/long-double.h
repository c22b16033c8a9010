// targets: x86_64 i686 aarch64 riscv64 s390x
struct l_plain { char c; long double x; char d; };
struct l_packed { char c; long double x; } __attribute__((packed));
struct l_array { long double x[3]; int i; };
union l_union { long double x; char c[3]; };
typedef union { long long ll; long double ld; } l_max_align;
typedef struct { long long __attribute__((aligned(__alignof__(long long)))) a;
		 long double __attribute__((aligned(__alignof__(long double)))) b; } l_max_align_t;
