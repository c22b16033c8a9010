/*
 * Arithmetic on what is known of integers: a range, and the bits that may be set.
 *
 *     unsigned char c  …  c > 255            never: a constant
 *     size_t n         …  (n & 12) == 16     never
 *                         n > 16             open
 *
 * Numbers are kept as 64 bits of two's complement, extended by the sign of their type.
 */
#include "read/clang/body.h"

static uint64_t mask_of(unsigned width)
{
	return width >= 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1;
}

/* The number that these bits are in a type of this shape. */
static uint64_t extend(uint64_t value, unsigned width, bool is_signed)
{
	uint64_t mask = mask_of(width);
	bool is_negative = is_signed && width && (value >> (width - 1) & 1);
	return is_negative ? value | ~mask : value & mask;
}

struct range range_open(unsigned width, bool is_signed)
{
	uint64_t top = width ? mask_of(width) : 0, half = width ? mask_of(width - 1) : 0;
	return (struct range){
		.known = KNOWN_OPEN,
		.is_signed = is_signed,
		.width = (unsigned char)width,
		.low = is_signed ? ~half : 0,
		.high = is_signed ? half : top,
		.bits = is_signed ? UINT64_MAX : top,
	};
}

struct range range_doubt(unsigned width, bool is_signed)
{
	struct range range = range_open(width, is_signed);
	range.known = KNOWN_DOUBT;
	return range;
}

struct range range_constant(unsigned width, bool is_signed, uint64_t value)
{
	uint64_t number = extend(value, width, is_signed);
	return (struct range){
		.known = KNOWN_CONSTANT,
		.is_signed = is_signed,
		.width = (unsigned char)width,
		.low = number,
		.high = number,
		.bits = number,
	};
}

bool range_is_constant(const struct range *range)
{
	return range->known == KNOWN_CONSTANT;
}

bool range_less(const struct range *range, uint64_t a, uint64_t b)
{
	return range->is_signed ? (int64_t)a < (int64_t)b : a < b;
}

/* The range became one value, or none: a constant; else its bits are those of its highest value, at most. */
static struct range narrowed(struct range range)
{
	if (range.known != KNOWN_OPEN || !range.width)
		return range;
	if (range.low == range.high || range.bits == 0) {
		bool is_implied = range.is_implied;
		unsigned param = range.param;
		const char *symbol = range.symbol;
		range = range_constant(range.width, range.is_signed, range.bits ? range.low : 0);
		range.is_implied = is_implied;
		range.param = param;
		range.symbol = symbol;
		return range;
	}
	unsigned kept = 0;
	for (unsigned i = 0; i < range.n_holes; i++)
		if (!range_less(&range, range.holes[i].high, range.low) &&
		    !range_less(&range, range.high, range.holes[i].low))
			range.holes[kept++] = range.holes[i];
	range.n_holes = kept;
	if (!range.is_signed || (int64_t)range.low >= 0) {
		uint64_t reach = range.high;
		for (unsigned shift = 1; shift < 64; shift *= 2)
			reach |= reach >> shift;
		range.bits &= reach;
	}
	return range;
}

void range_blur(struct range *range)
{
	struct range all = range_open(range->width, range->is_signed);
	if (range->known != KNOWN_OPEN)
		return;
	range->n_holes = 1;
	range->holes[0].low = all.low;
	range->holes[0].high = all.high;
}

/* The last one takes in what there is no room for. */
static void add_hole(struct range *range, uint64_t low, uint64_t high)
{
	unsigned last = G_N_ELEMENTS(range->holes) - 1;
	for (unsigned i = 0; i < range->n_holes; i++)
		if (!range_less(range, low, range->holes[i].low) && !range_less(range, range->holes[i].high, high))
			return;
	if (range->n_holes <= last) {
		range->holes[range->n_holes].low = low;
		range->holes[range->n_holes++].high = high;
		return;
	}
	if (range_less(range, low, range->holes[last].low))
		range->holes[last].low = low;
	if (range_less(range, range->holes[last].high, high))
		range->holes[last].high = high;
}

