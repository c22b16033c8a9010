#include <stdint.h>
struct forward;
struct point { short x, y; };
struct bits { int a : 3; unsigned b : 13; uint8_t c; };
struct bad_bits { int a : 3; unsigned b : 13; uint8_t c; };
struct flexible { int n; struct point points[]; };
union overlay { int number; struct point point; };
struct keywords { int type, self, box; };
struct nested { struct { int a; union { long l; double d; }; } in; struct { int b; }; };
struct opaque { int secret[4]; };
struct padded { char c; long double wide; };
struct complex { float _Complex value; };
struct moved { int a, b; };
struct all {
	struct forward *forward; struct bits bits; struct bad_bits bad_bits; struct flexible *flexible; union overlay overlay;
	struct keywords keywords; struct nested nested; struct opaque opaque; struct padded padded; struct complex complex;
	struct moved moved;
};
struct all *use_all;
