/*
 * Function types of C to the names that clang's identifiers for kernel control flow integrity are made from.
 *
 *     int (unsigned long, const char *)      _ZTSFimPKcE             0xacd9da01, the low half of its xxHash64
 *     the same, integers normalised          _ZTSFu3i32u3u64PKu2i8E.normalized
 *     void (struct foo *, struct foo *)      _ZTSFvP3fooS0_E         S_ is foo, S0_ the pointer to it
 *
 * It is the Itanium C++ ABI's mangling of the type, behind typedefs, with what clang does for C: tags by their names, what has none by its
 * typedef's, no qualifiers on parameters. A component that can be substituted is made first without regard to what has been said
 * (its key), so that equal types are found whatever their way through the model.
 */
#include "compare/kcfi.h"

#include <string.h>
#include <xxhash.h>

/* Nobody's signature is that long; types made up to be, of the kind where each has the one before twice, end here. */
enum { BUDGET = 4000 };

static struct kcfi_part mangle(struct kcfi_mangler *m, const struct type *type);

/* ---- what both languages share ---- */

void kcfi_mangler_init(struct kcfi_mangler *m, const struct target *target)
{
	*m = (struct kcfi_mangler){ .target = target };
	m->dictionary = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	m->enums = g_ptr_array_new();
}

void kcfi_mangler_finish(struct kcfi_mangler *m)
{
	g_hash_table_unref(m->dictionary);
	g_ptr_array_unref(m->enums);
	g_free(m->unknown);
}

void kcfi_begin(struct kcfi_mangler *m)
{
	g_hash_table_remove_all(m->dictionary);
	g_ptr_array_set_size(m->enums, 0);
	g_clear_pointer(&m->unknown, g_free);
	memset(m->integers, 0, sizeof(m->integers));
	m->traits = 0;
	m->budget = BUDGET;
	m->is_own = false;
}

char *kcfi_end(struct kcfi_mangler *m, struct kcfi_part *function)
{
	g_string_prepend(function->text, "_ZTS");
	if (m->mode & KCFI_NORMALIZED)
		g_string_append(function->text, ".normalized");
	if (m->mode & KCFI_GENERALIZED)
		g_string_append(function->text, ".generalized");
	g_string_free(function->key, TRUE);
	char *name = g_string_free(function->text, FALSE);
	if (m->unknown)
		g_clear_pointer(&name, g_free);
	return name;
}

uint32_t kcfi_hash(const char *mangled)
{
	return (uint32_t)XXH64(mangled, strlen(mangled), 0);
}

struct kcfi_part kcfi_part(const char *text)
{
	return (struct kcfi_part){ g_string_new(text), g_string_new(text) };
}

void kcfi_put(struct kcfi_part *part, const char *text)
{
	g_string_append(part->text, text);
	g_string_append(part->key, text);
}

void kcfi_join(struct kcfi_part *part, struct kcfi_part *more)
{
	g_string_append_len(part->text, more->text->str, (gssize)more->text->len);
	g_string_append_len(part->key, more->key->str, (gssize)more->key->len);
	g_string_free(more->text, TRUE);
	g_string_free(more->key, TRUE);
}

/* S_, S0_ … S9_, SA_ … SZ_, S10_ */
static void put_number(GString *text, unsigned number)
{
	char digits[16] = "", *at = digits + sizeof(digits) - 1;
	for (unsigned n = number - 1; number && (n || !*at); n /= 36)
		*--at = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n % 36];
	g_string_printf(text, "S%s_", at);
}

void kcfi_substitute(struct kcfi_mangler *m, struct kcfi_part *part)
{
	unsigned known = GPOINTER_TO_UINT(g_hash_table_lookup(m->dictionary, part->key->str));
	if (known)
		put_number(part->text, known - 1);
	else
		g_hash_table_insert(m->dictionary, g_strdup(part->key->str),
				    GUINT_TO_POINTER(g_hash_table_size(m->dictionary) + 1));
}

struct kcfi_part kcfi_integer(struct kcfi_mangler *m, int64_t size, bool is_signed)
{
	char digits[24], name[32];
	g_snprintf(digits, sizeof(digits), "%c%d", is_signed ? 'i' : 'u', (int)(8 * size));
	g_snprintf(name, sizeof(name), "u%zu%s", strlen(digits), digits);
	struct kcfi_part part = kcfi_part(name);
	m->traits |= KCFI_INTEGER;
	kcfi_substitute(m, &part);
	return part;
}

