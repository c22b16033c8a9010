// flags: --with-derive-default
/* Types that refer to each other in circles, through pointers and functions. */
typedef struct tree tree;
typedef struct visitor visitor;
typedef int (*visit)(visitor *self, tree *t);
struct visitor { visit enter; visit leave; void *context; const visitor *parent; };
struct tree { tree *children[2]; int value; visit on_visit; struct extra *extra; };
struct extra { struct tree tree; struct extra *next; struct never_defined *hidden; };
typedef struct chain { struct chain *(*next)(struct chain *); int n; } *chain_pointer, chain_type;
typedef int (*(*generator)(int))(int);
typedef void (*table[3])(struct tree *);
int walk(tree *t, visitor *v);
chain_pointer second(chain_type *c);
generator make(void);
struct never_defined *conjure(void);
int inspect(struct never_defined *n);
