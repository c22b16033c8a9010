/* A small library and a header that it includes: what the selection options choose from. */
#include "select-other.h"
typedef int number;
struct leaf { number n; };
struct branch { struct leaf *leaf; enum twig { TWIG_A, TWIG_B } twig; };
struct tree { struct branch branch; struct other *other; union { int i; float f; }; };
union lonely { int i; };
enum season { SEASON_SPRING, SEASON_AUTUMN };
enum { LOOSE_CONSTANT = 3 };
struct tree *tree_grow(enum season when);
void tree_fell(struct tree *tree);
int other_tree(void (*visit)(struct leaf *leaf));
extern struct leaf golden_leaf;
extern int tree_count;
static const int tree_limit = 12;
#define TREE_MAX 100
#define TREE_NAME "oak"
#define UNRELATED 1
