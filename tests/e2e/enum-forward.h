// flags:
/* Enums that are used before they are defined have the type of their definition. */
enum later;
enum never;
enum big;
struct holder { enum later *pointer; };
int before(enum later *value);
int callback(int (*f)(enum later *));
enum later { LATER_A = 1, LATER_TOP = 0x80000000 };
enum big { BIG = 0x123456789abcdef0 };
enum later after(enum later value);
enum big after_big(enum big value);
enum never *opaque(enum never *value);
