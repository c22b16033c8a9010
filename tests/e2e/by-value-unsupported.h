// flags:
/* Types that Rust cannot pass by value as C does: such functions are left out, the others and the layouts stay right. */
typedef float vector4 __attribute__((vector_size(16)));
typedef int vector2 __attribute__((vector_size(8)));
long double long_double_result(void);
void long_double_argument(long double x);
vector4 vector_result(vector4 a);
__float128 quadruple(__float128 q);
struct has_long_double { char a; long double b; char c; };
struct has_vector { char a; vector4 b; int c; };
struct has_quadruple { char a; __float128 b; short c; };
struct has_both { struct has_long_double inner; int d; };
struct has_long_double struct_by_value(struct has_long_double s);
void struct_by_pointer(struct has_long_double *s, struct has_vector *v, struct has_quadruple *q, struct has_both *b);
void long_double_pointer(long double *x, vector4 *v);
int callback_with_long_double(int (*f)(long double));
extern long double long_double_variable;
int plain(int x);
struct has_pointer { long double *p; vector2 *v; int n; };
int sizes(int which);
/* _Complex in registers */
double _Complex complex_double(double _Complex z);
float _Complex complex_float(float _Complex z, float _Complex y);
