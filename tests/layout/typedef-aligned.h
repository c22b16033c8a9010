// A record whose only name is a typedef with an alignment of its own.
typedef struct { long long a; } ta_more __attribute__((aligned(16)));
typedef struct { int a; char b; } ta_pointer, *ta_to __attribute__((aligned(16)));
typedef union { int a; char b[3]; } ta_union __attribute__((aligned(8)));
struct ta_holds { char c; ta_more x; char d; };
struct ta_holds_union { char c; ta_union x; };
