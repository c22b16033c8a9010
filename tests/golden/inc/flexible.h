/* Flexible array members, C99's and GNU's. */
typedef unsigned char u8;
struct c99 { int n; long items[]; };
struct gnu_zero { int n; u8 data[0]; };
struct of_structs { unsigned count; struct c99 *pointers[]; };
struct two_zeroes { int a; char first[0]; char second[0]; };
struct one_at_end { int n; char old_style[1]; };
union in_union { int n; struct { int m; char tail[]; } s; };
union array_alone { struct {} none; int items[]; };
struct kernel_style { int n; union { struct { struct {} empty_a; int ints[]; }; struct { struct {} empty_b; long longs[]; }; }; };
struct around { int k; struct c99 last; };
struct flexible_bits { unsigned n : 4; unsigned m : 12; unsigned short tail[]; };
struct two_dimensional { int n; int matrix[][4]; };
long sum(const struct c99 *c);
