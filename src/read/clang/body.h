/*
 * What the bodies of inline functions do when they are called with arguments that nobody knows: what body*.c share.
 *
 *     body.c          which functions are asked about, and what is found, to the model
 *     body_call.c     a function and its arguments → summary: what the call refers to, whether a compiler refuses it
 *     body_flow.c     statements: which of them are reached
 *     body_cursor.c   libclang's cursors and types
 *     body_assume.c   what conditions say of variables
 *     body_loop.c     loops and switches
 *     body_value.c    expressions: what is known of their values
 *     body_builtin.c  calls of functions that compilers know
 *     body_branch.c   definitions that are for this compiler only
 *     body_asm.c      asm statements: operands that have to be constants
 *     body_range.c    arithmetic on what is known
 *
 * A compiler drops what cannot be reached before it looks at what remains. So conditions are followed: one that has a value decides, one that
 * hangs on a parameter of the helper, on memory or on an unknown function lets both ways be, and where it is not certain which of both it is for
 * the compiler, what hangs on it is in doubt: nothing is refused because of that.
 */
#pragma once

#include "read/clang/reader.h"

/* C's operators, as libclang numbers them since release 17; with older ones, or for any other operator, the first of each. */
enum binary {
	BINARY_NONE,
	BINARY_MUL = 3,
	BINARY_DIV,
	BINARY_REM,
	BINARY_ADD,
	BINARY_SUB,
	BINARY_SHL,
	BINARY_SHR,
	BINARY_LESS = 11,
	BINARY_GREATER,
	BINARY_LESS_EQUAL,
	BINARY_GREATER_EQUAL,
	BINARY_EQUAL,
	BINARY_NOT_EQUAL,
	BINARY_AND,
	BINARY_XOR,
	BINARY_OR,
	BINARY_LOGICAL_AND,
	BINARY_LOGICAL_OR,
	BINARY_ASSIGN,
	BINARY_MUL_ASSIGN,
	BINARY_OR_ASSIGN = 32,
	BINARY_COMMA
};
enum unary {
	UNARY_NONE,
	UNARY_POST_INC,
	UNARY_POST_DEC,
	UNARY_PRE_INC,
	UNARY_PRE_DEC,
	UNARY_ADDRESS,
	UNARY_DEREFERENCE,
	UNARY_PLUS,
	UNARY_MINUS,
	UNARY_NOT,
	UNARY_LOGICAL_NOT,
	UNARY_EXTENSION = 13
};

/* What is known of a value. */
enum known {
	KNOWN_DOUBT, /* this reader cannot tell, a compiler may */
	KNOWN_OPEN, /* only those who call the helper, or the memory, know: anything in the range */
	KNOWN_ADDRESS, /* of an object or function with static storage: a constant for the linker */
	KNOWN_CONSTANT, /* the range is one value */
};

/* A value of an integer or pointer type; of any other type only `known` has a meaning. */
struct range {
	enum known known;
	bool is_signed;
	bool is_implied; /* a condition says so much: not a constant to every part of a compiler */
	unsigned char width; /* bits; 0: no integer */
	unsigned param; /* it comes from this parameter of the function that is looked at, from 1; 0: from none */
	uint64_t low, high; /* in two's complement, extended to 64 bits by the sign of the type */
	uint64_t bits; /* those that may be 1 */
	unsigned n_holes; /* parts that it may not be in, though this reader does not always follow why */
	struct {
		uint64_t low, high;
	} holes[4];
	bool is_derived; /* calculated: perhaps not every number in the range */
	const char *symbol; /* external, that it comes from; NULL: none */
};

/* body_range.c: everything that a type of this shape can hold. */
struct range range_open(unsigned width, bool is_signed);
struct range range_doubt(unsigned width, bool is_signed);
struct range range_constant(unsigned width, bool is_signed, uint64_t value);
bool range_is_constant(const struct range *range);
/* Compares as numbers; both have the same type. */
bool range_less(const struct range *range, uint64_t a, uint64_t b);
/* The value after a conversion to an integer type (C 6.3.1.3); to bool if width is 1. */
struct range range_convert(const struct range *range, unsigned width, bool is_signed);
enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_OPEN, TRUTH_DOUBT };
enum truth range_truth(const struct range *range);
struct range range_binary(enum binary kind, const struct range *left, const struct range *right, unsigned width,
			  bool is_signed);