static void add_holes(struct range *range, const struct range *from)
{
	for (unsigned i = 0; i < from->n_holes; i++)
		add_hole(range, from->holes[i].low, from->holes[i].high);
}

/* Whether some number from low to high is certainly possible. */
static bool can_be_within(const struct range *range, uint64_t low, uint64_t high)
{
	if (range_less(range, low, range->low))
		low = range->low;
	if (range_less(range, range->high, high))
		high = range->high;
	if (range_less(range, high, low))
		return false;
	for (unsigned n = 0, i = 0; i < range->n_holes && n < range->n_holes; i++) {
		if (range_less(range, low, range->holes[i].low) || range_less(range, range->holes[i].high, low))
			continue;
		if (!range_less(range, range->holes[i].high, high))
			return false;
		low = range->holes[i].high + 1;
		i = G_MAXUINT; /* once more from the first */
		n++;
	}
	return true;
}

static bool can_be(const struct range *range, uint64_t number)
{
	return can_be_within(range, number, number);
}

static bool can_be_other(const struct range *range, uint64_t number)
{
	struct range all = range_open(range->width, range->is_signed);
	return (number != all.low && can_be_within(range, all.low, number - 1)) ||
	       (number != all.high && can_be_within(range, number + 1, all.high));
}

static struct range with_origin(struct range result, const struct range *a, const struct range *b)
{
	result.param = a->param ? a->param : b ? b->param : 0;
	result.symbol = a->symbol ? a->symbol : b ? b->symbol : NULL;
	result.is_implied = a->is_implied || (b && b->is_implied);
	return result;
}

enum truth range_truth(const struct range *range)
{
	if (range->known == KNOWN_ADDRESS)
		return TRUTH_TRUE;
	if (range->known == KNOWN_CONSTANT)
		return range->low ? TRUTH_TRUE : TRUTH_FALSE;
	if (range->width && (range_less(range, 0, range->low) || range_less(range, range->high, 0)))
		return TRUTH_TRUE;
	if (range->known == KNOWN_OPEN && range->width && range->n_holes &&
	    !(can_be(range, 0) && can_be_other(range, 0)))
		return TRUTH_DOUBT;
	return range->known == KNOWN_DOUBT ? TRUTH_DOUBT : TRUTH_OPEN;
}

static struct range of_truth(enum truth truth, unsigned width, bool is_signed)
{
	struct range range = range_constant(width, is_signed, truth == TRUTH_TRUE);
	if (truth == TRUTH_OPEN || truth == TRUTH_DOUBT) {
		range.known = truth == TRUTH_OPEN ? KNOWN_OPEN : KNOWN_DOUBT;
		range.high = range.bits = 1;
		range.is_signed = is_signed;
	}
	return range;
}

struct range range_convert(const struct range *range, unsigned width, bool is_signed)
{
	struct range result = *range;
	if (width == 1)
		return with_origin(of_truth(range_truth(range), 1, false), range, NULL);
	if (range->width == width && range->is_signed == is_signed)
		return result;
	if (range->known == KNOWN_ADDRESS && width < range->width)
		return with_origin(range_doubt(width, is_signed), range, NULL);
	if (range->known == KNOWN_ADDRESS || !width || !range->width) {
		result.width = (unsigned char)width;
		result.is_signed = is_signed;
		if (range->known != KNOWN_ADDRESS && !range->width)
			result = with_origin(range->known == KNOWN_OPEN ? range_open(width, is_signed) :
									  range_doubt(width, is_signed),
					     range, NULL);
		return result;
	}
	if (range_is_constant(range))
		return with_origin(range_constant(width, is_signed, range->low), range, NULL);
	uint64_t low = extend(range->low, width, is_signed), high = extend(range->high, width, is_signed);
	bool fits = low == range->low && high == range->high;
	result = range->known == KNOWN_OPEN ? range_open(width, is_signed) : range_doubt(width, is_signed);
	/* the same bits may be another number, where the sign differs at 64 bits */
	if (fits && range->is_signed != is_signed && (range->low >> 63 || range->high >> 63))
		fits = false;
	if (fits) {
		result.low = low;
		result.high = high;
		result.bits = range->bits;
		add_holes(&result, range);
		result.is_derived = range->is_derived;
	} else {
		result.is_derived = true;
		if (range->n_holes)
			range_blur(&result);
		result.bits = extend(range->bits, width, is_signed);
	}
	return narrowed(with_origin(result, range, NULL));
}

