/*
 * Paths to what they name.
 *
 *     ::std::os::raw::c_int      the builtin "c_int", as under any other path that is not in the file
 *     root::outer                the declaration, through modules, `use` and globs
 *     super::super::x            modules above the file: not known
 *
 * A name of C's that the file does not declare means what it means in core::ffi, whatever path leads to it: users put their own modules
 * of such names before them (--ctypes-prefix). What the file declares goes first, but for the helpers that generators write into it.
 */
#include "read/rust_bindings_parts.h"

static const struct builtin builtins[] = {
	{ "c_void", .form = FORM_VOID, .is_c = true, .is_generator = true },
	{ "bool", .form = FORM_BOOL, .width = 1 },
	{ "char", .form = FORM_INT, .kind = INT_CHAR32, .width = 4 },
	{ "u8", .form = FORM_INT, .kind = INT_UCHAR, .width = 1 },
	{ "i8", .form = FORM_INT, .kind = INT_SCHAR, .width = 1 },
	{ "u16", .form = FORM_INT, .kind = INT_USHORT, .width = 2 },
	{ "i16", .form = FORM_INT, .kind = INT_SHORT, .width = 2 },
	{ "u32", .form = FORM_INT, .kind = INT_UINT, .width = 4 },
	{ "i32", .form = FORM_INT, .kind = INT_INT, .width = 4 },
	{ "u64", .form = FORM_INT, .kind = INT_ULLONG, .width = 8 },
	{ "i64", .form = FORM_INT, .kind = INT_LLONG, .width = 8 },
	{ "u128", .form = FORM_INT, .kind = INT_U128, .width = 16 },
	{ "i128", .form = FORM_INT, .kind = INT_I128, .width = 16 },
	{ "usize", .form = FORM_INT, .kind = INT_ULLONG, .width = WIDTH_POINTER },
	{ "isize", .form = FORM_INT, .kind = INT_LLONG, .width = WIDTH_POINTER },
	{ "f16", .form = FORM_FLOAT, .kind = FLOAT_FLOAT16, .width = 2 },
	{ "f32", .form = FORM_FLOAT, .kind = FLOAT_FLOAT, .width = 4 },
	{ "f64", .form = FORM_FLOAT, .kind = FLOAT_DOUBLE, .width = 8 },
	{ "f128", .form = FORM_FLOAT, .kind = FLOAT_FLOAT128, .width = 16 },
	{ "c_char", .form = FORM_INT, .kind = INT_CHAR, .width = 1, .is_c = true },
	{ "c_schar", .form = FORM_INT, .kind = INT_SCHAR, .width = 1, .is_c = true },
	{ "c_uchar", .form = FORM_INT, .kind = INT_UCHAR, .width = 1, .is_c = true },
	{ "c_short", .form = FORM_INT, .kind = INT_SHORT, .width = 2, .is_c = true },
	{ "c_ushort", .form = FORM_INT, .kind = INT_USHORT, .width = 2, .is_c = true },
	{ "c_int", .form = FORM_INT, .kind = INT_INT, .width = 4, .is_c = true },
	{ "c_uint", .form = FORM_INT, .kind = INT_UINT, .width = 4, .is_c = true },
	{ "c_long", .form = FORM_INT, .kind = INT_LONG, .width = WIDTH_LONG, .is_c = true },
	{ "c_ulong", .form = FORM_INT, .kind = INT_ULONG, .width = WIDTH_LONG, .is_c = true },
	{ "c_longlong", .form = FORM_INT, .kind = INT_LLONG, .width = 8, .is_c = true },
	{ "c_ulonglong", .form = FORM_INT, .kind = INT_ULLONG, .width = 8, .is_c = true },
	{ "c_float", .form = FORM_FLOAT, .kind = FLOAT_FLOAT, .width = 4, .is_c = true },
	{ "c_double", .form = FORM_FLOAT, .kind = FLOAT_DOUBLE, .width = 8, .is_c = true },
	{ "int8_t", .form = FORM_INT, .kind = INT_SCHAR, .width = 1 },
	{ "uint8_t", .form = FORM_INT, .kind = INT_UCHAR, .width = 1 },
	{ "int16_t", .form = FORM_INT, .kind = INT_SHORT, .width = 2 },
	{ "uint16_t", .form = FORM_INT, .kind = INT_USHORT, .width = 2 },
	{ "int32_t", .form = FORM_INT, .kind = INT_INT, .width = 4 },
	{ "uint32_t", .form = FORM_INT, .kind = INT_UINT, .width = 4 },
	{ "int64_t", .form = FORM_INT, .kind = INT_LLONG, .width = 8 },
	{ "uint64_t", .form = FORM_INT, .kind = INT_ULLONG, .width = 8 },
	{ "size_t", .form = FORM_INT, .kind = INT_ULLONG, .width = WIDTH_POINTER },
	{ "ssize_t", .form = FORM_INT, .kind = INT_LLONG, .width = WIDTH_POINTER },
	{ "ptrdiff_t", .form = FORM_INT, .kind = INT_LLONG, .width = WIDTH_POINTER },
	{ "intptr_t", .form = FORM_INT, .kind = INT_LLONG, .width = WIDTH_POINTER },
	{ "uintptr_t", .form = FORM_INT, .kind = INT_ULLONG, .width = WIDTH_POINTER },
	/* Linux: its bindings leave them to the crate around them */
	{ "__kernel_size_t", .form = FORM_INT, .kind = INT_ULLONG, .width = WIDTH_POINTER },
	{ "__kernel_ssize_t", .form = FORM_INT, .kind = INT_LLONG, .width = WIDTH_POINTER },
	{ "__kernel_ptrdiff_t", .form = FORM_INT, .kind = INT_LLONG, .width = WIDTH_POINTER },
	{ "AtomicBool", .form = FORM_BOOL, .width = 1 },
	{ "AtomicU8", .form = FORM_INT, .kind = INT_UCHAR, .width = 1, .is_atomic = true },
	{ "AtomicI8", .form = FORM_INT, .kind = INT_SCHAR, .width = 1, .is_atomic = true },
	{ "AtomicU16", .form = FORM_INT, .kind = INT_USHORT, .width = 2, .is_atomic = true },
	{ "AtomicI16", .form = FORM_INT, .kind = INT_SHORT, .width = 2, .is_atomic = true },
	{ "AtomicU32", .form = FORM_INT, .kind = INT_UINT, .width = 4, .is_atomic = true },
	{ "AtomicI32", .form = FORM_INT, .kind = INT_INT, .width = 4, .is_atomic = true },
	{ "AtomicU64", .form = FORM_INT, .kind = INT_ULLONG, .width = 8, .is_atomic = true },
	{ "AtomicI64", .form = FORM_INT, .kind = INT_LLONG, .width = 8, .is_atomic = true },
	{ "AtomicUsize", .form = FORM_INT, .kind = INT_ULLONG, .width = WIDTH_POINTER, .is_atomic = true },
	{ "AtomicIsize", .form = FORM_INT, .kind = INT_LLONG, .width = WIDTH_POINTER, .is_atomic = true },
	{ "AtomicPtr", .form = FORM_POINTER },
	{ "NonZeroU8", .form = FORM_INT, .kind = INT_UCHAR, .width = 1 },
	{ "NonZeroI8", .form = FORM_INT, .kind = INT_SCHAR, .width = 1 },
	{ "NonZeroU16", .form = FORM_INT, .kind = INT_USHORT, .width = 2 },
	{ "NonZeroI16", .form = FORM_INT, .kind = INT_SHORT, .width = 2 },
	{ "NonZeroU32", .form = FORM_INT, .kind = INT_UINT, .width = 4 },
	{ "NonZeroI32", .form = FORM_INT, .kind = INT_INT, .width = 4 },
	{ "NonZeroU64", .form = FORM_INT, .kind = INT_ULLONG, .width = 8 },
	{ "NonZeroI64", .form = FORM_INT, .kind = INT_LLONG, .width = 8 },
	{ "NonZeroUsize", .form = FORM_INT, .kind = INT_ULLONG, .width = WIDTH_POINTER },
	{ "NonZeroIsize", .form = FORM_INT, .kind = INT_LLONG, .width = WIDTH_POINTER },
	{ "NonZero", .form = FORM_PEELED },
	{ "Option", .form = FORM_OPTION },
	{ "NonNull", .form = FORM_POINTER },
	{ "Box", .form = FORM_POINTER },
	{ "ManuallyDrop", .form = FORM_PEELED },
	{ "MaybeUninit", .form = FORM_PEELED },
	{ "UnsafeCell", .form = FORM_PEELED },
	{ "SyncUnsafeCell", .form = FORM_PEELED },
	{ "Cell", .form = FORM_PEELED },
	{ "Wrapping", .form = FORM_PEELED },
	{ "Saturating", .form = FORM_PEELED },
	{ "PhantomData", .form = FORM_NOTHING },
	{ "PhantomPinned", .form = FORM_NOTHING },
	{ "__BindgenBitfieldUnit", .form = FORM_UNIT, .is_generator = true },
	{ "__IncompleteArrayField", .form = FORM_INCOMPLETE, .is_generator = true },
	{ "__BindgenUnionField", .form = FORM_UNION_FIELD, .is_generator = true },
	{ "__BindgenComplex", .form = FORM_COMPLEX, .is_generator = true },
	{ "__BindgenFloat16", .form = FORM_FLOAT16, .kind = FLOAT_FLOAT16, .width = 2, .is_generator = true },
	{ "__BindgenOpaqueArray", .form = FORM_PEELED, .is_generator = true },
};

