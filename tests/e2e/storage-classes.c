#define stack_pointer unused_here
#include "storage-classes.h"

_Thread_local int per_thread;
__thread int per_thread_gnu;
const volatile int hardware = 1;
volatile int interrupt_count;
_Atomic int counter;
_Atomic(long) *counter_pointer;

void set(struct with_atomics *w)
{
	w->a = 1;
	w->b = -2;
	w->c = 3;
	w->d = 1;
	w->after = 5;
}

int sum(const volatile struct with_atomics *w)
{
	return w->a + w->b + w->c + w->d + w->after;
}

int take_atomic_pointer(_Atomic int *a)
{
	return ++*a;
}

void tick(void)
{
	interrupt_count++;
	counter += 10;
	*(volatile int *)&hardware;
}