/* ---- comparisons ---- */

static enum truth compare(enum binary kind, const struct range *a, const struct range *b)
{
	bool below = range_less(a, a->high, b->low), above = range_less(a, b->high, a->low);
	bool never_above = !range_less(a, b->low, a->high), never_below = !range_less(a, a->low, b->high);
	bool same = a->low == a->high && b->low == b->high && a->low == b->low;
	bool differ =
		below || above || (a->low == a->high && a->low & ~b->bits) || (b->low == b->high && b->low & ~a->bits);
	switch (kind) {
	case BINARY_LESS:
		return below ? TRUTH_TRUE : never_below ? TRUTH_FALSE : TRUTH_OPEN;
	case BINARY_GREATER:
		return above ? TRUTH_TRUE : never_above ? TRUTH_FALSE : TRUTH_OPEN;
	case BINARY_LESS_EQUAL:
		return above ? TRUTH_FALSE : never_above ? TRUTH_TRUE : TRUTH_OPEN;
	case BINARY_GREATER_EQUAL:
		return below ? TRUTH_FALSE : never_below ? TRUTH_TRUE : TRUTH_OPEN;
	case BINARY_EQUAL:
		return same ? TRUTH_TRUE : differ ? TRUTH_FALSE : TRUTH_OPEN;
	case BINARY_NOT_EQUAL:
		return same ? TRUTH_FALSE : differ ? TRUTH_TRUE : TRUTH_OPEN;
	default:
		return TRUTH_DOUBT;
	}
}

/* Of two values that nobody knows, or of one and a constant: whether the comparison is certain to be open. */
static bool is_surely_open(enum binary kind, const struct range *a, const struct range *b)
{
	struct range all = range_open(a->width, a->is_signed);
	if (a->known == KNOWN_OPEN && b->known == KNOWN_OPEN)
		return a->param != b->param && !a->n_holes && !b->n_holes && !a->is_derived && !b->is_derived;
	if (!range_is_constant(b))
		return !a->n_holes && !b->n_holes && !b->is_derived;
	uint64_t c = b->low;
	switch (kind) {
	case BINARY_EQUAL:
	case BINARY_NOT_EQUAL:
		return !a->is_derived && can_be(a, c) && can_be_other(a, c);
	case BINARY_LESS:
	case BINARY_GREATER_EQUAL:
		return c != all.low && can_be_within(a, all.low, c - 1) && can_be_within(a, c, all.high);
	default:
		return c != all.high && can_be_within(a, all.low, c) && can_be_within(a, c + 1, all.high);
	}
}

static enum binary mirrored(enum binary kind)
{
	static const enum binary table[] = { BINARY_GREATER,    BINARY_LESS,  BINARY_GREATER_EQUAL,
					     BINARY_LESS_EQUAL, BINARY_EQUAL, BINARY_NOT_EQUAL };
	return table[kind - BINARY_LESS];
}

