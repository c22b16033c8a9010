// flags: --with-derive-default --with-derive-hash --with-derive-partialeq --with-derive-eq --with-derive-partialord --with-derive-ord
// flags: --impl-debug --impl-partialeq --no-copy heavy --no-default refuses --with-derive-custom-struct 'heavy=Debug' --no-debug heavy
struct plain { int a; char b; };
struct large { int a[40]; };
struct floats { float f; };
struct pointers { const int *p; int (*f)(int); };
struct heavy { int n; };
struct refuses { int n; };
union either { int i; float f; };
struct with_union { union either e; int x; };
struct __attribute__((packed)) tight { char c; int i; };
struct bits { unsigned a : 3; int b : 5; };
struct nested { struct plain p; struct large l; struct bits b; };
struct tail { int n; int data[]; };
int touch(struct nested *n);
