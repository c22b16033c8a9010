/* Layouts that Rust has to be told about; every offset is asserted in the output. */
struct plain { char a; short b; int c; long d; long long e; double f; float g; void *h; long double_word; char tail; };
struct __attribute__((packed)) packed { char a; int b; long long c; short d; };
#pragma pack(push, 2)
struct pragma_two { char a; int b; long long c; char d; };
#pragma pack(4)
struct pragma_four { char a; int b; long long c; double d; char e; };
#pragma pack(pop)
struct __attribute__((aligned(32))) aligned { char a; };
struct __attribute__((packed, aligned(4))) packed_aligned { char a; int b; short c; char d; };
struct __attribute__((packed, aligned(2))) packed_aligned_2 { char a; long long b; char c; };
struct field_packed { char a; int b __attribute__((packed)); char c; long long d __attribute__((packed)); };
struct field_aligned { char a; char b __attribute__((aligned(8))); char c; short d __attribute__((aligned(16))); };
struct field_packed_aligned { char a; int b __attribute__((packed, aligned(2))); char c; };
struct has_aligned { char a; struct aligned b; char c; };
struct __attribute__((packed)) packed_with_aligned { char a; struct aligned b; char c; };
struct __attribute__((packed)) packed_with_bits { char a; unsigned b : 3; unsigned c : 13; int d; };
struct empty {};
struct __attribute__((aligned(64))) empty_aligned {};
struct has_empty { int a; struct empty b; char c; struct empty_aligned d; char e; };
struct only_zero_array { int a[0]; };
struct zero_array_inside { char a; long long b[0]; char c; };
struct flexible { int n; struct plain items[]; };
struct flexible_aligned { char n; long long items[]; };
struct flexible_in_union { union { struct {} nothing; int items[]; }; };
union flexible_union { int n; char bytes[0]; };
struct bits { unsigned a : 1; int b : 7; unsigned c : 24; unsigned d : 30; unsigned e : 2; char f; unsigned short g : 9; };
struct bits_64 { unsigned long long a : 33; unsigned long long b : 31; long long c : 64; unsigned long long d : 1; };
struct bits_zero { unsigned a : 3; unsigned : 0; unsigned b : 3; char c : 2; short : 0; char d; };
struct bits_unnamed { unsigned a : 3; unsigned : 5; unsigned b : 9; int : 20; unsigned c : 2; };
struct bits_mixed { char a : 3; short b : 5; int c : 9; long long d : 40; _Bool e : 1; char f; };
struct bits_only_unnamed { int : 3; };
struct bits_straddle { unsigned char a; unsigned b : 20; unsigned char c; unsigned d : 12; };
struct bits_aligned { unsigned a : 3; unsigned b : 5 __attribute__((aligned(8))); unsigned c : 2; };
struct nested { struct { char a; struct { short b; union { int c; char d[6]; }; }; }; long e; };
union mixed { char a; struct plain b; long long c; };
union __attribute__((packed)) union_packed { char a; int b; long long c; };
union __attribute__((aligned(32))) union_aligned { char a; };
union union_bits { unsigned a : 5; unsigned long long b : 40; char c; };
struct enums { enum { SMALL_ENUM } a; enum __attribute__((packed)) { TINY_ENUM } b; };
struct floats { float a; double b; char c; double d[2]; };
struct arrays { char a[3]; short b[3][5]; int *c[2]; int (*d)[7]; struct plain e[2]; };
struct has_pragma { char a; struct pragma_two b; struct pragma_four c; };
