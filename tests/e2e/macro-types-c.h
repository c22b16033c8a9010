// flags: --macro-types c
typedef unsigned int gfp_t;
typedef unsigned char u8;
#define C_INT 5
#define C_UINT 5u
#define C_LONG 5l
#define C_ULONG 5ul
#define C_LLONG 5ll
#define C_ULLONG 5ull
#define C_CHAR_CAST ((char)5)
#define C_SCHAR ((signed char)-5)
#define C_SHORT ((short)-5)
#define C_USHORT ((unsigned short)5)
#define C_GFP ((gfp_t)5)
#define C_U8 ((u8)5)
#define C_SIZE sizeof(int)
#define C_HEX 0x80000000
#define C_DOUBLE 1.5
#define C_FLOAT 1.5f
#define C_TRUTH ((_Bool)1)
#define C_CHARACTER 'a'
int take_types(int a, unsigned b, long c, unsigned long d, long long e, unsigned long long f, char g, signed char h, short i,
	       unsigned short j, gfp_t k, u8 l, unsigned long m, double n, float o, _Bool p);
