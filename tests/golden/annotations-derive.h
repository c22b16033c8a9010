// flags: --with-derive-default --default-alias-style new_type --default-enum-style rust
/** <div rustbindgen nocopy></div> */
struct handle { int fd; };
/* what holds one cannot be copied either */
struct owner { struct handle handle; struct handle *next; };

/**
 * A secret.
 * <div rustbindgen nodebug nodefault></div>
 */
struct secret { int key[4]; };
struct keeper { struct secret secret; };

/// <div rustbindgen derive="Hash,PartialEq" derive="Eq" attribute='#[doc(alias = "tk")]' mustusetype></div>
struct token { int id; };

/** <div rustbindgen mustusetype attribute="#[doc(hidden)],#[allow(dead_code)]"></div> */
struct unseen;
void take_unseen(struct unseen *unseen);

/** <div rustbindgen nocopy></div> */
union number { int i; float f; };
/** <div rustbindgen nocopy></div> */
typedef struct { int value; } boxed;
/** <div rustbindgen nocopy derive="Hash"></div> */
typedef int id;
/** <div rustbindgen nocopy nodebug derive="PartialOrd" mustusetype></div> */
enum level { LOW, HIGH };
/** <div rustbindgen opaque nocopy></div> */
struct blob { int a, b; };
