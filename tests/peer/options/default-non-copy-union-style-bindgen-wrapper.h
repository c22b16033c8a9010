// flags: --with-derive-default --default-non-copy-union-style bindgen_wrapper
struct pinned { int n; int more[]; };
union plain { int i; float f; };
union holds { struct pinned p; int i; };
union other { struct pinned p; long l; };
struct user { int n; union plain p; };
