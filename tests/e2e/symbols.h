// flags:
/* Symbols that are not what the C name says, or not there at all. */
int renamed(int x) __asm__("the_real_symbol");
extern int renamed_variable __asm__("the_real_variable");
int dollar$sign(int x);
__attribute__((visibility("hidden"))) int hidden_function(void);
extern __attribute__((visibility("hidden"))) int hidden_variable;
static inline int in_header(int x) { return x + 1; }
static int in_header_static(void) { return 1; }
inline int only_inline(void) { return 2; }
extern inline __attribute__((gnu_inline)) int gnu_inline(void) { return 3; }
__attribute__((weak)) int weak_function(void);
int ordinary(void);
