/*
 * Clang's declarations to items.
 *
 * An item is made at the first mention of a declaration, in whatever type it stands; its content is read when the walk is
 * back at the top level (decl_fill_pending), so that long chains of pointers do not become deep recursion.
 * Redeclarations of one entity make one item that knows what all of them say.
 */
#include "read/clang/reader.h"

#include <string.h>

struct pending {
	struct item *item;
	CXCursor cursor;
};

const char *reader_string(struct reader *reader, CXString string)
{
	const char *text = clang_getCString(string);
	const char *interned = text && *text ? api_intern(reader->api, text) : NULL;
	clang_disposeString(string);
	return interned;
}

const char *reader_clean_path(const char *path)
{
	while (path && g_str_has_prefix(path, "./"))
		path += 2;
	return path ? path : "";
}

uint32_t reader_file(struct reader *reader, CXFile file)
{
	uint32_t index = GPOINTER_TO_UINT(g_hash_table_lookup(reader->file_index, file));
	if (index)
		return index - 1;
	CXString name = clang_getFileName(file);
	const char *path = api_intern(reader->api, reader_clean_path(clang_getCString(name)));
	clang_disposeString(name);
	index = GPOINTER_TO_UINT(g_hash_table_lookup(reader->path_index, path));
	if (!index) {
		g_ptr_array_add(reader->api->files, (void *)path);
		index = reader->api->files->len;
		g_hash_table_insert(reader->path_index, (void *)path, GUINT_TO_POINTER(index));
	}
	g_hash_table_insert(reader->file_index, file, GUINT_TO_POINTER(index));
	return index - 1;
}

struct location reader_location(struct reader *reader, CXSourceLocation where)
{
	CXFile file;
	struct location loc = { 0, 0, 0 };
	clang_getExpansionLocation(where, &file, &loc.line, &loc.column, NULL);
	if (!file)
		return (struct location){ 0, 0, 0 };
	loc.file = reader_file(reader, file);
	return loc;
}

/* ---- attributes ---- */

struct attributes {
	bool must_use;
	bool packed;
	bool others; /* ones that libclang does not name */
	const char *asm_label;
	struct reader *reader;
};

static enum CXChildVisitResult read_attribute(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct attributes *found = data;
	(void)parent;
	switch (clang_getCursorKind(cursor)) {
	case CXCursor_WarnUnusedResultAttr:
		found->must_use = true;
		break;
	case CXCursor_PackedAttr:
		found->packed = true;
		break;
	case CXCursor_AsmLabelAttr:
		found->asm_label = reader_string(found->reader, clang_getCursorSpelling(cursor));
		break;
	case CXCursor_UnexposedAttr:
		found->others = true;
		break;
	default:
		break;
	}
	return CXChildVisit_Continue;
}

static struct attributes read_attributes(struct reader *reader, CXCursor cursor)
{
	struct attributes found = { .reader = reader };
	if (clang_Cursor_hasAttrs(cursor))
		clang_visitChildren(cursor, read_attribute, &found);
	return found;
}

/* Under --no-doc-comments only a comment that may have an annotation. */
static const char *comment_text(struct reader *reader, CXCursor cursor)
{
	CXString text = clang_Cursor_getRawCommentText(cursor);
	const char *c = reader->config->no_doc_comments ? clang_getCString(text) : NULL;
	if (!reader->config->no_doc_comments || (c && strstr(c, "rustbindgen")))
		return reader_string(reader, text);
	clang_disposeString(text);
	return NULL;
}

static void read_comment(struct reader *reader, struct item *item, CXCursor cursor)
{
	if (!item->comment)
		item->comment = comment_text(reader, cursor);
}

/* ---- records ---- */

struct field_list {
	struct reader *reader;
	GArray *fields;
};

/* Unnamed members are spelled "" by old versions of clang and "(anonymous …)" by new ones. */
static const char *member_name(struct reader *reader, CXCursor cursor)
{
	const char *name = reader_string(reader, clang_getCursorSpelling(cursor));
	return name && !strchr(name, '(') ? name : NULL;
}

