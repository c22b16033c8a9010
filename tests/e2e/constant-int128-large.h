// flags:
/* 1 << 100 does not fit into 64 bits: written exactly or left out, never cut. */
#define LARGE ((__int128)1 << 100)
static const __int128 large = (__int128)1 << 100;
static const unsigned __int128 all = ~(unsigned __int128)0;
int nothing_else(void);
/* glob imports of the same names: ours win only where the bindings do not define them */
