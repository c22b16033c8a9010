#include "helper-macros.h"

const char *last_name = "none";

void lock_it(struct lock *lock) { lock->held++; }
void unlock_it(struct lock *lock) { lock->held--; }
int try_lock(struct lock *lock) { return lock->held++ == 0; }
int negate_int(int x) { return -x; }
long negate_long(long x) { return -x; }
struct node *node_of(const struct node *node) { return (struct node *)node; }
void *resize_real(void *at, size_t n, unsigned int flags) { return (char *)at + n + flags; }
int format_all(const char *format, va_list list) { return format[0]; }

int run_real(int (*call)(void *data), void *data, const char *name)
{
	last_name = name;
	return call(data);
}
