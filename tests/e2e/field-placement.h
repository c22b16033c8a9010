// flags: --with-derive-default
/* Attributes on single fields, and pragmas. */
struct field_packed { char a; int b __attribute__((packed)); char c; long long d __attribute__((packed)); short e; };
struct field_aligned { char a; char b __attribute__((aligned(8))); char c; short d __attribute__((aligned(16))); int e; };
struct field_both { char a; int b __attribute__((packed, aligned(2))); char c; };
#pragma pack(push, 2)
struct pragma_two { char a; int b; long long c; char d; struct { char e; long f; } g; };
#pragma pack(4)
struct pragma_four { char a; double b; char c; long d; };
#pragma pack(pop)
struct not_packed_again { char a; long b; };
struct __attribute__((packed)) arrays { char a; int b[3]; struct not_packed_again c; char *d; };
struct __attribute__((aligned(1))) useless { int a; };
struct __attribute__((packed, aligned(8))) odd { char a; long b; };
union __attribute__((packed)) packed_union { char a; long b; int c[3]; };
struct with_union { char a; union packed_union u; char b; };
struct zero_inside { char a; long b[0]; char c; };
typedef int unaligned_int __attribute__((aligned(1)));
typedef int overaligned_int __attribute__((aligned(16)));
struct typedefs { char a; unaligned_int b; char c; overaligned_int d; char e; };
struct has_array { char a; overaligned_int *b; unaligned_int c[2]; };
#define RECORDS(X) X(field_packed) X(field_aligned) X(field_both) X(pragma_two) X(pragma_four) X(arrays) X(odd) X(with_union) \
	X(zero_inside) X(typedefs) X(has_array)
struct place { unsigned long size, align, offsets[6]; };
struct place place_of(int which);
void fill_field_packed(struct field_packed *p);
void fill_field_aligned(struct field_aligned *p);
