// flags: -- -Wno-everything
// targets: x86_64 i686 aarch64 riscv64
typedef float v_f4 __attribute__((vector_size(16)));
typedef unsigned char v_b16 __attribute__((vector_size(16)));
typedef double v_d4 __attribute__((vector_size(32)));
typedef float v_f4_unaligned __attribute__((vector_size(16), aligned(4)));
struct v_plain { char c; v_f4 x; char d; };
struct v_big { char c; v_d4 x; };
struct v_less { char c; v_f4_unaligned x; };
struct v_packed { char c; v_f4 x; } __attribute__((packed));
struct v_array { v_b16 x[2]; char c; };
union v_union { v_f4 f; float s[4]; v_b16 b; };
