// targets: x86_64 aarch64
struct h_plain { char c; _Float16 x; char d; };
struct h_array { _Float16 x[3]; };
struct h_packed { char c; _Float16 x; } __attribute__((packed));
union h_union { char c; _Float16 x; };
