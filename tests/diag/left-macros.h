// flags: --helpers /dev/null
// LEFT:24: macro several_records [function-like-macro]
// LEFT:25: macro no_record [function-like-macro]
// LEFT:26: macro sum [function-like-macro]
// LEFT:27: macro both_types [function-like-macro]
// LEFT:28: macro of_its_argument [function-like-macro]
// LEFT:29: macro returns [function-like-macro]
// LEFT:30: macro condition [function-like-macro]
// LEFT:31: macro each [function-like-macro]
// LEFT:32: macro address [function-like-macro]
// LEFT:33: macro assign [function-like-macro]
// LEFT:34: macro increment [function-like-macro]
// LEFT:35: macro pasted [function-like-macro]
// LEFT:36: macro static_object [function-like-macro]
// LEFT:37: macro generic [function-like-macro]
struct page;
struct first { int twin; };
struct second { int twin; };
void take_int(int x);
long take_long(long x);
void take_page(struct page *page);
void take_any(const void *p);
int format(const char *text, ...);
#define several_records(x) ((x)->twin)
#define no_record(x) ((x)->triplet)
#define sum(a, b) ((a) + (b))
#define both_types(x) do { take_int(x); take_long(x); } while (0)
#define of_its_argument(x) (take_int(x), (x) * 2)
#define returns(x) do { if (!(x)) return; take_page(x); } while (0)
#define condition(x) if (x) take_page(x)
#define each(x) while (x) take_page(x)
#define address(x) take_any(&(x))
#define assign(x) do { take_int(x); (x) = 3; } while (0)
#define increment(x) take_int((x)++)
#define pasted(x) take_##x(1)
#define static_object(x) ({ static int key; take_any(&key); take_page(x); })
#define generic(x) _Generic((x), int: take_int, default: take_long)(x)
#define chosen(x) __builtin_choose_expr(sizeof(x) == 4, take_int(x), take_long(x))
#define formatted(x) format("", (x))
#define expected(x) take_int(__builtin_expect((x), 1))
#define two(x) take_page(x); take_page(x)
#define unused(x) take_int(1)
#define a_type(type, x) take_int((type)sizeof(type) + (x))
#define casted(x) take_any((const void *)(x))
#define number_behind(lock) do { *(lock) = 0; } while (0)
#define log_all(...) format(__VA_ARGS__)
#define nothing(x)
#define open_block(x) { take_page(x);
#define undeclared(x) take_page(x), nobody_knows(x)
#define length(x) do { char text[(x) + 1]; take_any(text); take_int(x); } while (0)
#define called(call) call(1)
#define label(x) again: take_page(x)
#define by_value(v) ((v).twin = 1)
#define inner(x) static_object(x)
#define ilog2_like(x) (__builtin_constant_p(x) ? __builtin_clzll(x) : sizeof(x) == 4 ? __builtin_clz(x) : __builtin_clzl(x))
#define member_name(x, member) take_any((x)->member)
#define fine(x) take_page(x)
// LEFT:38: macro chosen [function-like-macro]
// LEFT:39: macro formatted [function-like-macro]
// LEFT:40: macro expected [function-like-macro]
// LEFT:41: macro two [function-like-macro]
// LEFT:42: macro unused [function-like-macro]
// LEFT:43: macro a_type [function-like-macro]
// LEFT:44: macro casted [function-like-macro]
// LEFT:45: macro number_behind [function-like-macro]
// LEFT:46: macro log_all [function-like-macro]
// LEFT:47: macro nothing [function-like-macro]
// LEFT:48: macro open_block [function-like-macro]
// LEFT:49: macro undeclared [function-like-macro]
// LEFT:50: macro length [function-like-macro]
// LEFT:51: macro called [function-like-macro]
// LEFT:52: macro label [function-like-macro]
// LEFT:53: macro by_value [function-like-macro]
// LEFT:54: macro inner [function-like-macro]
// LEFT:55: macro ilog2_like [function-like-macro]
// LEFT:56: macro member_name [function-like-macro]