struct kcfi_part kcfi_name(struct kcfi_mangler *m, const char *name)
{
	char *length = g_strdup_printf("%zu", strlen(name));
	struct kcfi_part part = kcfi_part(length);
	kcfi_put(&part, name);
	kcfi_substitute(m, &part);
	g_free(length);
	return part;
}

struct kcfi_part kcfi_give_up(struct kcfi_mangler *m, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	if (!m->unknown)
		m->unknown = reason;
	else
		g_free(reason);
	return kcfi_part("?");
}

bool kcfi_spend(struct kcfi_mangler *m)
{
	if (!m->budget || !--m->budget)
		kcfi_give_up(m, "the signature has more than %d parts", BUDGET);
	return m->budget && !m->unknown;
}

/* ---- scalars ---- */

static const char integer_letters[INT_KINDS] = {
	[INT_CHAR] = 'c',   [INT_SCHAR] = 'a', [INT_UCHAR] = 'h', [INT_SHORT] = 's', [INT_USHORT] = 't',
	[INT_INT] = 'i',    [INT_UINT] = 'j',  [INT_LONG] = 'l',  [INT_ULONG] = 'm', [INT_LLONG] = 'x',
	[INT_ULLONG] = 'y', [INT_I128] = 'n',  [INT_U128] = 'o',  [INT_WCHAR] = 'w',
};

/*
 * long and long long are both u3i64 when normalised, and one substitution; but pointers to them are two: clang knows what is made of integers by
 * what they were before.
 */
static struct kcfi_part as(struct kcfi_part part, const char *key)
{
	g_string_assign(part.key, key);
	return part;
}

static void note_integer(struct kcfi_mangler *m, int64_t size, bool is_signed, unsigned kind)
{
	uint32_t *kinds = &m->integers[is_signed][g_bit_storage((gulong)size) % 8];
	*kinds |= UINT32_C(1) << kind;
	m->traits |= KCFI_INTEGER;
	if (*kinds & (*kinds - 1))
		m->traits |= KCFI_TWINS;
}

static struct kcfi_part integer(struct kcfi_mangler *m, const struct type *type)
{
	char letter[] = { integer_letters[type->int_kind], '\0' };
	const char *name = type->int_kind == INT_CHAR16 ? "Ds" : type->int_kind == INT_CHAR32 ? "Di" : letter;
	bool is_signed = int_kind_is_signed(m->target, type->int_kind);
	note_integer(m, type->size, is_signed, type->int_kind);
	if (m->mode & KCFI_NORMALIZED)
		return as(kcfi_integer(m, type->size, is_signed), name);
	return kcfi_part(name);
}

static bool arch_is(const struct kcfi_mangler *m, const char *prefix)
{
	return m->target->arch && g_str_has_prefix(m->target->arch, prefix);
}

static struct kcfi_part floating(struct kcfi_mangler *m, const struct type *type)
{
	bool is_android = m->target->triple && strstr(m->target->triple, "android");
	switch (type->float_kind) {
	case FLOAT_FLOAT16:
		return kcfi_part("DF16_");
	case FLOAT_BFLOAT16:
		return kcfi_part("DF16b");
	case FLOAT_FLOAT:
		return kcfi_part("f");
	case FLOAT_DOUBLE:
		return kcfi_part("d");
	case FLOAT_FLOAT128:
		m->traits |= KCFI_WIDE;
		return kcfi_part(arch_is(m, "powerpc") ? "u9__ieee128" : "g");
	case FLOAT_LONG_DOUBLE:
		m->traits |= KCFI_WIDE;
		if (arch_is(m, "powerpc") || arch_is(m, "s390") || (arch_is(m, "x86_64") && is_android))
			return kcfi_part("g");
		return kcfi_part("e");
	default:
		return kcfi_give_up(m, "a floating type is not known");
	}
}

/* ---- functions ---- */

/* What clang writes before a function that is not called as C functions are on this target. */
static const char *convention(const struct kcfi_mangler *m, enum call_conv conv)
{
	bool is_x86_64 = arch_is(m, "x86_64"), is_x86_32 = arch_is(m, "i") && m->target->pointer_size == 4;
	switch (conv) {
	case CALL_STDCALL:
		return is_x86_32 ? "U7stdcall" : "";
	case CALL_FASTCALL:
		return is_x86_32 ? "U8fastcall" : "";
	case CALL_THISCALL:
		return is_x86_32 ? "U8thiscall" : "";
	case CALL_WIN64:
	case CALL_EFIAPI:
		return is_x86_64 ? "U6ms_abi" : "";
	default:
		return "";
	}
}

