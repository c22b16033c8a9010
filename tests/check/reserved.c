typedef struct { long long __largest_integer; long double __largest_number; } own_align_t;
own_align_t the_align;
struct mine { int __used; int _theirs; } the_mine;
