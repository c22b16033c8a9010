// Where clang differs from GCC 12 (sizes and alignments of GCC in brackets): the model follows clang or leaves them out.
// targets: x86_64 i686
// compilers: clang
struct co_3 { char c[3]; };
struct co_atomic { char c; _Atomic struct co_3 x; };                              /* 4/1 */
typedef int co_int_16 __attribute__((aligned(16)));
struct co_bits { char c; co_int_16 a : 5; co_int_16 b : 7; };                     /* 48/16 */
union co_ms { unsigned a : 3; char c; } __attribute__((ms_struct));               /* 4/4 */
typedef int co_vector __attribute__((vector_size(8)));
struct co_short { char c; co_vector x; };                                         /* i686: 12/4 */
