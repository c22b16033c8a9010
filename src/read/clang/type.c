/*
 * Clang's types to the model's: sugar that names something (typedefs, tags) is kept, all other sugar is stripped.
 *
 *     const gfp_t *            → pointer to { typedef gfp_t, const }
 *     int (*)(void), typeof(x) → clang's Unexposed: the function or canonical type behind it
 *     int b[n][n] (parameter)  → pointer to int: a variable length array has its element's address
 */
#include "read/clang/reader.h"

#include <string.h>

static const struct type *convert(struct reader *reader, CXType type, CXCursor names);

static bool int_kind_of(enum CXTypeKind kind, enum int_kind *out)
{
	switch (kind) {
	case CXType_Char_U:
	case CXType_Char_S:
		*out = INT_CHAR;
		return true;
	case CXType_SChar:
		*out = INT_SCHAR;
		return true;
	case CXType_UChar:
		*out = INT_UCHAR;
		return true;
	case CXType_Short:
		*out = INT_SHORT;
		return true;
	case CXType_UShort:
		*out = INT_USHORT;
		return true;
	case CXType_Int:
		*out = INT_INT;
		return true;
	case CXType_UInt:
		*out = INT_UINT;
		return true;
	case CXType_Long:
		*out = INT_LONG;
		return true;
	case CXType_ULong:
		*out = INT_ULONG;
		return true;
	case CXType_LongLong:
		*out = INT_LLONG;
		return true;
	case CXType_ULongLong:
		*out = INT_ULLONG;
		return true;
	case CXType_Int128:
		*out = INT_I128;
		return true;
	case CXType_UInt128:
		*out = INT_U128;
		return true;
	case CXType_WChar:
		*out = INT_WCHAR;
		return true;
	case CXType_Char16:
		*out = INT_CHAR16;
		return true;
	case CXType_Char32:
		*out = INT_CHAR32;
		return true;
	default:
		return false;
	}
}

static bool float_kind_of(enum CXTypeKind kind, enum float_kind *out)
{
	switch (kind) {
	case CXType_Half:
	case CXType_Float16:
		*out = FLOAT_FLOAT16;
		return true;
	case CXType_BFloat16:
		*out = FLOAT_BFLOAT16;
		return true;
	case CXType_Float:
		*out = FLOAT_FLOAT;
		return true;
	case CXType_Double:
		*out = FLOAT_DOUBLE;
		return true;
	case CXType_LongDouble:
	case CXType_Ibm128:
		*out = FLOAT_LONG_DOUBLE;
		return true;
	case CXType_Float128:
		*out = FLOAT_FLOAT128;
		return true;
	default:
		return false;
	}
}

static void set_layout(struct type *type, CXType clang)
{
	long long size = clang_Type_getSizeOf(clang), align = clang_Type_getAlignOf(clang);
	type->size = size < 0 ? -1 : size;
	type->align = align < 0 ? -1 : align;
}

static const struct type *convert_scalar(struct reader *reader, CXType clang)
{
	if (reader->scalars[clang.kind])
		return reader->scalars[clang.kind];
	enum int_kind int_kind;
	enum float_kind float_kind;
	struct type *type;
	if (clang.kind == CXType_Void) {
		type = api_new_type(reader->api, TYPE_VOID);
		return reader->scalars[clang.kind] = type;
	} else if (clang.kind == CXType_Bool) {
		type = api_new_type(reader->api, TYPE_BOOL);
	} else if (int_kind_of(clang.kind, &int_kind)) {
		type = api_new_type(reader->api, TYPE_INT);
		type->int_kind = int_kind;
	} else if (float_kind_of(clang.kind, &float_kind)) {
		type = api_new_type(reader->api, TYPE_FLOAT);
		type->float_kind = float_kind;
	} else {
		return NULL;
	}
	set_layout(type, clang);
	return reader->scalars[clang.kind] = type;
}

static const struct type *convert_unsupported(struct reader *reader, CXType clang)
{
	struct type *type = api_new_type(reader->api, TYPE_UNSUPPORTED);
	set_layout(type, clang);
	type->spelling = reader_string(reader, clang_getTypeSpelling(clang));
	type->reason =
		api_format(reader->api, "type '%s' has no counterpart in Rust", type->spelling ? type->spelling : "?");
	return type;
}

const struct type *type_of_item(struct reader *reader, struct item *item)
{
	if (reader->base_types->len <= item->id)
		g_ptr_array_set_size(reader->base_types, (int)MAX(item->id + 1, reader->base_types->len * 2));
	const struct type *known = g_ptr_array_index(reader->base_types, item->id);
	if (known)
		return known;
	struct type *type = api_new_type(reader->api, item->kind == ITEM_RECORD ? TYPE_RECORD :
						      item->kind == ITEM_ENUM   ? TYPE_ENUM :
										  TYPE_TYPEDEF);
	type->item = item;
	g_ptr_array_index(reader->base_types, item->id) = type;
	return type;
}