static const struct type *unqualified(struct type *copy, const struct type *type)
{
	*copy = *type;
	copy->is_const = copy->is_volatile = copy->is_restrict = false;
	return copy;
}

static struct kcfi_part pointer(struct kcfi_mangler *m, const struct type *element)
{
	struct kcfi_part part = kcfi_part("P"), inner = mangle(m, element);
	kcfi_join(&part, &inner);
	kcfi_substitute(m, &part);
	return part;
}

/*
 * -fsanitize-cfi-icall-generalize-pointers: a pointer to anything is one to void, with the qualifiers of what it points to: of an array, its
 * elements'.
 */
static struct kcfi_part generalized_pointer(struct kcfi_mangler *m, const struct type *element)
{
	struct type generalized = { .kind = TYPE_VOID, .size = -1, .align = -1 };
	const struct type *type = element;
	for (bool more = true; more;) {
		generalized.is_const |= type->is_const;
		generalized.is_volatile |= type->is_volatile;
		generalized.is_restrict |= type->is_restrict;
		more = type->kind == TYPE_TYPEDEF || type->kind == TYPE_ARRAY;
		if (more)
			type = type->kind == TYPE_ARRAY ? type->array.element : type->item->typedef_.type;
	}
	return pointer(m, &generalized);
}

/* A parameter or result of the function itself. The qualifiers of the typedefs of a parameter are lost with its own. */
static struct kcfi_part passed(struct kcfi_mangler *m, const struct type *type, bool is_result, bool is_outermost)
{
	struct type copy;
	const struct type *resolved = type_resolve(type);
	if (resolved->kind == TYPE_ARRAY)
		return pointer(m, resolved->array.element);
	if (resolved->kind == TYPE_FUNCTION)
		return pointer(m, resolved);
	if (is_outermost && m->mode & KCFI_GENERALIZED && resolved->kind == TYPE_POINTER)
		return generalized_pointer(m, resolved->element);
	if (!is_result)
		return mangle(m, unqualified(&copy, resolved));
	if (type->is_const || type->is_volatile)
		m->traits |= KCFI_CONST_RESULT;
	return mangle(m, type);
}

static struct kcfi_part signature(struct kcfi_mangler *m, const struct function_type *function, bool is_outermost)
{
	struct kcfi_part part = kcfi_part(convention(m, function->conv)), next;
	kcfi_put(&part, "F");
	next = passed(m, function->result, true, is_outermost);
	kcfi_join(&part, &next);
	for (unsigned i = 0; i < function->n_params && kcfi_spend(m); i++) {
		next = passed(m, function->params[i].type, false, is_outermost);
		kcfi_join(&part, &next);
	}
	if (!function->has_prototype)
		m->traits |= KCFI_NO_PROTOTYPE;
	else if (function->is_variadic)
		kcfi_put(&part, "z");
	else if (!function->n_params)
		kcfi_put(&part, "v");
	kcfi_put(&part, "E");
	return part;
}

/* ---- other types ---- */

static struct kcfi_part tag(struct kcfi_mangler *m, const struct item *item)
{
	if (!item->name)
		return kcfi_give_up(m, "clang numbers a %s without a name as it comes", item_kind_name(item));
	/* clang has it in namespace std for C, too */
	if (!strcmp(item->name, "__va_list") && (arch_is(m, "a") || arch_is(m, "thumb"))) {
		struct kcfi_part part = kcfi_part("St9__va_list");
		kcfi_substitute(m, &part);
		return part;
	}
	return kcfi_name(m, item->name);
}

static struct kcfi_part array(struct kcfi_mangler *m, const struct type *type)
{
	if (type->array.bound == ARRAY_VARIABLE)
		return kcfi_give_up(m, "the length of an array is not constant");
	char *length = g_strdup_printf("%lld", (long long)type->array.count);
	struct kcfi_part part = kcfi_part("A"), inner;
	if (type->array.bound == ARRAY_COUNTED)
		kcfi_put(&part, length);
	kcfi_put(&part, "_");
	g_free(length);
	inner = mangle(m, type->array.element);
	kcfi_join(&part, &inner);
	kcfi_substitute(m, &part);
	m->traits |= KCFI_ARRAY;
	return part;
}

