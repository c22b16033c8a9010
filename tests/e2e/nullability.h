// flags:
/* Clang's nullability attributes change nothing about the types. */
#ifndef __clang__
#define _Nonnull
#define _Nullable
#endif
typedef int *_Nullable nullable_pointer;
struct node { struct node *_Nullable next; int value; int (*_Nonnull visit)(int *_Nonnull); };
int add(const int *_Nonnull a, int *_Nullable b);
char *_Nonnull name_of(struct node *_Nonnull node) __attribute__((returns_nonnull));
__attribute__((nonnull(1))) int first(nullable_pointer p, nullable_pointer q);