const struct builtin *bindings_builtin(const char *name)
{
	static GHashTable *table;
	if (g_once_init_enter(&table)) {
		GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
		for (size_t i = 0; i < G_N_ELEMENTS(builtins); i++)
			g_hash_table_insert(names, (void *)builtins[i].name, (void *)&builtins[i]);
		g_once_init_leave(&table, names);
	}
	return g_hash_table_lookup(table, name);
}

unsigned bindings_builtin_size(const struct bindings *b, const struct builtin *builtin)
{
	const struct target *target = &b->api->target;
	switch (builtin->width) {
	case WIDTH_POINTER:
		return target->pointer_size;
	case WIDTH_LONG:
		return target->long_size;
	default:
		return (unsigned)builtin->width;
	}
}

/* Rust's own names say the size, C's kinds the rank: the kind whose size it is on this target. */
enum int_kind bindings_builtin_int_kind(const struct bindings *b, const struct builtin *builtin)
{
	bool is_sized = !builtin->is_c && (builtin->kind == INT_LLONG || builtin->kind == INT_ULLONG);
	if (!is_sized)
		return builtin->kind;
	unsigned size = bindings_builtin_size(b, builtin);
	bool is_signed = builtin->kind == INT_LLONG;
	if (size == b->api->target.long_size)
		return is_signed ? INT_LONG : INT_ULONG;
	if (size == 8)
		return is_signed ? INT_LLONG : INT_ULLONG;
	if (size == 2)
		return is_signed ? INT_SHORT : INT_USHORT;
	return is_signed ? INT_INT : INT_UINT;
}

