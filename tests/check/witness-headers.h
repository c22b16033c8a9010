// witness
// What gcc makes of a header against what libclang thinks of it, without Rust.
struct same {
	int a;
	char b;
};

struct other {
	int a;
#ifdef __clang__
	long long b;
#else
	short b;
#endif
};