static struct range compared(enum binary kind, const struct range *a, const struct range *b, unsigned width,
			     bool is_signed)
{
	bool is_doubtful = a->known == KNOWN_DOUBT || b->known == KNOWN_DOUBT || !a->width || a->width != b->width;
	enum truth truth = TRUTH_DOUBT;
	if (a->known == KNOWN_ADDRESS && range_is_constant(b) && b->low == 0)
		truth = kind == BINARY_EQUAL ? TRUTH_FALSE : kind == BINARY_NOT_EQUAL ? TRUTH_TRUE : TRUTH_DOUBT;
	else if (a->known == KNOWN_ADDRESS || b->known == KNOWN_ADDRESS)
		truth = a->known == KNOWN_OPEN || b->known == KNOWN_OPEN ? TRUTH_OPEN : TRUTH_DOUBT;
	else if (!is_doubtful)
		truth = compare(kind, a, b);
	bool is_left_constant = range_is_constant(a);
	if (truth == TRUTH_OPEN && !is_doubtful &&
	    !is_surely_open(is_left_constant ? mirrored(kind) : kind, is_left_constant ? b : a,
			    is_left_constant ? a : b))
		truth = TRUTH_DOUBT;
	if (is_doubtful && a->width && a->width == b->width && a->known != KNOWN_ADDRESS && b->known != KNOWN_ADDRESS &&
	    compare(kind, a, b) <= TRUTH_TRUE)
		truth = compare(kind, a, b);
	return with_origin(of_truth(truth, width, is_signed), a, b);
}

/* ---- arithmetic ---- */

/* false: undefined, or not done here. */
static bool calculate(enum binary kind, uint64_t a, uint64_t b, unsigned width, bool is_signed, uint64_t *result)
{
	bool is_negative = is_signed && ((int64_t)a < 0 || (int64_t)b < 0);
	switch (kind) {
	case BINARY_MUL:
		*result = a * b;
		return true;
	case BINARY_DIV:
	case BINARY_REM:
		if (!b || (is_negative && (int64_t)b == -1))
			return false;
		if (kind == BINARY_DIV)
			*result = is_negative ? (uint64_t)((int64_t)a / (int64_t)b) : a / b;
		else
			*result = is_negative ? (uint64_t)((int64_t)a % (int64_t)b) : a % b;
		return true;
	case BINARY_ADD:
		*result = a + b;
		return true;
	case BINARY_SUB:
		*result = a - b;
		return true;
	case BINARY_SHL:
		*result = b < width ? a << b : 0;
		return b < width;
	case BINARY_SHR:
		if (b >= width)
			return false;
		*result = is_negative && b ? ~(~a >> b) : a >> b;
		return true;
	case BINARY_AND:
		*result = a & b;
		return true;
	case BINARY_XOR:
		*result = a ^ b;
		return true;
	case BINARY_OR:
		*result = a | b;
		return true;
	default:
		return false;
	}
}

/* Of an open value and a constant: what is certain of the result. */
static void narrow(struct range *result, enum binary kind, const struct range *open, const struct range *constant,
		   bool constant_is_left)
{
	uint64_t c = constant->low;
	bool is_natural = !result->is_signed || ((int64_t)c >= 0 && (int64_t)open->low >= 0);
	uint64_t low, high;
	switch (kind) {
	case BINARY_AND:
		result->bits = open->bits & c;
		if (!result->is_signed || (int64_t)c >= 0 || (int64_t)open->low >= 0) {
			result->low = 0;
			result->high = MIN(result->high, result->bits);
		}
		break;
	case BINARY_OR:
		result->bits = open->bits | c;
		if (is_natural)
			result->low = c;
		break;
	case BINARY_SHR:
		if (!constant_is_left && is_natural && c < result->width) {
			result->low = open->low >> c;
			result->high = open->high >> c;
			result->bits = open->bits >> c;
		}
		break;
	case BINARY_SHL:
		if (!constant_is_left && c < result->width && !result->is_signed)
			result->bits = (open->bits << c) & mask_of(result->width);
		if (!constant_is_left && is_natural && c < result->width && open->high <= result->high >> c) {
			result->low = open->low << c;
			result->high = open->high << c;
		}
		break;
	case BINARY_REM:
		if (!constant_is_left && is_natural && c) {
			result->low = 0;
			result->high = MIN(open->high, c - 1);
		}
		break;
	case BINARY_DIV:
		if (!constant_is_left && is_natural && c) {
			result->low = open->low / c;
			result->high = open->high / c;
		}
		break;
	case BINARY_MUL:
		if (c == 0)
			*result = range_constant(result->width, result->is_signed, 0);
		break;
	case BINARY_ADD:
	case BINARY_SUB:
		if (constant_is_left && kind == BINARY_SUB)
			break;
		low = kind == BINARY_ADD ? open->low + c : open->low - c;
		high = kind == BINARY_ADD ? open->high + c : open->high - c;
		if (is_natural && (kind == BINARY_ADD ? high >= open->high && high <= result->high : open->low >= c)) {
			result->low = low;
			result->high = high;
		}
		break;
	default:
		break;
	}
}

