/*
 * The target machine, asked of clang: a few constants at the end of the main file give byte order, sizes and signs.
 */
#include "read/clang/reader.h"

#include "base/diag.h"

#include <string.h>

static const char probe_prefix[] = "__braze_t_";

/* Probes: variable name behind the prefix, C expression. */
static const char *const probes[][2] = {
	{ "big_endian", "__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__" },
	{ "char_signed", "(char)-1 < 0" },
	{ "long_size", "sizeof(long)" },
	{ "pointer_align", "_Alignof(void *)" },
	{ "wchar_size", "sizeof(__WCHAR_TYPE__)" },
	{ "wchar_signed", "(__WCHAR_TYPE__)-1 < 0" },
};

void target_write_probes(GString *text, unsigned *line)
{
	for (size_t i = 0; i < G_N_ELEMENTS(probes); i++, (*line)++)
		g_string_append_printf(text, "static const int %s%s = %s;\n", probe_prefix, probes[i][0], probes[i][1]);
}

static void set_fact(struct reader *reader, const char *name, int value)
{
	struct target *target = &reader->api->target;
	if (!strcmp(name, "big_endian"))
		target->big_endian = value;
	else if (!strcmp(name, "char_signed"))
		target->char_is_signed = value;
	else if (!strcmp(name, "long_size"))
		target->long_size = (unsigned)value;
	else if (!strcmp(name, "pointer_align"))
		reader->pointer_align = (unsigned)value;
	else if (!strcmp(name, "wchar_size"))
		target->wchar_size = (unsigned)value;
	else if (!strcmp(name, "wchar_signed"))
		target->wchar_is_signed = value;
}

bool target_read_probe(struct reader *reader, CXCursor cursor)
{
	CXString spelling = clang_getCursorSpelling(cursor);
	const char *name = clang_getCString(spelling);
	bool is_probe = g_str_has_prefix(name, probe_prefix);
	CXEvalResult result = is_probe ? clang_Cursor_Evaluate(cursor) : NULL;
	if (result) {
		set_fact(reader, name + strlen(probe_prefix), clang_EvalResult_getAsInt(result));
		clang_EvalResult_dispose(result);
	}
	clang_disposeString(spelling);
	return is_probe;
}

void target_begin(struct reader *reader)
{
	struct target *target = &reader->api->target;
	CXTargetInfo info = clang_getTranslationUnitTargetInfo(reader->unit);
	target->triple = reader_string(reader, clang_TargetInfo_getTriple(info));
	int bits = clang_TargetInfo_getPointerWidth(info);
	clang_TargetInfo_dispose(info);
	target->pointer_size = bits > 0 ? (unsigned)bits / 8 : sizeof(void *);
	const char *dash = target->triple ? strchr(target->triple, '-') : NULL;
	target->arch =
		dash ? api_format(reader->api, "%.*s", (int)(dash - target->triple), target->triple) : target->triple;
	target_set_rust_alignments(target);
}

/*
 * m68k: clang 22 aligns long long, float and double to their size and bitfields to their type, and makes long double a double. GCC, whose ABI the
 * platform's libraries have, aligns nothing to more than two bytes, bitfields not at all, and has 12-byte long doubles
 * (measured with gcc 12; gcc/config/m68k/m68k.h, BIGGEST_ALIGNMENT). Records with such members are not trusted.
 */
static bool is_distrusted(const struct reader *reader, const struct type *type);

/* Where nothing is aligned, both compilers agree, but for the size of long double and bitfields of no width. */
static bool is_distrusted_record(const struct reader *reader, const struct record *record)
{
	for (unsigned i = 0; i < record->n_fields; i++) {
		const struct type *type = type_resolve(record->fields[i].type);
		bool is_scalar = type->kind == TYPE_INT || type->kind == TYPE_ENUM || type->kind == TYPE_POINTER ||
				 (type->kind == TYPE_FLOAT && type->float_kind != FLOAT_LONG_DOUBLE);
		if (record->is_packed && record->align == 1 && is_scalar && record->fields[i].width != 0)
			continue;
		if (record->fields[i].width >= 0 || is_distrusted(reader, record->fields[i].type))
			return true;
	}
	return false;
}

static bool is_distrusted(const struct reader *reader, const struct type *type)
{
	type = type_resolve(type);
	switch (type->kind) {
	case TYPE_INT:
		return type->align > 2;
	case TYPE_POINTER:
		return reader->pointer_align > 2; /* clang 16 to 19 at least, which align int to four as well */
	case TYPE_FLOAT:
	case TYPE_COMPLEX:
	case TYPE_VECTOR:
	case TYPE_UNSUPPORTED:
		return true;
	case TYPE_ATOMIC:
		return true;
	case TYPE_ARRAY:
		return is_distrusted(reader, type->array.element);
	case TYPE_ENUM:
		return is_distrusted(reader, type->item->enumeration.integer);
	case TYPE_RECORD:
		return is_distrusted_record(reader, &type->item->record);
	default:
		return false;
	}
}

void target_look_ahead(struct reader *reader, CXTranslationUnit unit)
{
	CXTargetInfo info = clang_getTranslationUnitTargetInfo(unit);
	CXString triple = clang_TargetInfo_getTriple(info);
	reader->doubtful_layouts = g_str_has_prefix(clang_getCString(triple), "m68k");
	reader->has_short_int = clang_TargetInfo_getPointerWidth(info) < 32;
	clang_disposeString(triple);
	clang_TargetInfo_dispose(info);
}

void target_drop_doubtful(struct reader *reader)
{
	static const char reason[] = "clang lays it out otherwise than GCC on m68k, where GCC's layout is the ABI: "
				     "only pointers to it can be used";
	GPtrArray *found = g_ptr_array_new();
	if (!reader->doubtful_layouts)
		return;
	for (unsigned i = 0; i < reader->api->items->len; i++) {
		struct item *item = g_ptr_array_index(reader->api->items, i);
		struct type type = { .kind = TYPE_RECORD, .item = item };
		if (item->kind == ITEM_RECORD && item->record.is_complete && is_distrusted(reader, &type))
			g_ptr_array_add(found, item);
	}
	for (unsigned i = 0; i < found->len; i++) { /* only now: one doubtful record makes those around it doubtful */
		struct item *item = g_ptr_array_index(found, i);
		item->record.is_complete = false;
		item->record.n_fields = 0;
		item->record.size = item->record.align = -1;
		api_omit(reader->api, item_kind_name(item), item->name, item->loc, "doubtful-layout", "%s", reason);
	}
	if (found->len)
		diag_warning("doubtful-layout", "%u %s written as incomplete: %s", found->len,
			     found->len == 1 ? "struct or union is" : "structs and unions are", reason);
	g_ptr_array_unref(found);
}