static enum CXVisitorResult read_field(CXCursor cursor, CXClientData data)
{
	struct field_list *list = data;
	struct reader *reader = list->reader;
	struct field field = {
		.name = member_name(reader, cursor),
		.type = type_convert(reader, clang_getCursorType(cursor), cursor),
		.loc = reader_location(reader, clang_getCursorLocation(cursor)),
		.offset = clang_Cursor_getOffsetOfField(cursor),
		.width = clang_Cursor_isBitField(cursor) ? clang_getFieldDeclBitWidth(cursor) : -1,
	};
	field.comment = comment_text(reader, cursor);
	g_array_append_val(list->fields, field);
	return CXVisit_Continue;
}

/* `struct s { enum { A, B }; … }` declares names without a member. */
static enum CXChildVisitResult read_nested(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct reader *reader = data;
	(void)parent;
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	bool is_tag = kind == CXCursor_EnumDecl || kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
	if (is_tag && clang_isCursorDefinition(cursor))
		decl_item(reader, cursor);
	return CXChildVisit_Continue;
}

/*
 * `typedef struct { … } name __attribute__((aligned(16)));` aligns the name, and the record has no other. In Rust the size is a multiple of
 * the alignment, so it can have it only where C's size is one too.
 */
static void use_typedef_alignment(struct reader *reader, struct item *item)
{
	struct record *record = &item->record;
	if (record->typedef_align <= record->align)
		return;
	if (record->size % record->typedef_align == 0)
		record->align = record->typedef_align;
	else
		api_omit(reader->api, item_kind_name(item), item->name, item->loc, "lost-alignment",
			 "its %lld bytes are aligned to %lld in C; Rust aligns no type to more than its size is a "
			 "multiple of",
			 (long long)record->size, (long long)record->typedef_align);
}

static void fill_record(struct reader *reader, struct item *item, CXCursor definition)
{
	struct record *record = &item->record;
	CXType type = clang_getCursorType(definition);
	struct field_list list = { reader, g_array_new(FALSE, TRUE, sizeof(struct field)) };
	record->is_complete = true;
	record->size = clang_Type_getSizeOf(type);
	record->align = clang_Type_getAlignOf(type);
	record->is_packed = read_attributes(reader, definition).packed;
	clang_visitChildren(definition, read_nested, reader);
	clang_Type_visitFields(type, read_field, &list);
	record->n_fields = list.fields->len;
	record->fields = api_alloc(reader->api, (list.fields->len + 1) * sizeof(struct field));
	if (list.fields->len)
		memcpy(record->fields, list.fields->data, list.fields->len * sizeof(struct field));
	g_array_unref(list.fields);
	use_typedef_alignment(reader, item);
	if (record->size < 0 || record->align < 0)
		api_omit_item(reader->api, item, "invalid-type", "clang gives it no size (error code %lld)",
			      (long long)record->size);
}

/* ---- enums ---- */

/* clang gives an enumerator without a comment that of the one before it, up to which there is no more than a comma. */
static const char *enumerator_comment(struct reader *reader, CXCursor cursor, const struct enumerator *before)
{
	const char *text = comment_text(reader, cursor);
	if (!text || !before)
		return text;
	struct location start = reader_location(reader, clang_getRangeStart(clang_Cursor_getCommentRange(cursor)));
	bool is_earlier =
		start.line < before->loc.line || (start.line == before->loc.line && start.column < before->loc.column);
	return start.file == before->loc.file && is_earlier ? NULL : text;
}

static enum CXChildVisitResult read_enumerator(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct field_list *list = data;
	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_EnumConstantDecl)
		return CXChildVisit_Continue;
	struct enumerator value = {
		.name = reader_string(list->reader, clang_getCursorSpelling(cursor)),
		.loc = reader_location(list->reader, clang_getCursorLocation(cursor)),
		.value = (uint64_t)clang_getEnumConstantDeclValue(cursor),
	};
	unsigned n = list->fields->len;
	value.comment = enumerator_comment(list->reader, cursor,
					   n ? &g_array_index(list->fields, struct enumerator, n - 1) : NULL);
	g_array_append_val(list->fields, value);
	return CXChildVisit_Continue;
}

/* An enum that is only declared (GNU) has no type in clang; GCC gives it unsigned int. */
static const struct type *unsigned_int_type(struct reader *reader)
{
	struct type *type = api_new_type(reader->api, TYPE_INT);
	type->int_kind = INT_UINT;
	type->size = type->align = 4;
	return type;
}

