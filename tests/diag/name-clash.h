// EXPECT:7:21: warning: enumerator 'SIG_THREE' is left out: a macro of the same name has another value [-Whidden-enumerator]
// LEFT:7: enumerator SIG_THREE [hidden-enumerator]
// LEFT:9: macro SIG_ONE [same-as-enumerator]
/* a tag and a typedef of different types; an enumerator and a macro of different values */
struct clash { int x; };
typedef long clash;
enum { SIG_ONE = 1, SIG_THREE = 3 };
clash use(struct clash *tag, clash value);
#define SIG_ONE 1
#define SIG_THREE 33