bool bindings_read_path(struct bindings *b, struct cursor *cursor, struct path *path)
{
	const struct rust_file *file = &b->file;
	unsigned i = cursor->i;
	*path = (struct path){ 0 };
	if (i < cursor->end && is_path(file, i)) {
		path->is_global = true;
		i++;
	}
	for (;;) {
		if (i >= cursor->end || !is_name(file, i) || path->n_segments == BINDINGS_SEGMENTS)
			return false;
		path->segments[path->n_segments++] = bindings_word(b, i++);
		bool has_turbofish = i + 1 < cursor->end && is_path(file, i) && is_mark(file, i + 1, '<');
		if (has_turbofish || (i < cursor->end && is_mark(file, i, '<'))) {
			path->generics = has_turbofish ? i + 1 : i;
			i = bindings_skip_angles(b, path->generics, cursor->end);
		} else {
			path->generics = 0;
		}
		if (i >= cursor->end || !is_path(file, i))
			break;
		i++;
	}
	cursor->i = i;
	return true;
}

/* ---- look-up ---- */

static struct decl *resolve_decl(struct bindings *b, struct module *module, const struct path *path, bool values,
				 const char **outside);

static struct decl *look_up(struct bindings *b, struct module *module, const char *name, bool values,
			    const char **outside);

/* What a declaration of a `use` stands for. outside: set to the name's last segment where that is not in the file. */
static struct decl *follow(struct bindings *b, struct decl *decl, bool values, const char **outside)
{
	if (decl->kind != DECL_USE)
		return decl;
	struct target_of *target = &decl->targets[values];
	if (!target->is_known && decl->layout_state != STATE_BUSY && b->depth < BINDINGS_DEPTH) {
		decl->layout_state = STATE_BUSY;
		b->depth++;
		target->decl = resolve_decl(b, decl->module, decl->path, values, &target->outside);
		target->is_known = true;
		b->depth--;
		decl->layout_state = STATE_NEW;
	}
	*outside = target->outside;
	return target->decl;
}

/* Walks `self`, `super`, `crate` at the beginning. Returns where to go on; NULL: outside of the file. */
static struct module *start_of(struct bindings *b, struct module *module, const struct path *path, unsigned *first)
{
	const char *word = path->n_segments ? path->segments[0] : "";
	*first = 0;
	if (path->is_global)
		return NULL;
	if (strcmp(word, "crate") == 0) {
		*first = 1;
		return b->root;
	}
	if (strcmp(word, "self") == 0)
		*first = 1;
	while (module && *first < path->n_segments && strcmp(path->segments[*first], "super") == 0) {
		module = module->parent;
		++*first;
	}
	return module;
}

