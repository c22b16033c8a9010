/* Object-like macros: constants by their value at the end of the translation unit. */
typedef unsigned short u16;
typedef unsigned int gfp_t;
typedef enum { MODE_OFF, MODE_ON = 4 } run_mode;
enum level { LEVEL_A = 3, LEVEL_NEGATIVE = -3 };
struct pair { int a, b; };

#define ZERO 0
#define SMALL 42
#define HEX 0xff
#define OCTAL 0755
#define BINARY 0b101
#define MINUS -1
#define MINUS_PARENTHESES (-5)
#define INT_MAXIMUM 0x7fffffff
#define UINT_MAXIMUM 0xffffffffU
#define UINT_FROM_HEX 0xffffffff
#define ALL_ONES ~0U
#define ALL_ONES_LONG (~0UL)
#define ALL_ONES_SIGNED ~0
#define LONG_MINIMUM (-0x7fffffffffffffffL - 1)
#define ULLONG_MAXIMUM 0xffffffffffffffffULL
#define TOP_BIT (1ULL << 63)
#define TOP_BIT_INT (1 << 31)
#define FIVE_BILLION 5000000000
#define MINUS_FIVE_BILLION -5000000000
#define LLONG_MINIMUM (-9223372036854775807LL - 1)
#define SEPARATED (SMALL + HEX * 2)
#define CAST ((u16)0x12345)
#define CAST_SIGNED ((signed char)200)
#define CAST_GFP ((gfp_t)0x400u)
#define SIZE sizeof(struct pair)
#define SIZE_EXPRESSION (sizeof(long) * 2)
#define ALIGNMENT _Alignof(struct pair)
#define OFFSET __builtin_offsetof(struct pair, b)
#define TERNARY (SMALL > 40 ? 1 : 2)
#define COMPARISON (SMALL == 42)
#define LOGICAL (SMALL && ZERO)
#define ENUMERATOR LEVEL_NEGATIVE
#define ENUMERATOR_TYPED MODE_ON
#define ENUMERATOR_SUM (LEVEL_A + 10)
#define CAST_ENUM ((run_mode)4)
#define CHARACTER 'a'
#define CHARACTER_HIGH '\xff'
#define CHARACTER_ZERO '\0'
#define CHARACTER_MULTI 'ab'
#define CHARACTER_WIDE L'x'
#define CHARACTER_16 u'y'
#define CHARACTER_ARITHMETIC ('a' + 1)
#define TRUTH ((_Bool)1)
#define FLOATING 1.5
#define FLOATING_SINGLE 2.5f
#define FLOATING_HEX 0x1p3
#define FLOATING_HEX_NEGATIVE (-0x1.8p-2)
#define FLOATING_SUM (1.0 / 4)
#define FLOATING_EXPONENT 1e300
#define FLOATING_CAST ((double)3)
#define FLOATING_TINY 4.9406564584124654e-324
#define FLOATING_INFINITE __builtin_inf()
#define FLOATING_NAN __builtin_nan("")
#define TEXT "text"
#define TEXT_EMPTY ""
#define TEXT_JOINED "one" " " "two"
#define TEXT_ZERO_INSIDE "a\0b"
#define TEXT_ESCAPES "tab\tquote\"back\\nl\n\x80\377"
#define TEXT_UTF8 "gr\303\274n"
#define TEXT_FROM_MACRO TEXT
#define TEXT_WIDE L"wide"
#define TEXT_16 u"sixteen"
#define TEXT_32 U"thirty-two"
#define TEXT_U8 u8"eight"
#define TEXT_PARENTHESES ("in parentheses")
#define COMMA (1, 2)
#define ALIAS_OF_ALIAS SEPARATED
#define INT64_C(c) c##L
#define UINT64_C(c) c##UL
#define SIGNED_64 INT64_C(0x100000000)
#define UNSIGNED_64 UINT64_C(18446744073709551615)
#define SHIFTED(x) (1u << (x))
#define USES_FUNCTION_LIKE SHIFTED(31)
#define GNU_EXPRESSION __extension__ 0x10

/* the last definition counts */
#define REDEFINED 100
#undef REDEFINED
#define REDEFINED 250
#define DEPENDENT INNER
#define INNER 1
#undef INNER
#define INNER 2
#define PUSHED 1
#pragma push_macro("PUSHED")
#undef PUSHED
#define PUSHED 2
#pragma pop_macro("PUSHED")

/* no constants: none of these may appear */
#define UNDEFINED_LATER 1
#undef UNDEFINED_LATER
#define NOTHING
#define A_TYPE unsigned long
#define A_KEYWORD static
#define POINTER ((void *)-1)
#define NULL_POINTER ((void *)0)
#define LITERAL ((struct pair){ 1, 2 })
#define BRACES { 1, 2 }
#define STATEMENT do { } while (0)
#define UNKNOWN_NAME not_declared_anywhere
#define CALL some_function(3)
#define A_VARIABLE variable
#define ADDRESS &variable
#define DIVIDED (1 / 0)
#define UNBALANCED (1
#define TWO_STATEMENTS 1; 2
#define FUNCTION_LIKE(x) (x)
#define USES_STRINGIZE_BADLY #x
#define ATTRIBUTE __attribute__((unused))
#define SELF_REFERENCE SELF_REFERENCE
#define INCREMENT variable++
#define COMPLEX_NUMBER (1.0 + 2.0i)
#define STATEMENT_EXPRESSION ({ 1; })
#define COUNTER_A 1 }
#define COMMENT_ONLY /* nothing */
int some_function(int);
extern int variable;

/* a macro that names a function, a variable, an enumerator */
#define some_function some_function
#define variable variable
#define LEVEL_A LEVEL_A
#define stdout_like stdout_like
extern int stdout_like;