static bool is_address_sum(enum binary kind, const struct range *a, const struct range *b)
{
	bool one = (a->known == KNOWN_ADDRESS) != (b->known == KNOWN_ADDRESS);
	bool rest = range_is_constant(a) || range_is_constant(b);
	return one && rest && (kind == BINARY_ADD || (kind == BINARY_SUB && a->known == KNOWN_ADDRESS));
}

struct range range_binary(enum binary kind, const struct range *left, const struct range *right, unsigned width,
			  bool is_signed)
{
	struct range result = range_open(width, is_signed);
	uint64_t number;
	if (kind >= BINARY_LESS && kind <= BINARY_NOT_EQUAL)
		return compared(kind, left, right, width, is_signed);
	if (is_address_sum(kind, left, right)) {
		result.known = KNOWN_ADDRESS;
		return with_origin(result, left, right);
	}
	if (range_is_constant(left) && range_is_constant(right)) {
		if (calculate(kind, left->low, right->low, width, is_signed, &number))
			result = range_constant(width, is_signed, number);
		else
			result = range_doubt(width, is_signed);
		return with_origin(result, left, right);
	}
	if (left->known == KNOWN_DOUBT || right->known == KNOWN_DOUBT)
		result.known = KNOWN_DOUBT;
	else if (left->known != KNOWN_OPEN && right->known != KNOWN_OPEN)
		result.known = KNOWN_DOUBT;
	if (left->width && right->width && width) {
		if (range_is_constant(right) && left->known != KNOWN_ADDRESS)
			narrow(&result, kind, left, right, false);
		else if (range_is_constant(left) && right->known != KNOWN_ADDRESS)
			narrow(&result, kind, right, left, true);
	}
	bool is_plain = kind == BINARY_AND || kind == BINARY_ADD || kind == BINARY_SUB;
	bool are_related = left->known == KNOWN_OPEN && right->known == KNOWN_OPEN && left->param == right->param;
	if (are_related && (kind == BINARY_SUB || kind == BINARY_XOR))
		result.known = KNOWN_DOUBT;
	result.is_derived |= !is_plain || left->is_derived || right->is_derived || range_is_constant(left);
	if (left->n_holes || right->n_holes)
		range_blur(&result);
	else if (kind == BINARY_OR && result.known == KNOWN_OPEN &&
		 (range_is_constant(left) || range_is_constant(right)))
		add_hole(&result, 0, 0);
	return narrowed(with_origin(result, left, right));
}

struct range range_unary(enum unary kind, const struct range *operand, unsigned width, bool is_signed)
{
	struct range zero = range_constant(width, is_signed, 0), ones = range_constant(width, is_signed, UINT64_MAX);
	enum truth truth;
	switch (kind) {
	case UNARY_PLUS:
	case UNARY_EXTENSION:
		return *operand;
	case UNARY_MINUS:
		return range_binary(BINARY_SUB, &zero, operand, width, is_signed);
	case UNARY_NOT:
		return range_binary(BINARY_XOR, operand, &ones, width, is_signed);
	case UNARY_LOGICAL_NOT:
		truth = range_truth(operand);
		if (truth == TRUTH_TRUE || truth == TRUTH_FALSE)
			truth = truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
		return with_origin(of_truth(truth, width, is_signed), operand, NULL);
	default:
		return with_origin(range_doubt(width, is_signed), operand, NULL);
	}
}

