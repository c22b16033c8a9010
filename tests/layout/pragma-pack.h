#pragma pack(push, 1)
struct k1_plain { char c; int i; short s; long long l; };
struct k1_bits { char c; unsigned a : 20; unsigned b : 20; };
struct k1_aligned_field { char c; int x __attribute__((aligned(4))); };
struct k1_aligned { char c; int x; } __attribute__((aligned(8)));
union k1_union { char c[3]; int i; };
#pragma pack(2)
struct k2_plain { char c; int i; short s; long long l; char d; };
struct k2_bits { char c; unsigned a : 20; unsigned b : 20; long long d : 40; };
struct k2_inner { char c; struct { char d; long long x; } in; };
union k2_union { char c[3]; int i; };
#pragma pack(4)
struct k4_plain { char c; int i; short s; long long l; double d; char e; };
struct k4_bits { char c; unsigned a : 20; unsigned b : 20; long long d : 40; };
struct k4_pointer { char c; void *p; };
#pragma pack(8)
struct k8_plain { char c; int i; short s; long long l; double d; };
struct k8_bits { char c; long long a : 40; long long b : 40; };
#pragma pack(16)
struct k16_plain { char c; long double x; };
#pragma pack(pop)
struct k0_plain { char c; int i; };
struct k0_holds { char c; struct k1_plain a; struct k2_plain b; struct k4_plain d; };
#pragma pack(2)
struct k2_holds_aligned { char c; struct { int x; } __attribute__((aligned(16))) in; char d; };
struct k2_packed { char c; int i; } __attribute__((packed));
#pragma pack()