/* The module that the first n segments name; NULL: none in the file. rest: the first segment that is not walked yet. */
static struct module *walk(struct bindings *b, struct module *module, const struct path *path, unsigned n,
			   unsigned *rest)
{
	const char *ignored = NULL;
	module = start_of(b, module, path, rest);
	for (; module && *rest < n; ++*rest) {
		const struct decl *decl = look_up(b, module, path->segments[*rest], false, &ignored);
		module = decl && decl->kind == DECL_MODULE ? decl->inner : NULL;
	}
	return module;
}

/* The modules that a module imports everything from. While that is found out, there are none. */
static const GPtrArray *open_globs(struct bindings *b, struct module *module)
{
	if (module->opened || b->depth >= BINDINGS_DEPTH)
		return module->opened;
	module->opened = g_ptr_array_new();
	b->depth++;
	for (unsigned i = 0; i < module->globs->len; i++) {
		const struct path *path = module->globs->pdata[i];
		unsigned rest;
		struct module *from = walk(b, module, path, path->n_segments, &rest);
		if (from && from != module)
			g_ptr_array_add(module->opened, from);
	}
	b->depth--;
	return module->opened;
}

/* Looks into all modules that are reached through globs, nearer ones first; each once. */
static struct decl *look_through_globs(struct bindings *b, struct module *module, const char *name, bool values,
				       const char **outside)
{
	GPtrArray *queue = g_ptr_array_new();
	GHashTable *seen = g_hash_table_new(g_direct_hash, g_direct_equal);
	struct decl *decl = NULL;
	g_ptr_array_add(queue, module);
	g_hash_table_add(seen, module);
	for (unsigned i = 0; i < queue->len && !decl; i++) {
		struct module *next = queue->pdata[i];
		struct decl *found = i ? g_hash_table_lookup(values ? next->values : next->types, name) : NULL;
		if (found)
			decl = follow(b, found, values, outside);
		const GPtrArray *opened = open_globs(b, next);
		for (unsigned k = 0; opened && k < opened->len; k++)
			if (g_hash_table_add(seen, opened->pdata[k]))
				g_ptr_array_add(queue, opened->pdata[k]);
	}
	g_hash_table_unref(seen);
	g_ptr_array_unref(queue);
	return decl;
}

static struct decl *look_up(struct bindings *b, struct module *module, const char *name, bool values,
			    const char **outside)
{
	struct decl *decl = g_hash_table_lookup(values ? module->values : module->types, name);
	if (decl)
		return follow(b, decl, values, outside);
	return module->globs->len ? look_through_globs(b, module, name, values, outside) : NULL;
}

static struct decl *resolve_decl(struct bindings *b, struct module *module, const struct path *path, bool values,
				 const char **outside)
{
	unsigned rest, last = path->n_segments ? path->n_segments - 1 : 0;
	const char *other = NULL;
	*outside = path->n_segments ? path->segments[last] : NULL;
	module = walk(b, module, path, last, &rest);
	if (!module)
		return NULL;
	if (rest > last) /* nothing but self, super or crate */
		return module->decl;
	struct decl *decl = look_up(b, module, path->segments[last], values, &other);
	if (!decl && other)
		*outside = other;
	return decl;
}

struct named bindings_resolve(struct bindings *b, struct module *module, const struct path *path, bool values)
{
	struct named named = { 0 };
	if (!path->n_segments)
		return named;
	const char *last = path->segments[path->n_segments - 1];
	const struct builtin *builtin = values ? NULL : bindings_builtin(last);
	if (builtin && builtin->is_generator) {
		named.builtin = builtin;
		return named;
	}
	const char *outside = NULL;
	named.decl = resolve_decl(b, module, path, values, &outside);
	if (named.decl && named.decl->builtin) {
		named.builtin = named.decl->builtin;
		named.decl = NULL;
	} else if (!named.decl && outside && !values) {
		named.builtin = bindings_builtin(outside);
	}
	return named;
}

struct named bindings_resolve_span(struct bindings *b, struct module *module, struct span span)
{
	struct cursor cursor = { span.start, span.end };
	struct path path;
	if (!bindings_read_path(b, &cursor, &path) || cursor.i != span.end)
		return (struct named){ 0 };
	return bindings_resolve(b, module, &path, false);
}