/* Clang gives each enumerator in its own type, int more often than not; here all are in the enum's. */
static void fit_values(struct reader *reader, struct enumeration *enumeration)
{
	int64_t size = enumeration->integer->size;
	bool is_signed = enumeration->integer->kind == TYPE_INT &&
			 int_kind_is_signed(&reader->api->target, enumeration->integer->int_kind);
	for (unsigned i = 0; i < enumeration->n_values && !is_signed && size < 8; i++)
		enumeration->values[i].value &= (UINT64_C(1) << (8 * size)) - 1;
}

static void fill_enum(struct reader *reader, struct item *item, CXCursor cursor)
{
	struct enumeration *enumeration = &item->enumeration;
	enumeration->is_complete = clang_isCursorDefinition(cursor);
	CXType integer = clang_getEnumDeclIntegerType(cursor);
	if (integer.kind != CXType_Invalid && integer.kind != CXType_Unexposed)
		enumeration->integer = type_resolve(type_convert(reader, integer, clang_getNullCursor()));
	if (!enumeration->integer ||
	    (enumeration->integer->kind != TYPE_INT && enumeration->integer->kind != TYPE_BOOL))
		enumeration->integer = unsigned_int_type(reader);
	if (!enumeration->is_complete || item->is_local)
		return;
	struct field_list list = { reader, g_array_new(FALSE, TRUE, sizeof(struct enumerator)) };
	clang_visitChildren(cursor, read_enumerator, &list);
	enumeration->n_values = list.fields->len;
	enumeration->values = api_alloc(reader->api, (list.fields->len + 1) * sizeof(struct enumerator));
	if (list.fields->len)
		memcpy(enumeration->values, list.fields->data, list.fields->len * sizeof(struct enumerator));
	g_array_unref(list.fields);
	fit_values(reader, enumeration);
}

/* ---- making items ---- */

static bool kind_of_cursor(enum CXCursorKind clang, enum item_kind *kind)
{
	switch (clang) {
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
		*kind = ITEM_RECORD;
		return true;
	case CXCursor_EnumDecl:
		*kind = ITEM_ENUM;
		return true;
	case CXCursor_TypedefDecl:
		*kind = ITEM_TYPEDEF;
		return true;
	case CXCursor_FunctionDecl:
		*kind = ITEM_FUNCTION;
		return true;
	case CXCursor_VarDecl:
		*kind = ITEM_VARIABLE;
		return true;
	default:
		return false;
	}
}

/* A tag that has no name of its own carries its typedef's in clang; the USR tells: "c:@SA@name" instead of "c:@S@name". */
static bool named_by_typedef(CXCursor cursor)
{
	CXString usr = clang_getCursorUSR(cursor);
	const char *text = clang_getCString(usr), *last = text ? strrchr(text, '@') : NULL;
	bool found = last && last - text > 1 && last[-1] == 'A';
	clang_disposeString(usr);
	return found;
}

static bool is_record(CXCursor cursor)
{
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
}

/* The record that a tag is defined in, unless it was declared outside of one before: then it belongs to the file. */
static struct item *enclosing_record(struct reader *reader, CXCursor cursor, CXCursor canonical)
{
	CXCursor parent = clang_getCursorLexicalParent(cursor);
	if (!clang_isCursorDefinition(cursor) || !is_record(parent) ||
	    !is_record(clang_getCursorLexicalParent(canonical)))
		return NULL;
	return decl_item(reader, parent);
}

/* Of reader->tags: kind and name. Freed by the table, or else the caller. */
static char *tag_key(CXCursor cursor, const char *name)
{
	return g_strdup_printf("%d %s", (int)clang_getCursorKind(cursor), name);
}

/*
 * `void f(struct s *p);` with no struct s before it declares one for that prototype alone (C 6.2.1). Nobody means that: such a tag is taken
 * for the one of that name that the file has, or for that of another prototype.
 */
static struct item *known_tag(struct reader *reader, CXCursor cursor, const char *name, bool is_definition)
{
	char *key = tag_key(cursor, name);
	struct item *known = g_hash_table_lookup(reader->tags, key);
	bool known_is_complete =
		known && (known->kind == ITEM_RECORD ? known->record.is_complete : known->enumeration.is_complete);
	g_free(key);
	return known && !(known_is_complete && is_definition) ? known : NULL;
}

