/*
 * A file's BTF to the model: opened, checked, joined to the BTF that it builds on, read.
 *
 *     vmlinux                                  types 1 … n
 *     drivers/net/foo.ko                       types n + 1 …, of which many refer to vmlinux's: it is looked for in drivers/net, drivers and .
 *     /sys/kernel/btf/foo                      the same, and vmlinux is beside it
 *     foo.ko with a section .BTF.base          brings the names and sizes of what it needs itself
 *
 * libbpf says what it does not like on standard error; here it becomes part of the one message.
 */
#include "read/btf/reader.h"

#include "api/origin.h"
#include "base/diag.h"

#include <bpf/libbpf.h>
#include <elf.h>
#include <stdio.h>
#include <string.h>

/* ---- libbpf's complaints ---- */

static char last_complaint[256];

static int keep_complaint(enum libbpf_print_level level, const char *format, va_list args) G_GNUC_PRINTF(2, 0);
static int keep_complaint(enum libbpf_print_level level, const char *format, va_list args)
{
	(void)level; /* some of them are for debugging, it says */
	return vsnprintf(last_complaint, sizeof(last_complaint), format, args);
}

static char *complaint(void)
{
	const char *text = g_str_has_prefix(last_complaint, "libbpf: ") ? last_complaint + 8 : last_complaint;
	char *copy = g_strdup(*text ? text : "libbpf rejects it");
	return g_strstrip(copy);
}

/* ---- one file's types ---- */

/* NULL: *error says why. */
static struct btf *load(GBytes *types, char **error)
{
	size_t size;
	*error = btf_header_fault(types);
	if (*error)
		return NULL;
	const void *bytes = g_bytes_get_data(types, &size);
	last_complaint[0] = '\0';
	struct btf *btf = btf__new(bytes, (uint32_t)size);
	*error = btf ? btf_find_fault(btf) : complaint();
	if (!*error)
		return btf;
	btf__free(btf);
	return NULL;
}

static bool fail(const char *path, char *error)
{
	diag_report(SEVERITY_ERROR, (struct place){ path, 0, 0 }, NULL, "%s", error);
	g_free(error);
	return false;
}

static struct btf *load_or_fail(const char *path, GBytes *types)
{
	char *error;
	struct btf *btf = load(types, &error);
	if (!btf)
		fail(path, g_strdup_printf("broken BTF: %s", error));
	g_free(error);
	return btf;
}

/* ---- what a module builds on ---- */

/* The nearest `vmlinux` in the module's folder or above it. Freed by the caller; NULL: there is none. */
static char *find_base(const char *path)
{
	char *absolute = g_canonicalize_filename(path, NULL), *folder = g_path_get_dirname(absolute), *found = NULL;
	while (!found) {
		char *candidate = g_build_filename(folder, "vmlinux", NULL), *above = g_path_get_dirname(folder);
		bool is_top = !strcmp(above, folder);
		if (strcmp(candidate, absolute) && btf_is_in(candidate))
			found = g_steal_pointer(&candidate);
		g_free(candidate);
		g_free(folder);
		folder = above;
		if (is_top)
			break;
	}
	g_free(folder);
	g_free(absolute);
	return found;
}

/* The kernel's types. NULL after an error. */
static GBytes *open_base(const char *path)
{
	struct btf_source source;
	char *error;
	GBytes *types = NULL;
	if (!btf_source_open(&source, path, &error))
		fail(path, error);
	else if (!source.types)
		fail(path, g_strdup("it has no BTF for a module to build on"));
	else
		types = g_bytes_ref(source.types);
	btf_source_finish(&source);
	return types;
}

/* The module's types and those that they go on from in one; *first: number of the module's first. */
static struct btf *load_joined(const char *path, GBytes *types, const char *base_path, GBytes *base, unsigned *first)
{
	char *error = NULL;
	struct btf *low = load_or_fail(base_path, base), *btf = NULL;
	if (!low)
		return NULL;
	*first = btf__type_cnt(low);
	btf__free(low);
	GBytes *joined = btf_join(base, types);
	if (joined)
		btf = load(joined, &error);
	if (!btf)
		fail(path, g_strdup_printf("broken BTF, or not built for '%s': %s", base_path,
					   joined ? error : "byte order or size does not fit"));
	g_free(error);
	g_clear_pointer(&joined, g_bytes_unref);
	return btf;
}

