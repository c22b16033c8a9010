// flags: --generate-cstr
#define GREETING "hello"
#define WITH_ZERO "a\0b"
#define HIGH "\xff"
int same(const char *text);
