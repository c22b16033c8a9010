// flags: --manually-drop-union holds
struct pinned { int n; int more[]; };
union plain { int i; float f; };
union holds { struct pinned p; int i; };
union other { struct pinned p; long l; };
struct user { int n; union plain p; };