static const struct type *convert_named(struct reader *reader, CXType clang)
{
	struct item *item = decl_item(reader, clang_getTypeDeclaration(clang));
	if (!item)
		return convert_unsupported(reader, clang);
	struct type *type = (struct type *)type_of_item(reader, item);
	if (type->size < 0)
		set_layout(type, clang);
	return type;
}

static const struct type *convert_element(struct reader *reader, CXType clang, enum type_kind kind, CXType element)
{
	struct type *type = api_new_type(reader->api, kind);
	type->element = convert(reader, element, clang_getNullCursor());
	set_layout(type, clang);
	return type;
}

static const struct type *convert_array(struct reader *reader, CXType clang, enum type_kind kind,
					enum array_bound bound)
{
	struct type *type = api_new_type(reader->api, kind);
	CXType element = kind == TYPE_VECTOR ? clang_getElementType(clang) : clang_getArrayElementType(clang);
	type->array.element = convert(reader, element, clang_getNullCursor());
	type->array.bound = bound;
	if (bound == ARRAY_COUNTED)
		type->array.count = kind == TYPE_VECTOR ? clang_getNumElements(clang) : clang_getArraySize(clang);
	if (bound == ARRAY_COUNTED)
		set_layout(type, clang);
	else
		type->align = type->array.element->align;
	return type;
}

/* The type with these qualifiers added: itself where it has them. */
static const struct type *qualify(struct reader *reader, const struct type *base, bool is_const, bool is_volatile,
				  bool is_restrict)
{
	if ((!is_const || base->is_const) && (!is_volatile || base->is_volatile) && (!is_restrict || base->is_restrict))
		return base;
	struct type *type = api_alloc(reader->api, sizeof(*type));
	*type = *base;
	type->is_const |= is_const;
	type->is_volatile |= is_volatile;
	type->is_restrict |= is_restrict;
	return type;
}

/* A pointer to a variable length array is the address of its first element, whatever the number of dimensions. */
static const struct type *strip_variable_arrays(const struct type *type)
{
	while (type->kind == TYPE_ARRAY && type->array.bound == ARRAY_VARIABLE)
		type = type->array.element;
	return type;
}

static const struct type *pointer_to(struct reader *reader, const struct type *element)
{
	struct type *type = api_new_type(reader->api, TYPE_POINTER);
	type->element = strip_variable_arrays(element);
	type->has_lost_bounds = type->element != element;
	type->size = type->align = reader->api->target.pointer_size;
	return type;
}

/* The number of registers is part of the type but not of the calling convention that libclang tells. */
static bool type_has_regparm(const struct reader *reader, CXType clang)
{
	if (!g_pattern_match_simple("i?86", reader->api->target.arch))
		return false;
	CXString text = clang_getTypeSpelling(clang);
	bool found = strstr(clang_getCString(text), "regparm") != NULL;
	clang_disposeString(text);
	return found;
}

static enum call_conv call_conv_of(const struct reader *reader, CXType clang, const char **name)
{
	*name = NULL;
	if (type_has_regparm(reader, clang)) {
		*name = "regparm";
		return CALL_OTHER;
	}
	switch (clang_getFunctionTypeCallingConv(clang)) {
	case CXCallingConv_Default:
	case CXCallingConv_C:
		return CALL_C;
	case CXCallingConv_X86StdCall:
		return CALL_STDCALL;
	case CXCallingConv_X86FastCall:
		return CALL_FASTCALL;
	case CXCallingConv_X86ThisCall:
		return CALL_THISCALL;
	case CXCallingConv_X86VectorCall:
		return CALL_VECTORCALL;
	case CXCallingConv_X86_64SysV:
		return CALL_SYSV64;
	case CXCallingConv_Win64:
		return CALL_WIN64;
	case CXCallingConv_AAPCS:
		return CALL_AAPCS;
	case CXCallingConv_X86Pascal:
		*name = "pascal";
		return CALL_OTHER;
	case CXCallingConv_AAPCS_VFP:
		*name = "aapcs-vfp";
		return CALL_OTHER;
	case CXCallingConv_X86RegCall:
		*name = "regcall";
		return CALL_OTHER;
	case CXCallingConv_IntelOclBicc:
		*name = "intel_ocl_bicc";
		return CALL_OTHER;
	case CXCallingConv_Swift:
	case CXCallingConv_SwiftAsync:
		*name = "swiftcall";
		return CALL_OTHER;
	case CXCallingConv_PreserveMost:
		*name = "preserve_most";
		return CALL_OTHER;
	case CXCallingConv_PreserveAll:
		*name = "preserve_all";
		return CALL_OTHER;
	case CXCallingConv_AArch64VectorCall:
		*name = "aarch64_vector_pcs";
		return CALL_OTHER;
	default:
		*name = "unknown";
		return CALL_OTHER;
	}
}