struct range range_unary(enum unary kind, const struct range *operand, unsigned width, bool is_signed);
/* What holds of a value that is either. */
struct range range_join(const struct range *a, const struct range *b);
/* Nothing is certain of an open value any more but its range. */
void range_blur(struct range *range);
/* The range without the part, in place; false: that is no range with a hole. */
bool range_take_away(struct range *range, const struct range *part);
/* left, where `left kind right` holds, and right is a constant. */
struct range range_restrict(const struct range *left, enum binary kind, const struct range *right);

/* ---- what is found ---- */

/* A symbol that a function refers to: by itself, or through the function that it calls. */
struct body_use {
	const char *symbol;
	const char *function; /* that refers to it, or calls … */
	const struct body_use *inner; /* … the one that does; NULL: by itself */
};

/* Why a compiler refuses a call of the function, or warns of it. */
struct body_refusal {
	const char *what; /* "calls 'bad_mask', which is an error: mask is not constant" */
	const char *function; /* whose body that is in, or that calls … */
	const struct body_refusal *inner; /* … the one with that body; NULL: its own */
	unsigned param; /* of `function`, from 1, that would have to be a constant; 0: none would help */
};

/* What a call with certain arguments comes to. */
struct body_summary {
	struct range result;
	bool has_result; /* it returns */
	bool is_running; /* it calls itself */
	bool writes; /* to memory that others see */
	uint64_t params; /* bit N - 1: what the caller passes as parameter N is used for something that remains */
	unsigned effects;
	const struct body_refusal *refusal;
	GPtrArray *uses; /* const struct body_use *, one per symbol; NULL: none */
};

/* A function as it is declared, and its body, if there is one. */
struct body_function {
	const char *name;
	const char *symbol; /* for the linker; NULL where it does not need one: it is static, weak, or a builtin */
	const char *error; /* text of its attribute `error` or `warning`; NULL: none */
	bool is_only_warning;
	bool is_noreturn;
	bool is_library; /* a compiler may know what it does */
	bool is_block; /* that a macro is tried in: its variables `__braze_N` are the parameters */
	unsigned index;
	unsigned *n_summaries; /* made so far */
	CXCursor body; /* the compound statement; null: none here */
	GPtrArray *params; /* CXCursor *, of the definition */
};

struct bodies {
	struct reader *reader;
	GHashTable *functions; /* cursor → struct body_function * */
	GHashTable *summaries; /* GBytes: index and arguments → struct body_summary * */
	GHashTable *branches; /* index of a file → GArray *, of body_branch.c */
	bool wants_uses;
	unsigned depth; /* calls within calls */
	unsigned steps; /* done for the function that is asked about */
	unsigned nesting; /* expressions and statements in others, of all these calls */
	unsigned muted; /* what is looked at is not evaluated */
};

/* ---- the walk over one call ---- */

struct binding {
	CXCursor variable;
	struct range range;
	bool is_shared; /* its address is known elsewhere */
};

/* The loop or switch around the statement: where `break` goes. */
struct body_exit {
	struct body_exit *outer;
	GArray *bindings; /* as they are at one `break` or another; NULL: there was none */
	bool is_lost; /* a `break` or `continue` is in doubt, and with it what follows in the loop */
	bool is_loop;
};

struct frame {
	struct bodies *bodies;
	const struct body_function *function;
	struct body_summary *summary;
	GArray *bindings; /* struct binding: parameters and locals */
	bool has_ended; /* what comes next is not reached … */
	bool is_lost; /* … or may be not */
	unsigned doubt; /* conditions around that nobody knows of */
	bool has_tested; /* a condition was about something that comes from no parameter */
	bool has_written; /* memory is not what it was when the function began */
	unsigned guard; /* the last open condition comes from this parameter; 0: from none, or there is none */
	struct body_exit *exit;
	GArray *labels; /* CXCursor: those that a reached statement goes to */
	bool has_asm_goto; /* to labels that libclang does not name */
};

