// targets: x86_64 aarch64 riscv64 s390x
struct i_signed { char c; __int128 x; };
struct i_unsigned { char c; unsigned __int128 x; char d; };
struct i_packed { char c; __int128 x; } __attribute__((packed));
struct i_array { int n; unsigned __int128 x[2]; };
union i_union { char c; __int128 x; };
typedef unsigned __int128 i_u128_8 __attribute__((aligned(8)));
struct i_less { char c; i_u128_8 x; };
struct i_bits { __int128 a : 65; unsigned __int128 b : 63; };
struct i_bits_wide { char c; unsigned __int128 a : 100; };
