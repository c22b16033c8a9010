// Unions of flexible arrays inside packed records.
struct pf_zero { unsigned char x; union { unsigned a[0]; unsigned char d[0]; } seg; } __attribute__((packed));
struct pf_flexible { unsigned char x; union { struct { struct { } e1; unsigned a[]; }; struct { struct { } e2; unsigned char d[]; }; } seg; }
	__attribute__((packed));
struct pf_struct { char c; struct { short n; long long data[]; } tail; } __attribute__((packed));
