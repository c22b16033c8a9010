// On i686 and m68k GCC says long where clang says int; both are four bytes.
// targets: x86_64 aarch64 riscv64 s390x
typedef __WCHAR_TYPE__ wchar_t;
struct w_plain { char c; wchar_t x; };
struct w_array { char c; wchar_t x[3]; char d; };