static enum CXChildVisitResult collect_param(CXCursor cursor, CXCursor parent, CXClientData data)
{
	(void)parent;
	if (clang_getCursorKind(cursor) == CXCursor_ParmDecl)
		g_array_append_val((GArray *)data, cursor);
	return CXChildVisit_Continue;
}

/* The cursors that name the parameters: of the function itself, or the ParmDecl children of a typedef, field or variable. */
static void param_cursors(CXCursor names, unsigned n, GArray *out)
{
	if (clang_Cursor_isNull(names) || !n)
		return;
	int n_args = clang_Cursor_getNumArguments(names);
	for (int i = 0; i < n_args; i++) {
		CXCursor param = clang_Cursor_getArgument(names, (unsigned)i);
		g_array_append_val(out, param);
	}
	if (n_args < 0)
		clang_visitChildren(names, collect_param, out);
	if (out->len != n)
		g_array_set_size(out, 0);
}

/* C 6.7.3: the qualifiers of an array, even of a typedef of one, are its elements'. */
static const struct type *qualified_element(struct reader *reader, const struct type *array)
{
	bool is_const = false, is_volatile = false;
	for (; array->kind == TYPE_TYPEDEF; array = array->item->typedef_.type) {
		is_const |= array->is_const;
		is_volatile |= array->is_volatile;
	}
	is_const |= array->is_const;
	is_volatile |= array->is_volatile;
	return qualify(reader, array->array.element, is_const, is_volatile, false);
}

/* C 6.7.6.3: arrays become pointers to their element, functions pointers to themselves. */
static const struct type *adjust_param(struct reader *reader, const struct type *type)
{
	const struct type *resolved = type_resolve(type);
	if (resolved->kind == TYPE_ARRAY)
		return pointer_to(reader, qualified_element(reader, type));
	if (resolved->kind == TYPE_FUNCTION)
		return pointer_to(reader, type);
	return type;
}

static const char *skip_string(const char *at)
{
	for (at++; *at && *at != '"'; at++)
		at += *at == '\\' && at[1];
	return *at ? at + 1 : at;
}

static const char *skip_parentheses(const char *at)
{
	int depth = 0;
	do {
		depth += (*at == '(') - (*at == ')');
		at = *at == '"' ? skip_string(at) : at + 1;
	} while (depth && *at);
	return at;
}

static bool is_one_of(const char *word, size_t length, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == length && !strncmp(word, *words, length))
			return true;
	return false;
}

/* Whether one of the words, up to NULL, stands in the text outside of strings and of the parentheses behind the name, which may be NULL. */
static bool has_word(const char *text, const char *name, const char *const *words)
{
	while (*text) {
		const char *start = text;
		while (g_ascii_isalnum(*text) || *text == '_' || *text == '$' || (unsigned char)*text >= 0x80)
			text++;
		size_t length = (size_t)(text - start);
		if (name && *text == '(' && strlen(name) == length && !strncmp(start, name, length))
			text = skip_parentheses(text);
		else if (is_one_of(start, length, words))
			return true;
		else if (!length)
			text = *text == '"' ? skip_string(text) : text + 1;
	}
	return false;
}

bool type_text_is_noreturn(const char *text, const char *name)
{
	static const char *const words[] = { "noreturn", "_Noreturn", "__noreturn__", NULL };
	return has_word(text, name, words);
}

bool type_text_is_cold(const char *text, const char *name)
{
	static const char *const words[] = { "cold", "__cold__", NULL };
	return has_word(text, name, words);
}

/* libclang has no accessor for it; the attribute is part of the type as printed, behind the parameters. */
bool type_is_noreturn(CXType clang)
{
	CXString text = clang_getTypeSpelling(clang_getCanonicalType(clang));
	const char *params = strchr(clang_getCString(text), '(');
	bool found = params && type_text_is_noreturn(skip_parentheses(params), NULL);
	clang_disposeString(text);
	return found;
}

