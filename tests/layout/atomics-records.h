// Records as atomics may grow and get a bigger alignment.
// targets: x86_64 aarch64 riscv64
struct or_4 { char c[4]; };
struct or_8 { int a, b; };
struct or_holds { char c; _Atomic struct or_4 x; char d; _Atomic(struct or_8) y; };
