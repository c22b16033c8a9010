// What `aligned` without a number means: the biggest alignment of the machine.
// targets: x86_64 i686 aarch64 riscv64 s390x
struct d_bare { char c; } __attribute__((aligned));
struct d_bare_field { char c; char x __attribute__((aligned)); };
