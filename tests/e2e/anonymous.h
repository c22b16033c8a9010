// flags: --with-derive-default
/* Unnamed members and types, under the names that existing code uses. */
struct area {
	struct {
		union {
			struct { unsigned long vm_start, vm_end; };
			unsigned long list;
		};
		int flags;
	};
	union { int i; float f; } value;
	struct { short x, y; } points[2];
	enum { AREA_FREE, AREA_USED = 3 } state;
	struct owner { int id; struct { int a; } inner; } owner;
	union { struct { char c; } deep; } *pointer;
};
enum { LIMIT = 99 };
struct { int x; } global;
typedef struct { int k; union { int n; }; } named_by_typedef;
int check(const struct area *a, const struct owner *o, named_by_typedef t);
