/*
 * Calls of functions that every compiler knows by their names.
 *
 *     __builtin_constant_p(n)        1 where n is a constant here, 0 where it is open: its operand is not evaluated
 *     __builtin_expect(n > 4, 0)     n > 4
 *     __builtin_object_size(p, 0)    all bits, which says unknown, of a pointer that is a parameter
 */
#include "read/clang/body.h"

#include <string.h>

/* The value of what is not evaluated. */
static struct range silent_value(struct frame *frame, CXCursor expression)
{
	bool has_written = frame->has_written, has_ended = frame->has_ended, is_lost = frame->is_lost;
	unsigned guard = frame->guard, effects = frame->summary->effects;
	frame->bodies->muted++;
	struct range value = body_value(frame, expression);
	frame->bodies->muted--;
	frame->has_written = has_written;
	frame->has_ended = has_ended;
	frame->is_lost = is_lost;
	frame->guard = guard;
	frame->summary->effects = effects;
	return value;
}

static struct range constant_p(struct frame *frame, CXCursor call)
{
	struct range value = silent_value(frame, clang_Cursor_getArgument(call, 0));
	struct range result = range_constant(32, true, range_is_constant(&value));
	bool is_doubtful = value.known == KNOWN_DOUBT || value.known == KNOWN_ADDRESS || value.is_implied;
	if (is_doubtful) {
		result = range_doubt(32, true);
		result.low = 0;
		result.high = result.bits = 1;
	}
	result.param = value.param;
	return result;
}

/* Of a member, or of what some function gave, a compiler may know more. */
static struct range object_size(struct frame *frame, CXCursor call, CXType type)
{
	CXCursor pointer = clang_Cursor_getArgument(call, 0);
	struct range value = silent_value(frame, pointer), kind = body_value(frame, clang_Cursor_getArgument(call, 1));
	struct range result = body_doubt(type);
	bool is_variable = clang_getCursorKind(body_strip(pointer)) == CXCursor_DeclRefExpr;
	if (value.known == KNOWN_OPEN && value.param && is_variable && range_is_constant(&kind))
		result = range_constant(result.width, result.is_signed, kind.low & 2 ? 0 : UINT64_MAX);
	result.param = value.param;
	return result;
}

/* Numbers of bits, and where they are. false: not of this kind. */
static bool count_bits(const char *name, uint64_t value, unsigned width, uint64_t *result)
{
	uint64_t ones = 0, trailing = 0, leading = 0;
	for (unsigned i = 0; i < width; i++)
		ones += value >> i & 1;
	while (trailing < width && !(value >> trailing & 1))
		trailing++;
	while (leading < width && !(value >> (width - 1 - leading) & 1))
		leading++;
	if (g_str_has_prefix(name, "popcount"))
		*result = ones;
	else if (g_str_has_prefix(name, "parity"))
		*result = ones & 1;
	else if (g_str_has_prefix(name, "ffs"))
		*result = ones ? trailing + 1 : 0;
	else if (g_str_has_prefix(name, "ctz"))
		*result = trailing;
	else if (g_str_has_prefix(name, "clz"))
		*result = leading;
	else
		return false;
	return ones || !strchr("c", *name);
}

static bool swap_bytes(const char *name, uint64_t value, uint64_t *result)
{
	if (!strcmp(name, "bswap16"))
		*result = GUINT16_SWAP_LE_BE((uint16_t)value);
	else if (!strcmp(name, "bswap32"))
		*result = GUINT32_SWAP_LE_BE((uint32_t)value);
	else if (!strcmp(name, "bswap64"))
		*result = GUINT64_SWAP_LE_BE(value);
	else
		return false;
	return true;
}

/* Of one number. false: none of these. */
static bool arithmetic(struct frame *frame, const char *name, CXCursor call, struct range *result)
{
	static const char *const kinds[] = { "popcount", "parity", "ffs", "ctz", "clz", "bswap" };
	bool is_one = false;
	uint64_t number;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		is_one |= g_str_has_prefix(name, kinds[i]);
	if (!is_one || clang_Cursor_getNumArguments(call) != 1)
		return false;
	struct range value = body_value(frame, clang_Cursor_getArgument(call, 0));
	*result = body_doubt(clang_getCursorType(call));
	if (range_is_constant(&value) &&
	    (count_bits(name, value.low, value.width, &number) || swap_bytes(name, value.low, &number)))
		*result = range_constant(result->width, result->is_signed, number);
	else if (value.known == KNOWN_OPEN)
		result->known = KNOWN_OPEN;
	if (result->known != KNOWN_CONSTANT && *name != 'b') {
		result->low = 0;
		result->high = value.width;
	}
	result->param = value.param;
	result->symbol = value.symbol;
	result->is_implied = value.is_implied;
	return true;
}

/* Whatever it does: its operands are needed, and what they point to may change. */
static struct range unknown_builtin(struct frame *frame, CXCursor call)
{
	struct range result = body_doubt(clang_getCursorType(call));
	int n = clang_Cursor_getNumArguments(call);
	for (int i = 0; i < n; i++) {
		struct range value = body_value(frame, clang_Cursor_getArgument(call, (unsigned)i));
		body_need(frame, &value);
		if (!result.param)
			result.param = value.param;
	}
	frame->has_written = true;
	frame->summary->effects++;
	return result;
}

/* Without the prefix; NULL where the name has none. `unreachable` and `trap` are what compilers end a way with. */
static const char *builtin_name(const char *name)
{
	return g_str_has_prefix(name, "__builtin_") ? name + strlen("__builtin_") : NULL;
}

bool body_builtin(struct frame *frame, const struct body_function *function, CXCursor call, struct range *result)
{
	const char *name = builtin_name(function->name);
	CXType type = clang_getCursorType(call);
	int n = clang_Cursor_getNumArguments(call);
	if (!name)
		return false;
	*result = body_doubt(type);
	if (!strcmp(name, "constant_p") && n == 1) {
		*result = constant_p(frame, call);
	} else if (g_str_has_prefix(name, "expect") && n >= 2) {
		*result = body_value(frame, clang_Cursor_getArgument(call, 0));
	} else if ((!strcmp(name, "object_size") || !strcmp(name, "dynamic_object_size")) && n == 2) {
		*result = object_size(frame, call, type);
	} else if (!strcmp(name, "unreachable")) {
		body_end(frame);
	} else if (!strcmp(name, "trap") || !strcmp(name, "abort")) {
		frame->summary->effects++;
		body_end(frame);
	} else if (!strcmp(name, "return_address") || !strcmp(name, "frame_address")) {
		*result = body_open(type);
	} else if (!arithmetic(frame, name, call, result)) {
		*result = unknown_builtin(frame, call);
	}
	return true;
}