/* `void f(enum { A } a);`: the enum is known to that prototype alone. */
static bool is_local_definition(CXCursor cursor)
{
	return clang_isCursorDefinition(cursor) &&
	       clang_getCursorKind(clang_getCursorSemanticParent(cursor)) == CXCursor_FunctionDecl;
}

static void push_pending(struct reader *reader, struct item *item, CXCursor cursor)
{
	struct pending *pending = g_new(struct pending, 1);
	*pending = (struct pending){ item, cursor };
	g_queue_push_tail(&reader->pending, pending);
}

/* An item made at the mention in a prototype learns here that there is a definition. */
static struct item *complete_tag(struct reader *reader, struct item *item, CXCursor definition, struct location loc)
{
	bool *is_complete = item->kind == ITEM_RECORD ? &item->record.is_complete : &item->enumeration.is_complete;
	if (clang_isCursorDefinition(definition) && !*is_complete) {
		*is_complete = true;
		item->loc = loc;
		push_pending(reader, item, definition);
	}
	return item;
}

static void begin_tag(struct reader *reader, struct item *item, CXCursor cursor, CXCursor definition)
{
	bool in_typedef = item->name && named_by_typedef(cursor), is_complete = clang_isCursorDefinition(definition);
	if (item->kind == ITEM_RECORD) {
		item->record.is_union = clang_getCursorKind(cursor) == CXCursor_UnionDecl;
		item->record.in_typedef = in_typedef;
		item->record.is_complete = is_complete;
		item->record.size = item->record.align = -1;
	} else {
		item->enumeration.in_typedef = in_typedef;
		item->enumeration.is_complete = is_complete;
		item->enumeration.integer = unsigned_int_type(reader);
	}
	item->is_anonymous = !item->name;
	if (item->name && !in_typedef && !is_local_definition(definition))
		g_hash_table_insert(reader->tags, tag_key(cursor, item->name), item);
	push_pending(reader, item, definition);
}

static void begin_typedef(struct reader *reader, struct item *item, CXCursor cursor)
{
	struct item *tag;
	item->typedef_.type = type_convert(reader, clang_getTypedefDeclUnderlyingType(cursor), cursor);
	if (item->typedef_.type->kind != TYPE_RECORD)
		return;
	tag = item->typedef_.type->item;
	long long align = clang_Type_getAlignOf(clang_getCursorType(cursor));
	if (!tag->record.in_typedef || g_strcmp0(tag->name, item->name) != 0 || align <= item->typedef_.type->align)
		return;
	tag->record.typedef_align = align;
	if (tag->record.size >= 0)
		use_typedef_alignment(reader, tag);
}

struct item *decl_item(struct reader *reader, CXCursor cursor)
{
	enum item_kind kind;
	CXCursor canonical = clang_getCanonicalCursor(cursor);
	struct item *item = g_hash_table_lookup(reader->items, &canonical);
	if (item || !kind_of_cursor(clang_getCursorKind(cursor), &kind))
		return item;
	CXCursor definition = clang_getCursorDefinition(cursor);
	bool is_tag = kind == ITEM_RECORD || kind == ITEM_ENUM;
	CXCursor best = is_tag && !clang_Cursor_isNull(definition) ? definition : cursor;
	bool is_anonymous = is_tag && clang_Cursor_isAnonymous(best);
	const char *name = is_anonymous ? NULL : reader_string(reader, clang_getCursorSpelling(best));
	struct location loc = reader_location(reader, clang_getCursorLocation(best));
	bool is_shared = is_tag && name && !is_local_definition(best);
	item = is_shared ? known_tag(reader, best, name, clang_isCursorDefinition(best)) : NULL;
	if (item) {
		g_hash_table_insert(reader->items, g_memdup2(&canonical, sizeof(canonical)), item);
		return complete_tag(reader, item, best, loc);
	}
	struct item *parent = is_tag ? enclosing_record(reader, best, canonical) : NULL;
	item = api_add_item(reader->api, kind, name, loc);
	item->parent = parent;
	item->is_local = is_tag && is_local_definition(best);
	item->is_builtin = !item->loc.line;
	g_hash_table_insert(reader->items, g_memdup2(&canonical, sizeof(canonical)), item);
	read_comment(reader, item, best);
	read_comment(reader, item, canonical);
	if (is_tag)
		begin_tag(reader, item, cursor, best);
	else if (kind == ITEM_TYPEDEF)
		begin_typedef(reader, item, cursor);
	return item;
}