/* The children of a cursor, CXCursor *; freed by the caller. only_expressions: no types. */
GArray *body_children(CXCursor cursor, bool only_expressions);
/* A child; a null cursor where there are fewer. */
CXCursor body_child(const GArray *children, unsigned index);
enum binary body_binary_kind(CXCursor cursor);
enum unary body_unary_kind(CXCursor cursor);
/* Without parentheses and conversions. */
CXCursor body_strip(CXCursor expression);
/* The last expression among the children: the operand, behind what the type of a cast may be made of. */
CXCursor body_operand(CXCursor cursor);
CXCursor body_strip_parentheses(CXCursor expression);
/* Whether an object of the type is its address where it is used: an array, a function. */
bool body_is_address(CXType type);
/* Bits and sign of an integer, enum or pointer type; width 0: it is none. */
void body_shape(CXType type, unsigned *width, bool *is_signed);
struct range body_open(CXType type);
struct range body_doubt(CXType type);

/* body_value.c: the value of an expression; what it does is done in the frame. */
struct range body_value(struct frame *frame, CXCursor expression);
/* The address of an object. */
struct range body_address(struct frame *frame, CXCursor object);
/* Stores the value in an object. */
void body_store(struct frame *frame, CXCursor object, struct range value);
/* The value goes where it is seen from outside: it is needed. */
void body_need(struct frame *frame, const struct range *value);
/* The local variable or parameter that the expression is, NULL: none. */
struct binding *body_local(struct frame *frame, CXCursor expression);
/* What clang says that the expression is; in doubt where that is no integer constant. */
struct range body_constant(CXCursor expression);
/* Whether what is reached here is certain to remain. */
bool body_is_certain(const struct frame *frame);

/* Goes one level deeper; false, where that is too deep, or too much has been done, with nothing certain any more. body_leave_nested() in either case. */
bool body_enter_nested(struct frame *frame);
void body_leave_nested(struct frame *frame);

/* body_flow.c: the statement, and its value where it is an expression. */
struct range body_run(struct frame *frame, CXCursor statement);
/* Nothing behind is reached: a return, or a call that does not. */
void body_end(struct frame *frame);
/*
 * Runs both ways of a condition that has been evaluated, or the one that it is: each is an expression or a statement, or null. absent: of `&&` and
 * `||`, what the way that is null comes to; else NULL.
 */
struct range body_fork(struct frame *frame, const struct range *value, CXCursor condition, CXCursor then,
		       CXCursor otherwise, const struct range *absent);
/* `goto` */
void body_go(struct frame *frame, CXCursor from);

/* body_branch.c: whether what is defined there may be something else for another compiler. */
bool body_is_conditional(struct bodies *bodies, struct location loc);

/* Copies of what is known of local variables. */
GArray *body_copy_bindings(const GArray *bindings);
/* What is known where either is so; of those that only one has nothing, they are out of scope. Frees other. */
void body_join_bindings(GArray *bindings, GArray *other);
/* Goes on with the bindings of this way or the other, or with both joined, as they have ended or not. Takes other. */
void body_join_ways(struct frame *frame, GArray *other, bool other_has_ended);

/* body_assume.c: what is known where the condition, which has this value, holds or does not. */
void body_assume(struct frame *frame, const struct range *value, CXCursor condition, bool holds);
/* What holds of the local variable that the expression is; NULL: it is none, or that is not clear. */
struct binding *body_restrict(struct frame *frame, CXCursor expression, enum binary kind, struct range constant);
/* Nothing is certain of variables that come from where the value comes from. except may be NULL. */
void body_blur(struct frame *frame, const struct range *value, const struct binding *except);

/* body_loop.c: `while`, `do`, `for` and `switch`, whose children the parts are. */
void body_run_loop(struct frame *frame, CXCursor statement, const GArray *parts);
/* `break`, `continue` */
void body_leave(struct frame *frame, bool is_continue);

/* body_asm.c */
void body_run_asm(struct frame *frame, CXCursor statement);

/* body_call.c */
void bodies_init(struct bodies *bodies, struct reader *reader);
void bodies_finish(struct bodies *bodies);
const struct body_function *body_function(struct bodies *bodies, CXCursor declaration);
/* The function called with these arguments. Never NULL. */
const struct body_summary *body_summarise(struct bodies *bodies, const struct body_function *function,
					  const struct range *arguments, unsigned n, bool has_written);
struct range body_call(struct frame *frame, CXCursor call);
/* body_builtin.c: false where it is an ordinary function. */
bool body_builtin(struct frame *frame, const struct body_function *function, CXCursor call, struct range *result);
/* The function's body is needed, as its address is. */
void body_refer(struct frame *frame, const struct body_function *function);
void body_refuse(struct frame *frame, const char *what, unsigned param);
void body_use_symbol(struct frame *frame, const char *symbol);
