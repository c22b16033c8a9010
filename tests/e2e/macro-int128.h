// flags:
/* Constants of 128 bits: exact, or not there. */
#define FITS ((__int128)5)
#define FITS_NEGATIVE ((__int128)-5)
static const __int128 small = 77;
static const unsigned __int128 small_unsigned = 78;
unsigned __int128 pass(unsigned __int128 value, __int128 negative);
struct wide { char a; __int128 b; };
struct wide make(void);
