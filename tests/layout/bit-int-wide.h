// flags: -- -std=c2x
// targets: x86_64
// compilers: clang
struct tw_200 { char c; _BitInt(200) x; };
struct tw_array { _BitInt(129) x[2]; char c; };