static void fill_pending(struct reader *reader)
{
	struct pending *pending;
	while ((pending = g_queue_pop_head(&reader->pending))) {
		if (pending->item->kind == ITEM_ENUM)
			fill_enum(reader, pending->item, pending->cursor);
		else if (clang_isCursorDefinition(pending->cursor))
			fill_record(reader, pending->item, pending->cursor);
		g_free(pending);
	}
}

/* ---- functions and variables ---- */

/*
 * What a declaration says of its symbol. `extern inline` makes one; plain `inline` (C 6.7.4), and the body of a gnu_inline function, which is good
 * for inlining only, need not have one anywhere, unless another declaration in the unit lacks the keyword.
 */
static enum linkage function_linkage(CXCursor cursor, bool is_gnu_inline)
{
	enum CX_StorageClass storage = clang_Cursor_getStorageClass(cursor);
	if (storage == CX_SC_Static || clang_getCursorLinkage(cursor) == CXLinkage_Internal)
		return LINKAGE_INTERNAL;
	if (!clang_Cursor_isFunctionInlined(cursor))
		return LINKAGE_EXTERNAL;
	return (storage == CX_SC_Extern) != is_gnu_inline ? LINKAGE_EXTERNAL : LINKAGE_INLINE;
}

/* `extern inline f(…);` and then the same with a body and the attribute: still no symbol. */
static void set_linkage(struct function *function, CXCursor cursor, enum linkage linkage, bool is_first)
{
	bool all_inline = clang_Cursor_isFunctionInlined(clang_getCanonicalCursor(cursor));
	if (is_first || (linkage == LINKAGE_EXTERNAL && function->linkage == LINKAGE_INLINE) ||
	    (linkage == LINKAGE_INLINE && all_inline))
		function->linkage = linkage;
}

char *decl_print(CXCursor cursor)
{
	CXPrintingPolicy policy = clang_getCursorPrintingPolicy(cursor);
	clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput, 1);
	CXString printed = clang_getCursorPrettyPrinted(cursor, policy);
	char *text = g_strdup(clang_getCString(printed));
	clang_disposeString(printed);
	clang_PrintingPolicy_dispose(policy);
	return text;
}

/*
 * `_Noreturn`, `[[noreturn]]` and `cold` are attributes of the declaration, for which libclang has no cursor: they are looked for in
 * what it prints, in front of the function or, up to clang 17, behind its parameters.
 */
static void read_printed_attributes(CXCursor cursor, struct function *function)
{
	if (!clang_Cursor_hasAttrs(cursor))
		return;
	char *printed = decl_print(cursor);
	CXString name = clang_getCursorSpelling(cursor);
	bool is_void = function->type->function->result->kind == TYPE_VOID;
	function->is_noreturn |= is_void && type_text_is_noreturn(printed, clang_getCString(name));
	function->is_cold |= type_text_is_cold(printed, clang_getCString(name));
	clang_disposeString(name);
	g_free(printed);
}

/* Another attribute that has no cursor. */
static bool is_gnu_inline(CXCursor cursor)
{
	if (!clang_Cursor_isFunctionInlined(cursor))
		return false;
	char *printed = decl_print(cursor);
	bool found = strstr(printed, "gnu_inline") != NULL;
	g_free(printed);
	return found;
}

/* __attribute__((overloadable)) gives a C function a C++ symbol. */
static void read_mangling(struct reader *reader, struct item *item, CXCursor cursor)
{
	const char *symbol = reader_string(reader, clang_Cursor_getMangling(cursor));
	if (symbol && g_str_has_prefix(symbol, "_Z"))
		item->function.link_name = symbol;
}

