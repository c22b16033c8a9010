// flags: --allowlist-file '.*standard-types\.h'
/* The standard library's types become Rust's own of the same size and sign. */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>
#include <time.h>
#include <uchar.h>
#include <wchar.h>
struct standard {
	int8_t i8; uint8_t u8; int16_t i16; uint16_t u16; int32_t i32; uint32_t u32; int64_t i64; uint64_t u64;
	intptr_t ip; uintptr_t up; size_t size; ssize_t ssize; ptrdiff_t difference; intmax_t imax; uintmax_t umax;
	int_fast16_t fast; uint_least32_t least; wchar_t wide; char16_t c16; char32_t c32; bool truth; off_t offset; time_t time;
	max_align_t aligned; wint_t wint; pid_t pid; va_list list;
};
size_t count(const struct standard *s, FILE *stream, const wchar_t *text, ssize_t n);
int format(char *into, size_t size, const char *format, va_list arguments);
unsigned long sizes(int which);
void fill(struct standard *s);
