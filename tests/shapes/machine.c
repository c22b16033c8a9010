#include <stdint.h>
#include <stddef.h>
struct scalars { uint8_t a; uint64_t b; double c; struct scalars *d; uint16_t e[3]; _Bool type; size_t g; float h; long i; };
struct __attribute__((packed)) packed { uint8_t a; uint64_t b; };
union any { uint8_t a; uint64_t b; };
enum small { A = 32767, B = 7 } __attribute__((packed));
struct number { uint32_t value; };
struct calls { int (*plain)(int, uint8_t, const struct scalars *); void (*variadic)(int, ...); };
int twice(int a, uint8_t b, const struct scalars *p);
int twice(int a, uint8_t b, const struct scalars *p)
{
	(void)b, (void)p;
	return a;
}
struct scalars *use_scalars;
struct packed *use_packed;
union any *use_any;
enum small *use_small;
struct calls *use_calls;
