typedef float vector4 __attribute__((vector_size(16)));
struct has_vector { vector4 v; };
struct has_long_double { long double l; };
