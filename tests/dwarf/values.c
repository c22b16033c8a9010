/*
 * Values that lie in the object's data; those that do not are not to be known: values.h has the others.
 */
enum level { LOW = -2, HIGH = 3 };
const int negative = -7;
const unsigned char byte = 200;
const unsigned long long wide = 0xfedcba9876543210;
const enum level level = LOW;
const _Bool flag = 1;
const double real = -2.5;
const float half = 0.5f;
const char text[] = "text";
const char padded[8] = "pad";
const int zero = 0;
typedef const short fixed;
fixed by_typedef = -3;
__attribute__((section("elsewhere"))) const int placed = 12;
extern const int elsewhere;
const long address = (long)&elsewhere;
const volatile int device = 4;
