// flags: --default-non-copy-union-style manually_drop --bindgen-wrapper-union other
struct pinned { int n; int more[]; };
union plain { int i; float f; };
union holds { struct pinned p; int i; };
union other { struct pinned p; long l; };
struct user { int n; union plain p; };
