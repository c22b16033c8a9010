// flags:
#define F_PLAIN 1.5
#define F_SINGLE 0.1f
#define F_HEX 0x1p3
#define F_HEX_NEGATIVE (-0x1.8p-2)
#define F_SUM (1.0 / 3)
#define F_HUGE 1e300
#define F_TINY 4.9406564584124654e-324
#define F_INFINITE (-__builtin_inf())
#define F_CAST ((double)3)
#define F_MIXED (F_PLAIN * 2 + 1)
#define F_NEGATIVE_ZERO (-0.0)
#define F_SINGLE_SUM (0.1f + 0.2f)
unsigned long long bits(int which);
