// flags: --stable-names --with-derive-default
/* Unnamed types: numbered per parent, and over the whole file at top level. */
enum { FIRST_A, FIRST_B };
enum { SECOND_A = 10 };
struct { int x; } global_variable;
extern struct { int y; } *pointer_variable;
struct parent {
	struct { int a; };
	union { int b; struct { int c; union { int d; float e; }; }; };
	struct { int f; } named;
	struct { int g; } array[3], *pointer;
	enum { FIELD_A, FIELD_B } mode;
	enum { OTHER_FIELD_A } other;
	struct child { int h; struct grandchild { int i; } deep; struct { int j; } plain; } child;
	union choice { int k; } choice;
	int (*callback)(struct { int l; } *argument);
};
typedef struct { struct { int m; }; union { int n; } u; } wrapped;
typedef union { int o; enum { DEEP_A } p; } wrapped_union;
typedef enum { W_A, W_B } wrapped_enum;
typedef struct { int q; } first_name, *first_pointer, second_name[2];
typedef struct { int r; } *only_pointer;
typedef struct { int s; } only_array[4];
struct { enum { LOOSE_A } z; } last_variable;
enum { LAST_A = 99 };
void take(wrapped *w, only_pointer p, only_array a, first_pointer f);
struct { int never_used; };
