// LEFT:6: typedef clash [name-taken]
// LEFT:9: macro SIG_THREE [name-taken]
/* a tag and a typedef of different types; an enumerator and a macro of different values */
struct clash { int x; };

typedef long clash;
clash use(struct clash *tag, clash value);
enum { SIG_ONE = 1, SIG_THREE = 3 };
#define SIG_THREE 33
#define SIG_ONE 1
