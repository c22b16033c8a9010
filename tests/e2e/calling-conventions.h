// flags: --blocklist-function blocked
/* Conventions that Rust does not have: functions are left out, pointers to such functions are opaque but keep their place. */
__attribute__((preserve_most)) void kept(void);
__attribute__((preserve_most)) void blocked(int x);
__attribute__((ms_abi)) int windows(int a, int b, long c);
__attribute__((sysv_abi)) int unix_like(int a);
struct table {
	int before;
	void (__attribute__((preserve_most)) *kept)(int);
	int (__attribute__((ms_abi)) *windows)(int, int, long);
	int (*normal)(int);
	int after;
};
typedef void (__attribute__((preserve_most)) *kept_pointer)(void);
kept_pointer pick(kept_pointer p, int which);
void fill(struct table *t);
int normal(int x);