/* pass_object_size on a parameter adds another one, which is not in the function's type. */
static bool has_hidden_parameter(CXCursor cursor)
{
	bool found = false;
	int n = clang_Cursor_getNumArguments(cursor);
	for (int i = 0; i < n && !found; i++) {
		CXCursor param = clang_Cursor_getArgument(cursor, (unsigned)i);
		char *printed = clang_Cursor_hasAttrs(param) ? decl_print(param) : NULL;
		found = printed && strstr(printed, "object_size(");
		g_free(printed);
	}
	return found;
}

static enum CXChildVisitResult find_declaration(CXCursor cursor, CXCursor parent, CXClientData data)
{
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	(void)parent;
	if (kind != CXCursor_DeclRefExpr && kind != CXCursor_TypeRef)
		return CXChildVisit_Recurse;
	*(CXCursor *)data = clang_getCursorReferenced(cursor);
	return CXChildVisit_Break;
}

/*
 * The function type of `prototype f;` with a typedef, or of `typeof(g) f;`, with the typedefs and parameters of the declaration that it refers
 * to, to which *names is set: clang's canonical type has none.
 */
static CXType written_function_type(CXCursor cursor, CXType type, CXCursor *names)
{
	CXCursor other = clang_getNullCursor();
	CXType canonical = clang_getCanonicalType(type);
	clang_visitChildren(cursor, find_declaration, &other);
	if (clang_Cursor_isNull(other))
		return canonical;
	CXType written = clang_getCursorKind(other) == CXCursor_TypedefDecl ?
				 clang_getTypedefDeclUnderlyingType(other) :
				 clang_getCursorType(other);
	bool is_function = written.kind == CXType_FunctionProto || written.kind == CXType_FunctionNoProto;
	if (!clang_equalTypes(clang_getCanonicalType(written), canonical))
		return canonical;
	*names = other;
	return is_function ? written :
			     written_function_type(other, written, names); /* of a declaration before this one */
}

static void read_function(struct reader *reader, CXCursor cursor)
{
	CXCursor canonical = clang_getCanonicalCursor(cursor);
	bool is_first = !g_hash_table_contains(reader->items, &canonical);
	struct item *item = decl_item(reader, cursor);
	struct function *function = &item->function;
	struct attributes attributes = read_attributes(reader, cursor);
	bool gnu_inline = clang_Cursor_isFunctionInlined(cursor) &&
			  (reader->is_gnu_inline || (attributes.others && is_gnu_inline(cursor)));
	enum linkage linkage = function_linkage(cursor, gnu_inline);
	function->is_gnu_inline |= gnu_inline;
	set_linkage(function, cursor, linkage, is_first);
	function->must_use |= attributes.must_use;
	if (attributes.asm_label)
		function->link_name = attributes.asm_label;
	else if (linkage != LINKAGE_INTERNAL && attributes.others)
		read_mangling(reader, item, cursor);
	if (linkage != LINKAGE_INTERNAL && has_hidden_parameter(cursor))
		api_omit_item(reader->api, item, "hidden-parameter",
			      "pass_object_size adds a parameter that Rust does not know of");
	CXType type = clang_getCursorType(cursor);
	CXCursor names = cursor;
	if (type.kind != CXType_FunctionProto && type.kind != CXType_FunctionNoProto)
		type = written_function_type(cursor, type, &names);
	bool better = !is_first && !function->type->function->has_prototype && type.kind == CXType_FunctionProto;
	if (is_first || better)
		function->type = type_convert(reader, type, names);
	struct function_type *signature = function->type->function;
	if (signature->result->kind == TYPE_VOID)
		signature->is_noreturn |= !is_first && type_is_noreturn(type);
	read_printed_attributes(cursor, function);
	read_comment(reader, item, cursor);
	if (clang_getCursorVisibility(cursor) == CXVisibility_Hidden && linkage == LINKAGE_EXTERNAL)
		api_omit_item(reader->api, item, "hidden-symbol", "its symbol has hidden visibility");
}

static void read_initialiser(struct reader *reader, struct item *item, CXCursor cursor)
{
	struct variable *variable = &item->variable;
	CXCursor initialiser = clang_Cursor_getVarDeclInitializer(cursor);
	const char *why;
	const struct type *resolved = type_resolve(variable->type);
	bool is_text = resolved->kind == TYPE_ARRAY && type_resolve(resolved->array.element)->kind == TYPE_INT;
	bool is_const =
		variable->type->is_const || resolved->is_const || (is_text && resolved->array.element->is_const);
	if (clang_Cursor_isNull(initialiser) || !is_const || variable->type->is_volatile || resolved->is_volatile)
		return;
	variable->value = macro_evaluate(reader, cursor, initialiser, variable->type, &why);
}

