// COUNT: constants 12
/* What values.c has in its data, as macros. */
#define negative (-7)
#define byte 200
#define wide 0xfedcba9876543210
#define level (-2)
#define flag 1
#define real (-2.5)
#define half 0.5
#define text "text"
#define padded "pad\0\0\0\0"
#define zero 0
#define by_typedef (-3)
#define placed 12
