// LEFT:17: function long_double_result [unsupported-signature]
// LEFT:18: function long_double_argument [unsupported-signature]
// LEFT:19: function half [unsupported-signature]
// LEFT:20: function brain [unsupported-signature]
// LEFT:21: function quadruple [unsupported-signature]
// LEFT:22: function bits [unsupported-signature]
// LEFT:23: function vector [unsupported-signature]
// LEFT:24: function vector_typedef [unsupported-signature]
// LEFT:25: function struct_with_vector [unsupported-signature]
// LEFT:26: function struct_with_long_double [unsupported-signature]
// LEFT:27: function atomic [unsupported-signature]
// LEFT:28: function kept [unsupported-signature]
// LEFT:29: function vectors [unsupported-signature]
// LEFT:32: function pointer has_pointers.a [opaque-pointer]
// LEFT:33: function pointer has_pointers.b [opaque-pointer]
#include "inc/vector-types.h"
long double long_double_result(void);
void long_double_argument(const char *x, long double y);
_Float16 half(_Float16 x);
void brain(__bf16 x);
__float128 quadruple(void);
void bits(_BitInt(37) x);
void vector(float __attribute__((vector_size(16))) x);
vector4 vector_typedef(void);
void struct_with_vector(struct has_vector v);
struct has_long_double struct_with_long_double(void);
void atomic(_Atomic int x);
__attribute__((preserve_most)) void kept(void);
__attribute__((vectorcall)) void vectors(double x);
struct has_pointers {
	int (*fine)(long double *);
	int (*a)(long double);
	void (__attribute__((preserve_most)) *b)(int);
};
void fine_pointers(long double *a, vector4 *b, struct has_vector *c, _Atomic int *d, struct has_pointers e);
double _Complex complex(float _Complex z);
__int128 wide(unsigned __int128 x);
