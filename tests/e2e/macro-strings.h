// flags:
#define S_PLAIN "text"
#define S_EMPTY ""
#define S_JOINED "one" " " "two"
#define S_ZERO "a\0b"
#define S_BYTES "\x80\xff\377\n\"\\'\t"
#define S_UTF8 "gr\303\274n, grün"
#define S_ALIAS S_PLAIN
#define S_PARENTHESES ("in parentheses")
#define S_WIDE L"wide \x20ac"
#define S_16 u"sixteen \xd83d"
#define S_32 U"thirty-two \U0001f600"
#define S_U8 u8"eight ü"
#define STRINGIZE(x) #x
#define S_STRINGIZED STRINGIZE(a + b)
struct text { unsigned long size; const void *start; };
extern const struct text texts[], texts_16[], texts_32[];
