// flags:
/* Thread-local and register variables are left out; volatile and atomic ones are never immutable for Rust. */
extern _Thread_local int per_thread;
extern __thread int per_thread_gnu;
register unsigned long stack_pointer __asm__("rsp");
extern const volatile int hardware;
extern volatile int interrupt_count;
extern _Atomic int counter;
extern _Atomic(long) *counter_pointer;
struct with_atomics { _Atomic int a; _Atomic(long) b; volatile char c; _Atomic _Bool d; int *_Atomic p; int after; };
void set(struct with_atomics *w);
int sum(const volatile struct with_atomics *w);
int take_atomic_pointer(_Atomic int *a);
void tick(void);
