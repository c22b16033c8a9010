#include <stdbool.h>
#include <stddef.h>
struct node {
	struct node *next;
	const char *name;
	size_t length;
	bool used;
	unsigned char tag[3];
	int (*visit)(struct node *, void *);
};
union number {
	long i;
	double d;
};
struct node *node_new(const char *name, size_t length)
{
	(void)name, (void)length;
	return NULL;
}
union number number_of(const struct node *node)
{
	return (union number){ .i = (long)node->length };
}
