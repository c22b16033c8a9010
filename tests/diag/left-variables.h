// LEFT:10: variable mutable [static-variable]
// LEFT:11: variable table [static-variable]
// LEFT:12: variable pair [static-variable]
// LEFT:13: variable per_thread [thread-local]
// LEFT:14: variable stack_pointer [register-variable]
// LEFT:15: variable hidden [hidden-symbol]
// LEFT:16: function hidden_function [hidden-symbol]
// LEFT:17: variable hardware [static-variable]
struct two { int a, b; };
static int mutable = 3;
static const struct two table[2] = { { 1, 2 }, { 3, 4 } };
static const struct two pair = { 1, 2 };
extern _Thread_local int per_thread;
register unsigned long stack_pointer __asm__("rsp");
extern __attribute__((visibility("hidden"))) int hidden;
__attribute__((visibility("hidden"))) int hidden_function(void);
static volatile const int hardware = 8;
static const int constant = 4;
extern const int external;
const int defined = 5;
