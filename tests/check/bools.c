#include <stdbool.h>
struct written { bool by_rust; unsigned char by_c; };
struct written the_written;
bool flag;
void takes_bool(bool b) { (void)b; }
void takes_byte(unsigned char b) { (void)b; }
bool gives_bool(void) { return true; }
unsigned char gives_byte(void) { return 2; }
void fills(bool *b) { *b = true; }
