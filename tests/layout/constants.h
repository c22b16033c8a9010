// Values that depend on the target.
#define C_LONG_MAX __LONG_MAX__
#define C_ULONG_MAX (~0UL)
#define C_SIZE sizeof(void *)
#define C_NEGATIVE (-1)
#define C_UNSIGNED (~0U)
#define C_U64 0xffffffffffffffffULL
#define C_I64_MIN (-0x7fffffffffffffffLL - 1)
#define C_SHIFT (1ULL << 63)
#define C_CHAR '\xff'
#define C_CHAR_SIGN ((char)-1 < 0)
#define C_WIDE L'\x263a'
#define C_CAST ((unsigned char)-1)
#define C_TERNARY (sizeof(long) == 8 ? 64 : 32)
#define C_DOUBLE 1.25e10
#define C_FLOAT 0x1p-3f
#define C_STRING "text\0more"
#define C_WSTRING L"wide"
#define C_OFFSET __builtin_offsetof(struct c_record, x)
#define C_ENUM C_ENUMERATOR
#define C_GONE 1
#undef C_GONE
#define C_TWICE 1
#undef C_TWICE
#define C_TWICE 2
#define C_ALIGN _Alignof(long long)
#define C_BOOL (!0)
struct c_record { char c; long x; };
enum c_enum { C_ENUMERATOR = 5, C_MINUS = -C_TERNARY };
#define C_SPLICED ( \
	C_TWICE | \
	4 \
)