struct range range_join(const struct range *a, const struct range *b)
{
	bool same = a->known == b->known && a->low == b->low && a->high == b->high && a->bits == b->bits;
	struct range result = *a;
	if (same && (a->known != KNOWN_ADDRESS || a->symbol == b->symbol))
		return with_origin(result, a, b);
	result = a->known == KNOWN_DOUBT || b->known == KNOWN_DOUBT ? range_doubt(a->width, a->is_signed) :
								      range_open(a->width, a->is_signed);
	/* a compiler may follow each of two constants on its own, which only for neighbours is the same as the range */
	bool are_constants = range_is_constant(a) && range_is_constant(b);
	if (are_constants && a->low - b->low != 1 && b->low - a->low != 1)
		result.known = KNOWN_DOUBT;
	if (a->width == b->width && a->known != KNOWN_ADDRESS && b->known != KNOWN_ADDRESS) {
		result.low = range_less(a, a->low, b->low) ? a->low : b->low;
		result.high = range_less(a, a->high, b->high) ? b->high : a->high;
		result.bits = a->bits | b->bits;
		add_holes(&result, a);
		add_holes(&result, b);
		/* what lies between the two */
		if (range_less(a, a->high, b->low) && b->low - a->high > 1)
			add_hole(&result, a->high + 1, b->low - 1);
		else if (range_less(a, b->high, a->low) && a->low - b->high > 1)
			add_hole(&result, b->high + 1, a->low - 1);
		result.is_derived = a->is_derived || b->is_derived;
	}
	result = with_origin(result, a, b);
	result.is_implied |= are_constants;
	return result;
}

bool range_take_away(struct range *range, const struct range *part)
{
	struct range both = *range;
	add_holes(&both, part);
	if (range->known != KNOWN_OPEN || !range->width || both.n_holes != range->n_holes || range->is_derived ||
	    range->width != part->width)
		return false;
	if (part->low == range->low && part->high == range->high)
		return false;
	if (part->low == range->low)
		range->low = part->high + 1;
	else if (part->high == range->high)
		range->high = part->low - 1;
	else
		add_hole(range, part->low, part->high);
	*range = narrowed(*range);
	return true;
}

struct range range_restrict(const struct range *left, enum binary kind, const struct range *right)
{
	struct range result = *left;
	uint64_t c = right->low;
	if (left->known == KNOWN_CONSTANT || left->known == KNOWN_ADDRESS || !range_is_constant(right) ||
	    !left->width || left->width != right->width)
		return result;
	if (kind == BINARY_EQUAL) {
		result.low = result.high = c;
	} else if (kind == BINARY_NOT_EQUAL) {
		if (c != result.low && c != result.high)
			add_hole(&result, c, c);
		result.low += c == result.low;
		result.high -= c == result.high;
	} else if (kind == BINARY_LESS || kind == BINARY_LESS_EQUAL) {
		uint64_t most = c - (kind == BINARY_LESS);
		result.high = range_less(left, most, result.high) ? most : result.high;
	} else if (kind == BINARY_GREATER || kind == BINARY_GREATER_EQUAL) {
		uint64_t least = c + (kind == BINARY_GREATER);
		result.low = range_less(left, result.low, least) ? least : result.low;
	}
	result.is_implied |= result.low == result.high;
	/* nothing fits: this way is not taken, which the condition should have said */
	if (range_less(left, result.high, result.low))
		return range_doubt(left->width, left->is_signed);
	return narrowed(result);
}