/* *first: number of the first type that is the file's own. NULL after an error. */
static struct btf *load_source(const char *path, const struct btf_source *source, const char *given, unsigned *first)
{
	char *error = btf_header_fault(source->types);
	*first = 1;
	if (error || !(source->base || btf_header_is_split(source->types))) {
		g_free(error);
		return load_or_fail(path, source->types);
	}
	if (source->base)
		return load_joined(path, source->types, path, source->base, first);
	char *found = given ? g_strdup(given) : find_base(path);
	GBytes *base = found ? open_base(found) : NULL;
	struct btf *btf = base ? load_joined(path, source->types, found, base, first) : NULL;
	if (!found)
		fail(path,
		     g_strdup("it has only a kernel module's part of the types (split BTF): the 'vmlinux' that it was "
			      "built for is neither beside it nor in a folder above"));
	g_clear_pointer(&base, g_bytes_unref);
	g_free(found);
	return btf;
}

/* ---- the machine ---- */

/* What an INT "char" says of its sign: -funsigned-char may have been there, and raw BTF names no machine that would tell. */
static void read_char(const struct btf *btf, struct target *target)
{
	int32_t number = btf__find_by_name_kind(btf, "char", BTF_KIND_INT);
	if (number > 0 && !(btf_int_encoding(btf__type_by_id(btf, (uint32_t)number)) & BTF_INT_CHAR))
		target->char_is_signed = btf_int_encoding(btf__type_by_id(btf, (uint32_t)number)) & BTF_INT_SIGNED;
}

static struct target target_of(const struct btf_source *source, const struct btf *btf)
{
	struct target target = { .arch = NULL };
	size_t pointer = btf__pointer_size(btf);
	unsigned bits = source->is_elf ? source->bits : pointer == 4 ? 32 : 64;
	target_set_machine(&target, source->is_elf ? source->machine : EM_NONE, bits, source->big_endian);
	read_char(btf, &target);
	return target;
}

/* Takes the file's machine as the model's where that has none yet. False: they differ. */
static bool set_target(const char *path, const struct btf_source *source, const struct btf *btf, struct api *api)
{
	struct target target = target_of(source, btf);
	if (!api->target.pointer_size)
		api->target = target;
	if (!api->items->len)
		api->target.char_is_signed = target.char_is_signed;
	if (target.pointer_size == api->target.pointer_size && target.big_endian == api->target.big_endian)
		return true;
	return fail(path,
		    g_strdup_printf(
			    "it is for another machine: %u-bit %s-endian, and what was read before is %u-bit %s-endian",
			    8 * target.pointer_size, target.big_endian ? "big" : "little", 8 * api->target.pointer_size,
			    api->target.big_endian ? "big" : "little"));
}

/* The model's object of this path, which another reader may have made. */
static const struct object *object_of(const char *path, const struct btf_source *source, struct api *api)
{
	for (guint i = 0; i < api->objects->len; i++) {
		const struct object *known = g_ptr_array_index(api->objects, i);
		if (!strcmp(known->path, path))
			return known;
	}
	struct object *object = api_add_object(api, path);
	object->machine = source->machine;
	object->bits = 8 * api->target.pointer_size;
	object->big_endian = source->big_endian;
	object->type = source->type;
	object->flags = source->flags;
	return object;
}

/* ---- all ---- */

static void read_types(const char *path, const struct btf_source *source, const struct btf *btf, unsigned first,
		       struct api *api)
{
	struct origin origin = { .object = object_of(path, source, api), .language = LANGUAGE_C };
	struct btf_reader reader = {
		.api = api,
		.btf = btf,
		.n_types = btf__type_cnt(btf),
		.first = first,
		.origin = api_add_origin(api, &origin),
		.pending = G_QUEUE_INIT,
	};
	reader.types = g_new0(const struct type *, reader.n_types);
	reader.items = g_new0(struct item *, reader.n_types);
	reader.typedef_names = g_new0(const char *, reader.n_types);
	reader.aligns = g_new0(uint32_t, reader.n_types);
	btf_reader_run(&reader);
	g_free(reader.types);
	g_free(reader.items);
	g_free(reader.typedef_names);
	g_free(reader.aligns);
	g_clear_pointer(&reader.structs, g_hash_table_unref);
	g_clear_pointer(&reader.unions, g_hash_table_unref);
	g_clear_pointer(&reader.enums, g_hash_table_unref);
}

bool btf_read_with_base(const char *path, const char *base_path, struct api *api)
{
	struct btf_source source;
	struct btf *btf = NULL;
	unsigned first = 1;
	char *error;
	bool done = false;
	libbpf_set_print(keep_complaint);
	if (!btf_source_open(&source, path, &error))
		fail(path, error);
	else if (!source.types)
		fail(path, g_strdup("it has no BTF: it is neither raw BTF nor ELF with a section '.BTF'"));
	else
		btf = load_source(path, &source, base_path, &first);
	if (btf && set_target(path, &source, btf, api)) {
		read_types(path, &source, btf, first, api);
		done = true;
	}
	btf__free(btf);
	btf_source_finish(&source);
	return done;
}

bool btf_read(const char *path, struct api *api)
{
	return btf_read_with_base(path, NULL, api);
}
