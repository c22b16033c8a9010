// LEFT:7: macro ADD [function-like-macro]
// LEFT:8: macro POINTER [no-constant]
// LEFT:9: macro CALL [no-constant]
// LEFT:10: macro LITERAL [no-constant]
// LEFT:11: macro VARIABLE_NAME [no-constant]
struct pair { int a, b; };
#define ADD(a, b) ((a) + (b))
#define POINTER ((void *)-1)
#define CALL compute(1)
#define LITERAL ((struct pair){ 1, 2 })
#define VARIABLE_NAME (counter + 1)
#define ALIAS_OF_A_FUNCTION compute
#define KEYWORD static
#define TYPE unsigned long
#define EMPTY
#define CONSTANT ADD(1, 2)
#define GONE 1
#undef GONE
#define GONE_FUNCTION(x) x
#undef GONE_FUNCTION
// LEFT:12: macro ALIAS_OF_A_FUNCTION [no-constant]
// LEFT:13: macro KEYWORD [no-constant]
// LEFT:14: macro TYPE [no-constant]
// LEFT:15: macro EMPTY [empty-macro]
// LEFT:17: macro GONE [undefined-macro]
// LEFT:19: macro GONE_FUNCTION [undefined-macro]
int compute(int x);
extern int counter;
