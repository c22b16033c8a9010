// flags: -- -std=c2x
// targets: x86_64 i686 aarch64 riscv64 s390x
// compilers: clang
struct t_7 { char c; _BitInt(7) x; };
struct t_33 { char c; _BitInt(33) x; char d; };
struct t_64 { char c; unsigned _BitInt(64) x; };
struct t_100 { char c; _BitInt(100) x; };
struct t_packed { char c; _BitInt(40) x; } __attribute__((packed));
struct t_bits { char c; _BitInt(20) x : 11; unsigned _BitInt(40) y : 33; };
