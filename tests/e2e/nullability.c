#include "nullability.h"

int add(const int *_Nonnull a, int *_Nullable b)
{
	return *a + (b ? *b : 100);
}

char *_Nonnull name_of(struct node *_Nonnull node)
{
	return node->next ? "inner" : "last";
}

int first(nullable_pointer p, nullable_pointer q)
{
	return q ? *q : *p;
}
