// flags: --enable-function-attribute-detection
/* Functions that do not return, by every spelling, and those that only look like it. */
_Noreturn void e(int code);
__attribute__((cold)) extern _Noreturn void ret(void);
void gnu(void) __attribute__((__noreturn__));
void runs(__attribute__((noreturn)) void (*unused)(void)) __attribute__((cold));
__attribute__((deprecated("_Noreturn is \"(\" gone"))) void says(void);
void noreturn(int by) __attribute__((cold));
int count(void);
