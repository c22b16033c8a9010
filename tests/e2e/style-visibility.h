// flags: --default-visibility crate --with-derive-default --ctypes-prefix ffi --raw-line 'use super::ffi;' --no-size_t-is-usize
typedef __SIZE_TYPE__ size_t;
struct point { int x, y; unsigned bits : 3; };
size_t measure(const struct point *p, size_t n);