static const struct type *convert_function(struct reader *reader, CXType clang, CXCursor names)
{
	struct type *type = api_new_type(reader->api, TYPE_FUNCTION);
	struct function_type *function = api_alloc(reader->api, sizeof(*function));
	type->function = function;
	function->result = convert(reader, clang_getResultType(clang), clang_getNullCursor());
	function->is_variadic = clang_isFunctionTypeVariadic(clang);
	CXType canonical = clang_getCanonicalType(clang);
	function->has_prototype = canonical.kind == CXType_FunctionProto;
	if (!function->has_prototype)
		function->is_variadic = false;
	function->conv = call_conv_of(reader, clang, &function->conv_name);
	function->is_noreturn = function->result->kind == TYPE_VOID && type_is_noreturn(clang);
	int n = clang_getNumArgTypes(clang);
	function->n_params = n > 0 ? (unsigned)n : 0;
	function->params = api_alloc(reader->api, (function->n_params + 1) * sizeof(*function->params));
	GArray *cursors = g_array_new(FALSE, FALSE, sizeof(CXCursor));
	param_cursors(names, function->n_params, cursors);
	for (unsigned i = 0; i < function->n_params; i++) {
		struct param *param = &function->params[i];
		CXCursor cursor = cursors->len ? g_array_index(cursors, CXCursor, i) : clang_getNullCursor();
		if (cursors->len)
			param->name = reader_string(reader, clang_getCursorSpelling(cursor));
		param->as_written = convert(reader, clang_getArgType(clang, i), cursor);
		param->type = adjust_param(reader, param->as_written);
	}
	g_array_unref(cursors);
	return type;
}

static const struct type *convert_unexposed(struct reader *reader, CXType clang, CXCursor names)
{
	CXType canonical = clang_getCanonicalType(clang);
	if (canonical.kind == CXType_FunctionProto || canonical.kind == CXType_FunctionNoProto)
		return convert_function(reader, clang, names); /* parentheses: the parameters keep their typedefs */
	if (canonical.kind == CXType_Unexposed || canonical.kind == CXType_Invalid)
		return convert_unsupported(reader, clang);
	return convert(reader, canonical, names);
}

/* libclang loses the qualifiers of types with a btf_type_tag (the kernel's __user); the canonical type still has them. */
static const struct type *convert_pointee(struct reader *reader, CXType pointer, CXCursor names)
{
	CXType canonical = clang_getPointeeType(clang_getCanonicalType(pointer));
	const struct type *type = convert(reader, clang_getPointeeType(pointer), names);
	bool is_named = type->kind == TYPE_TYPEDEF;
	return qualify(reader, type, !is_named && clang_isConstQualifiedType(canonical),
		       !is_named && clang_isVolatileQualifiedType(canonical), false);
}

static const struct type *convert_unqualified(struct reader *reader, CXType clang, CXCursor names)
{
	const struct type *scalar = clang.kind <= CXType_LastBuiltin ? convert_scalar(reader, clang) : NULL;
	if (scalar)
		return scalar;
	switch (clang.kind) {
	case CXType_Elaborated:
		return convert(reader, clang_Type_getNamedType(clang), names);
	case CXType_Attributed:
	case CXType_BTFTagAttributed:
		return convert(reader, clang_Type_getModifiedType(clang), names);
	case CXType_Record:
	case CXType_Enum:
	case CXType_Typedef:
		return convert_named(reader, clang);
	case CXType_Pointer:
		if (clang_Type_getSizeOf(clang) != (long long)reader->api->target.pointer_size)
			return convert_unsupported(reader, clang); /* T *__ptr32 where pointers have 64 bits */
		return pointer_to(reader, convert_pointee(reader, clang, names));
	case CXType_ConstantArray:
		return convert_array(reader, clang, TYPE_ARRAY, ARRAY_COUNTED);
	case CXType_IncompleteArray:
		return convert_array(reader, clang, TYPE_ARRAY, ARRAY_INCOMPLETE);
	case CXType_VariableArray:
		return convert_array(reader, clang, TYPE_ARRAY, ARRAY_VARIABLE);
	case CXType_Vector:
	case CXType_ExtVector:
		return convert_array(reader, clang, TYPE_VECTOR, ARRAY_COUNTED);
	case CXType_Complex:
		return convert_element(reader, clang, TYPE_COMPLEX, clang_getElementType(clang));
	case CXType_Atomic:
		return convert_element(reader, clang, TYPE_ATOMIC, clang_Type_getValueType(clang));
	case CXType_FunctionProto:
	case CXType_FunctionNoProto:
		return convert_function(reader, clang, names);
	case CXType_Unexposed:
	case CXType_Auto:
		return convert_unexposed(reader, clang, names);
	default:
		return convert_unsupported(reader, clang);
	}
}

static const struct type *convert(struct reader *reader, CXType clang, CXCursor names)
{
	return qualify(reader, convert_unqualified(reader, clang, names), clang_isConstQualifiedType(clang),
		       clang_isVolatileQualifiedType(clang), clang_isRestrictQualifiedType(clang));
}

const struct type *type_convert(struct reader *reader, CXType type, CXCursor names)
{
	return convert(reader, type, names);
}
