// flags:
/* Names that are a macro and something else too. */
enum signal { SIG_ONE = 1, SIG_TWO = 2 };
#define SIG_ONE SIG_ONE
#define SIG_TWO SIG_TWO
enum { IPPROTO_A = 0, IPPROTO_B = 255 };
#define IPPROTO_A IPPROTO_A
#define IPPROTO_B 255
typedef enum { KIND_X = 7 } kind;
#define KIND_X KIND_X
extern int shared_counter;
#define shared_counter shared_counter
int compute(int x);
#define compute compute
struct thing { int x; };
#define thing 5
static const int limit = 12;
#define limit limit
