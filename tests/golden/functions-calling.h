// flags: --use-core -- --target=i686-linux-gnu
// target: i686-unknown-linux-gnu
/* 32-bit x86 conventions, on functions, pointers, typedefs and fields. */
#define STDCALL __attribute__((stdcall))
STDCALL int standard(int a, int b);
__attribute__((fastcall)) int fast(int a, int b);
__attribute__((thiscall)) int this_call(void *self, int b);
__attribute__((regparm(3))) int in_registers(int a, int b, int c);
__attribute__((cdecl)) int plain(int a);
typedef int (STDCALL *window_procedure)(void *window, unsigned message);
struct class { window_procedure procedure; int (__attribute__((fastcall)) *quick)(int); int (*normal)(int); };
int (STDCALL *choose(int which))(int);
