#include <stdbool.h>
extern void takes_bool(bool b);
extern void takes_byte(unsigned char b);
extern bool gives_bool(void);
extern unsigned char gives_byte(void);
extern void width(int n);
extern int stops(void);
extern void comes_back(void) __attribute__((noreturn));
void use(void)
{
	takes_bool(gives_byte());
	takes_byte(gives_bool());
	width(stops());
	comes_back();
}
