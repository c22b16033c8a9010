// flags: --use-core
/* x86-64: Rust has win64, sysv64 and vectorcall only behind a feature; the rest has no counterpart. */
__attribute__((ms_abi)) int windows(int a, int b);
__attribute__((sysv_abi)) int unix_like(int a);
__attribute__((preserve_most)) void kept(void);
__attribute__((preserve_all)) void all_kept(void);
__attribute__((vectorcall)) int vectors(double a);
__attribute__((regcall)) int registers(int a);
struct table {
	int before;
	void (__attribute__((preserve_most)) *kept)(int);
	int (__attribute__((ms_abi)) *windows)(int);
	int (__attribute__((vectorcall)) *vectors)(int);
	int after;
};
typedef void (__attribute__((preserve_most)) *kept_pointer)(void);
kept_pointer pick(kept_pointer p);
