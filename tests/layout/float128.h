// targets: x86_64 i686
struct q_plain { char c; __float128 x; char d; };
struct q_packed { char c; __float128 x; } __attribute__((packed));
union q_union { char c; __float128 x; };
