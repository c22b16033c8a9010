// flags:
/* The state at the end of the translation unit counts, whatever came before. */
#define HZ 100
#undef HZ
#define HZ 250
#define OUTER INNER
#define INNER 1
#undef INNER
#define INNER 2
#define GONE 1
#undef GONE
#define GONE_STRING "gone"
#undef GONE_STRING
#define DEPENDS_ON_GONE (GONE + 1)
#define PUSHED 1
#pragma push_macro("PUSHED")
#undef PUSHED
#define PUSHED 2
#define SNAPSHOT PUSHED
#pragma pop_macro("PUSHED")
#define TYPE_CHANGED 1
#undef TYPE_CHANGED
#define TYPE_CHANGED "now a string"
#define BECOMES_A_FUNCTION 1
#undef BECOMES_A_FUNCTION
#define BECOMES_A_FUNCTION(x) x
#define AND_BACK(x) x
#undef AND_BACK
#define AND_BACK 8
int value(int which);