static void read_variable(struct reader *reader, CXCursor cursor)
{
	CXCursor canonical = clang_getCanonicalCursor(cursor);
	bool is_first = !g_hash_table_contains(reader->items, &canonical);
	struct item *item = decl_item(reader, cursor);
	struct variable *variable = &item->variable;
	struct attributes attributes = read_attributes(reader, cursor);
	enum CX_StorageClass storage = clang_Cursor_getStorageClass(cursor);
	const struct type *type = type_convert(reader, clang_getCursorType(cursor), cursor);
	if (is_first || variable->type->size < 0)
		variable->type = type; /* `extern int a[]; int a[10];` */
	variable->is_register |= storage == CX_SC_Register;
	variable->is_thread_local |= clang_getCursorTLSKind(cursor) != CXTLS_None;
	if (is_first)
		variable->linkage =
			clang_getCursorLinkage(cursor) == CXLinkage_Internal ? LINKAGE_INTERNAL : LINKAGE_EXTERNAL;
	if (attributes.asm_label)
		variable->link_name = attributes.asm_label;
	variable->is_hidden |= clang_getCursorVisibility(cursor) == CXVisibility_Hidden;
	read_comment(reader, item, cursor);
	if (!variable->value)
		read_initialiser(reader, item, cursor);
}

/* ---- the walk ---- */

/* The probes stand behind everything else: once one was seen, all that follows is ours. */
static bool is_probe(struct reader *reader, CXCursor cursor, unsigned *line)
{
	CXFile file;
	if (!reader->in_probes && clang_getCursorKind(cursor) != CXCursor_VarDecl)
		return false;
	clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, line, NULL, NULL);
	reader->in_probes |= file && *line >= reader->probes_from && clang_File_isEqual(file, reader->main_file);
	return reader->in_probes;
}

static void read_probe(struct reader *reader, CXCursor cursor, unsigned line)
{
	if (clang_getCursorKind(cursor) == CXCursor_VarDecl && !target_read_probe(reader, cursor) &&
	    !macro_read_probe(reader, cursor, line) && !macro_read_call(reader, cursor, line))
		contract_read_call(reader, cursor, line);
}

static enum CXChildVisitResult read_declaration(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct reader *reader = data;
	unsigned line;
	(void)parent;
	if (is_probe(reader, cursor, &line)) {
		read_probe(reader, cursor, line);
		return CXChildVisit_Continue;
	}
	switch (clang_getCursorKind(cursor)) {
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
	case CXCursor_EnumDecl:
	case CXCursor_TypedefDecl:
		decl_item(reader, cursor);
		break;
	case CXCursor_FunctionDecl:
		read_function(reader, cursor);
		break;
	case CXCursor_VarDecl:
		read_variable(reader, cursor);
		break;
	default:
		break; /* static assertions, file-scope asm, empty declarations: nothing that has a name */
	}
	fill_pending(reader);
	return CXChildVisit_Continue;
}

void decl_read_unit(struct reader *reader)
{
	clang_visitChildren(clang_getTranslationUnitCursor(reader->unit), read_declaration, reader);
}

/* ---- definitions ---- */

static void mark_definition(CXClientData data, const CXIdxDeclInfo *info)
{
	struct reader *reader = data;
	if (!info->isDefinition || info->entityInfo->kind != CXIdxEntity_Function)
		return;
	CXCursor canonical = clang_getCanonicalCursor(info->cursor);
	struct item *item = g_hash_table_lookup(reader->items, &canonical);
	if (item)
		item->function.is_definition = true;
}

/* Of a function whose body was skipped only libclang's indexer says that it has one. */
void decl_mark_definitions(struct reader *reader)
{
	IndexerCallbacks callbacks = { .indexDeclaration = mark_definition };
	CXIndexAction action = clang_IndexAction_create(reader->index);
	clang_indexTranslationUnit(action, reader, &callbacks, sizeof(callbacks), CXIndexOpt_None, reader->unit);
	clang_IndexAction_dispose(action);
}
