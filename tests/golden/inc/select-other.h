struct other_deep { int x; };
typedef struct other_deep other_alias;
struct other { other_alias *deep; };
enum other_enum { OTHER_ONE };
int other_function(struct other *o);
extern int other_variable;
#define OTHER_MACRO 7