/* "Cd", "U7_Atomici", "Dv4_i" */
static struct kcfi_part wrapped(struct kcfi_mangler *m, const char *prefix, const struct type *element)
{
	struct kcfi_part part = kcfi_part(prefix), inner = mangle(m, element);
	kcfi_join(&part, &inner);
	kcfi_substitute(m, &part);
	return part;
}

static struct kcfi_part vector(struct kcfi_mangler *m, const struct type *type)
{
	char *prefix = g_strdup_printf("Dv%lld_", (long long)type->array.count);
	struct kcfi_part part = wrapped(m, prefix, type->array.element);
	m->traits |= KCFI_WIDE;
	g_free(prefix);
	return part;
}

static struct kcfi_part function_type(struct kcfi_mangler *m, const struct type *type)
{
	struct kcfi_part part = signature(m, type->function, false);
	kcfi_substitute(m, &part);
	m->traits |= KCFI_FUNCTION;
	return part;
}

/* A type that is no typedef, its qualifiers left out. */
static struct kcfi_part plain(struct kcfi_mangler *m, const struct type *type)
{
	switch (type->kind) {
	case TYPE_VOID:
		return kcfi_part("v");
	case TYPE_BOOL:
		note_integer(m, 1, false, 31);
		return m->mode & KCFI_NORMALIZED ? as(kcfi_integer(m, 1, false), "b") : kcfi_part("b");
	case TYPE_INT:
		return integer(m, type);
	case TYPE_FLOAT:
		return floating(m, type);
	case TYPE_POINTER:
		if (type->has_lost_bounds)
			return kcfi_give_up(m, "the length of an array is not constant");
		return pointer(m, type->element);
	case TYPE_ARRAY:
		return array(m, type);
	case TYPE_FUNCTION:
		return function_type(m, type);
	case TYPE_RECORD:
	case TYPE_ENUM:
		return tag(m, type->item);
	case TYPE_COMPLEX:
		m->traits |= KCFI_WIDE;
		return wrapped(m, "C", type->element);
	case TYPE_ATOMIC:
		m->traits |= KCFI_VOLATILE;
		return wrapped(m, "U7_Atomic", type->element);
	case TYPE_VECTOR:
		return vector(m, type);
	default:
		return kcfi_give_up(m, "a type of it is not known: %s",
				    type->kind == TYPE_UNSUPPORTED && type->reason ? type->reason : "no reason");
	}
}

/* Qualifiers stand before what they qualify, and are one component with it. Those of an array are its elements' (C 6.7.3). */
static struct kcfi_part mangle(struct kcfi_mangler *m, const struct type *type)
{
	struct type qualified = { .kind = TYPE_VOID }, copy;
	if (!kcfi_spend(m))
		return kcfi_part("?");
	for (;; type = type->item->typedef_.type) {
		qualified.is_const |= type->is_const;
		qualified.is_volatile |= type->is_volatile;
		qualified.is_restrict |= type->is_restrict;
		if (type->kind != TYPE_TYPEDEF)
			break;
	}
	if (type->kind == TYPE_ARRAY && type->array.element) {
		struct type array_type = *type, element = *type->array.element;
		element.is_const |= qualified.is_const;
		element.is_volatile |= qualified.is_volatile;
		array_type.array.element = &element;
		return array(m, &array_type);
	}
	if (!qualified.is_const && !qualified.is_volatile && !qualified.is_restrict)
		return plain(m, type);
	char letters[4] = "", *at = letters;
	if (qualified.is_restrict)
		*at++ = 'r';
	if (qualified.is_volatile)
		*at++ = 'V';
	if (qualified.is_const)
		*at++ = 'K';
	*at = '\0';
	if (qualified.is_volatile || qualified.is_restrict)
		m->traits |= KCFI_VOLATILE;
	struct kcfi_part part = kcfi_part(letters), inner = plain(m, unqualified(&copy, type));
	kcfi_join(&part, &inner);
	kcfi_substitute(m, &part);
	return part;
}

char *kcfi_mangle_c(struct kcfi_mangler *m, const struct function_type *function)
{
	kcfi_begin(m);
	struct kcfi_part part = signature(m, function, true);
	return kcfi_end(m, &part);
}
