// flags:
/* Integer macros: C hands each value over as 64 bits and says whether it is negative. */
typedef unsigned short u16;
typedef unsigned int gfp_t;
typedef signed char s8;
typedef enum { MODE_OFF, MODE_ON = 4 } run_mode;
enum level { LEVEL_A = 3, LEVEL_NEGATIVE = -3 };
struct pair { int a, b; };

#define VALUES(X) \
	X(V_ZERO) X(V_HEX) X(V_OCTAL) X(V_BINARY) X(V_MINUS) X(V_INT_MAX) X(V_UINT_MAX) X(V_HEX_MAX) X(V_NOT_0U) X(V_NOT_0UL) \
	X(V_NOT_0) X(V_LONG_MIN) X(V_ULLONG_MAX) X(V_TOP_BIT) X(V_TOP_BIT_INT) X(V_BIG) X(V_BIG_NEGATIVE) X(V_NESTED) X(V_CAST) \
	X(V_CAST_SIGNED) X(V_CAST_GFP) X(V_SIZEOF) X(V_SIZEOF_SUM) X(V_ALIGNOF) X(V_OFFSETOF) X(V_TERNARY) X(V_COMPARE) X(V_LOGICAL) \
	X(V_ENUMERATOR) X(V_ENUMERATOR_TYPED) X(V_ENUMERATOR_SUM) X(V_CAST_ENUM) X(V_CHARACTER) X(V_CHARACTER_HIGH) \
	X(V_CHARACTER_WIDE) X(V_INT64_C) X(V_UINT64_C) X(V_FUNCTION_LIKE) X(V_UNSIGNED_MINUS) X(V_MODULO) X(V_SHIFT_NEGATIVE) \
	X(V_UNSIGNED_COMPARE) X(V_COMMA_CAST) X(V_MULTI_CHARACTER) X(V_LINE_CONTINUED) X(V_PASTED) X(V_LAZY) X(V_TRUTH)
#define V_ZERO 0
#define V_HEX 0xffUL
#define V_OCTAL 0755
#define V_BINARY 0b1011
#define V_MINUS -1
#define V_INT_MAX 0x7fffffff
#define V_UINT_MAX 0xffffffffU
#define V_HEX_MAX 0xffffffff
#define V_NOT_0U ~0U
#define V_NOT_0UL ~0UL
#define V_NOT_0 ~0
#define V_LONG_MIN (-0x7fffffffffffffffL - 1)
#define V_ULLONG_MAX 0xffffffffffffffffULL
#define V_TOP_BIT (1ULL << 63)
#define V_TOP_BIT_INT ((int)(1u << 31))
#define V_BIG 5000000000
#define V_BIG_NEGATIVE -5000000000
#define V_NESTED (V_OCTAL + V_HEX * 2)
#define V_CAST ((u16)0x12345)
#define V_CAST_SIGNED ((s8)200)
#define V_CAST_GFP ((gfp_t)0x80000000u)
#define V_SIZEOF sizeof(struct pair)
#define V_SIZEOF_SUM (sizeof(long) + sizeof(char[3]))
#define V_ALIGNOF _Alignof(struct pair)
#define V_OFFSETOF __builtin_offsetof(struct pair, b)
#define V_TERNARY (V_HEX > 40 ? -7 : 2)
#define V_COMPARE (V_HEX == 255)
#define V_LOGICAL (V_HEX && !V_ZERO)
#define V_ENUMERATOR LEVEL_NEGATIVE
#define V_ENUMERATOR_TYPED MODE_ON
#define V_ENUMERATOR_SUM (LEVEL_A | 0x100)
#define V_CAST_ENUM ((run_mode)MODE_ON)
#define V_CHARACTER 'a'
#define V_CHARACTER_HIGH '\x7f'
#define V_CHARACTER_WIDE L'\x20ac'
#define INT64_C(c) c##L
#define UINT64_C(c) c##UL
#define V_INT64_C INT64_C(0x123456789abcdef)
#define V_UINT64_C UINT64_C(18446744073709551615)
#define BIT(n) (1ull << (n))
#define V_FUNCTION_LIKE (BIT(63) | BIT(0))
#define V_UNSIGNED_MINUS (-1U)
#define V_MODULO (-7 % 3)
#define V_SHIFT_NEGATIVE (-8 >> 1)
#define V_UNSIGNED_COMPARE (-1 < 0u)
#define V_COMMA_CAST ((unsigned char)(300))
#define V_MULTI_CHARACTER 'ab'
#define V_LINE_CONTINUED 1 + \
	2
#define PASTE(a, b) a##b
#define V_PASTED PASTE(0x, ff)
#define V_LAZY V_DEFINED_BELOW
#define V_DEFINED_BELOW 77
#define V_TRUTH ((_Bool)5)

struct entry { const char *name; unsigned long long bits; int negative; };
extern const struct entry entries[];
