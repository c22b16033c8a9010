// flags: --no-layout-tests
// A typedef with the name of an enum gives its constants their type, if that holds them all.
enum state { STATE_IDLE, STATE_BUSY = 200 };
typedef unsigned char state;
struct machine { state state; enum state wide; };

enum offset { BACK = -1, FORTH = 40000 };
typedef short offset;

enum handle { HANDLE_NONE };
typedef void *handle;
