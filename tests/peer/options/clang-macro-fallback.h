// flags: --clang-macro-fallback --clang-macro-fallback-build-dir .
#define ONE 1
#define SUM (ONE + 2)
#define CAST ((unsigned short)3)
#define SIZE sizeof(int)
#define WHICH (ONE ? 7 : 8)
