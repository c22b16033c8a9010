union plain { int i; float f; unsigned char bytes[4]; };
struct tail { int n; char text[]; };
struct no_copy { int n; };
union with_tail { struct tail tail; int words[4]; };
union with_no_copy { struct no_copy a; long b; char c[12]; };
union bits { unsigned a : 3; unsigned b : 29; int whole; };
union __attribute__((packed)) packed_union { char c; int i; };
union __attribute__((aligned(16))) aligned_union { char c; int i; };
union empty {};
union only_flexible { int a[0]; };
struct outer {
	int kind;
	union { int i; double d; };
	union { struct no_copy n; long l; } named;
};
union plain convert(union plain p, union with_no_copy *w);
