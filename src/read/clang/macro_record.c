/*
 * The text of the headers to what blocks for macros are made of, before clang has parsed a declaration.
 *
 *     #define sg_len(sg) ((sg)->length)        struct scatterlist { …; unsigned int length; };      sg: struct scatterlist *
 *     #define grow(...) hook(resize(__VA_ARGS__))   void *resize(void *p, size_t n);                      two arguments
 *
 * What has a wanted name as a word inside of a record counts as its member, under any #if; so a record may be found that has not got it, and
 * clang says so. One that a macro makes is not seen here: record_index_has_more() looks for it among clang's declarations.
 */
#include "read/clang/macro_call.h"

#include <string.h>

/* Braces within braces that are kept apart. */
enum { MOST_BRACES = 64 };

struct record_text {
	const char *name;    /* "struct s", "union u", or that of a typedef; NULL: none yet */
	GHashTable *members; /* const char *, of the wanted ones */
};

struct record_search {
	struct reader *reader;
	GHashTable *members;   /* wanted: const char * → GPtrArray of struct record_text * */
	GHashTable *functions; /* wanted: const char * → parameters + 2; 1: not found */
	GHashTable *by_name;   /* const char * → struct record_text *, owned */
	GPtrArray *records;    /* the same, in the order of the text */
	guint64 known[256];    /* by the first character: lengths of wanted names */
};

/* One file. */
struct scan {
	struct record_search *search;
	const char *at, *end;
	struct record_text *open[MOST_BRACES]; /* by depth of braces; NULL: no record */
	unsigned depth;
	const char *tag;     /* struct or union, since the last mark … */
	const char *tag_name, *tag_end; /* … and the word behind it, if there is one */
	bool has_tag;
	bool is_behind_text; /* a string literal: `extern "C" {` */
};

struct record_search *record_search_new(struct reader *reader)
{
	struct record_search *search = g_new0(struct record_search, 1);
	search->reader = reader;
	search->members = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
	search->functions = g_hash_table_new(g_str_hash, g_str_equal);
	search->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	search->records = g_ptr_array_new();
	return search;
}

void record_search_free(struct record_search *search)
{
	for (unsigned i = 0; i < search->records->len; i++) {
		struct record_text *record = g_ptr_array_index(search->records, i);
		g_hash_table_unref(record->members);
		g_free(record);
	}
	g_ptr_array_unref(search->records);
	g_hash_table_unref(search->members);
	g_hash_table_unref(search->functions);
	g_hash_table_unref(search->by_name);
	g_free(search);
}

static void make_known(struct record_search *search, const char *name)
{
	search->known[(unsigned char)name[0]] |= 1ull << MIN(strlen(name), 63);
}

void record_search_add_member(struct record_search *search, const char *name)
{
	if (g_hash_table_contains(search->members, name))
		return;
	g_hash_table_insert(search->members, (void *)name, g_ptr_array_new());
	make_known(search, name);
}

void record_search_add_function(struct record_search *search, const char *name)
{
	g_hash_table_insert(search->functions, (void *)name, GINT_TO_POINTER(1));
	make_known(search, name);
}

/* ---- one file ---- */

static void skip_line(struct scan *scan)
{
	while (scan->at < scan->end && *scan->at != '\n')
		scan->at += *scan->at == '\\' && scan->end - scan->at > 1 ? 2 : 1;
}

static void skip_quoted(struct scan *scan)
{
	char quote = *scan->at++;
	while (scan->at < scan->end && *scan->at != quote && *scan->at != '\n')
		scan->at += *scan->at == '\\' ? 2 : 1;
	scan->at++;
	scan->is_behind_text = quote == '"';
}

static void skip_comment(struct scan *scan)
{
	scan->is_behind_text = false;
	if (scan->at[1] == '/') {
		skip_line(scan);
		return;
	}
	const char *close = scan->at + 2;
	close = close < scan->end ? g_strstr_len(close, scan->end - close, "*/") : NULL;
	scan->at = close ? close + 2 : scan->end;
}

static struct record_text *find_record(struct record_search *search, const char *name)
{
	struct record_text *record = g_hash_table_lookup(search->by_name, name);
	if (record)
		return record;
	record = g_new0(struct record_text, 1);
	record->name = g_string_chunk_insert_const(search->reader->names, name);
	record->members = g_hash_table_new(NULL, NULL);
	g_hash_table_insert(search->by_name, (void *)record->name, record);
	g_ptr_array_add(search->records, record);
	return record;
}

/* Named by its tag; one without waits for the name of a typedef. */
static struct record_text *begin_record(struct scan *scan)
{
	struct record_search *search = scan->search;
	struct record_text *record;
	if (scan->tag_name) {
		char *name = g_strdup_printf("%s %.*s", *scan->tag == 's' ? "struct" : "union",
					     (int)(scan->tag_end - scan->tag_name), scan->tag_name);
		record = find_record(search, name);
		g_free(name);
	} else { /* waits for its name */
		record = g_new0(struct record_text, 1);
		record->members = g_hash_table_new(NULL, NULL);
		g_ptr_array_add(search->records, record);
	}
	return record;
}

static void open_brace(struct scan *scan)
{
	scan->at++;
	if (scan->is_behind_text)
		return; /* closed at the start of a line */
	if (scan->depth < MOST_BRACES)
		scan->open[scan->depth] = scan->has_tag ? begin_record(scan) : NULL;
	scan->depth++;
	scan->has_tag = false;
}

/* member: a unique pointer. */
static void add_member(struct record_search *search, struct record_text *record, const char *member)
{
	if (g_hash_table_add(record->members, (void *)member))
		g_ptr_array_add(g_hash_table_lookup(search->members, member), record);
}

static void copy_members(struct record_search *search, struct record_text *to, const struct record_text *from)
{
	GHashTableIter iter;
	gpointer member;
	g_hash_table_iter_init(&iter, from->members);
	while (g_hash_table_iter_next(&iter, &member, NULL))
		add_member(search, to, member);
}

/* Behind a record without a tag: `};` hands its members to the record around it, `} name;` may be a typedef. */
static void name_record(struct scan *scan, struct record_text *record)
{
	struct record_text *around = scan->depth ? scan->open[scan->depth - 1] : NULL;
	const char *at = macro_skip_space(scan->at, scan->end), *to = at;
	while (to < scan->end && macro_is_word(*to))
		to++;
	bool is_unnamed = to == at || (to - at > 2 && at[0] == '_' && at[1] == '_');
	if (around && is_unnamed) {
		copy_members(scan->search, around, record);
	} else if (!around && to > at) {
		char *name = g_strndup(at, (size_t)(to - at));
		record->name = g_string_chunk_insert_const(scan->search->reader->names, name);
		g_free(name);
	}
}

static void close_brace(struct scan *scan, bool is_first)
{
	struct record_text *record = scan->depth && scan->depth <= MOST_BRACES ? scan->open[scan->depth - 1] : NULL;
	scan->depth = is_first || !scan->depth ? 0 : scan->depth - 1; /* #if and #else may both open one */
	scan->at++;
	scan->has_tag = false;
	if (record && !record->name)
		name_record(scan, record);
}

/* Counts the commas between the brackets at `at`: the number of parameters, or -1. */
static int count_parameters(const char *at, const char *end)
{
	int depth = 0, n = 0;
	bool is_void = false;
	for (const char *last = at; at < end; at++) {
		depth += (*at == '(') - (*at == ')');
		if (!depth)
			return is_void || (n == 0 && macro_skip_space(last + 1, at) == at) ? 0 : n + 1;
		n += depth == 1 && *at == ',';
		if (at == last + 1)
			is_void = end - at > 5 && !memcmp(at, "void)", 5);
		if (strchr(";{}.", *at))
			return -1; /* no declaration, or variable arguments */
	}
	return -1;
}

static void note_function(struct scan *scan, const char *name)
{
	const char *at = macro_skip_space(scan->at, scan->end);
	int known = GPOINTER_TO_INT(g_hash_table_lookup(scan->search->functions, name));
	if (known != 1 || at >= scan->end || *at != '(')
		return;
	int n = count_parameters(at, scan->end);
	if (n >= 0)
		g_hash_table_insert(scan->search->functions,
				    (void *)g_string_chunk_insert_const(scan->search->reader->names, name),
				    GINT_TO_POINTER(n + 2));
}

/* A declarator, going by what stands behind it. */
static void note_member(struct scan *scan, const char *name)
{
	struct record_text *record = scan->depth <= MOST_BRACES ? scan->open[scan->depth - 1] : NULL;
	const char *next = macro_skip_space(scan->at, scan->end);
	gpointer unique;
	if (!record || next >= scan->end || !g_hash_table_lookup_extended(scan->search->members, name, &unique, NULL))
		return;
	bool has_attribute = scan->end - next > 2 && next[0] == '_' && next[1] == '_';
	if (has_attribute || strchr(";,[:)", *next))
		add_member(scan->search, record, unique);
}

static void scan_word(struct scan *scan)
{
	const char *start = scan->at;
	while (scan->at < scan->end && macro_is_word(*scan->at))
		scan->at++;
	size_t length = (size_t)(scan->at - start);
	if ((length == 6 && !memcmp(start, "struct", 6)) || (length == 5 && !memcmp(start, "union", 5))) {
		scan->tag = start;
		scan->tag_name = NULL;
		scan->has_tag = true;
		return;
	}
	if (scan->has_tag) { /* the last word: attributes may stand in front */
		scan->tag_name = start;
		scan->tag_end = scan->at;
	}
	if (!(scan->search->known[(unsigned char)*start] >> MIN(length, 63) & 1))
		return;
	char name[256];
	if (length >= sizeof(name))
		return;
	memcpy(name, start, length);
	name[length] = '\0';
	if (scan->depth)
		note_member(scan, name);
	else
		note_function(scan, name);
}

/* `struct __attribute__((packed)) name {` is one; `struct name *call(int a) {` is none. */
static void scan_mark(struct scan *scan, char c)
{
	bool is_attribute =
		c == '(' && scan->has_tag && scan->tag_name && g_str_has_prefix(scan->tag_name, "__attribute");
	if (is_attribute) {
		int depth = 0;
		do
			depth += (*scan->at == '(') - (*scan->at == ')');
		while (++scan->at < scan->end && depth);
		scan->tag_name = NULL;
		return;
	}
	if (!g_ascii_isspace(c))
		scan->has_tag = scan->is_behind_text = false;
	scan->at++;
}

static void scan_file(struct record_search *search, const char *text, size_t length)
{
	struct scan scan = { .search = search, .at = text, .end = text + length };
	while (scan.at < scan.end) {
		char c = *scan.at;
		bool has_next = scan.end - scan.at > 1;
		if (macro_is_word(c))
			scan_word(&scan);
		else if (c == '/' && has_next && (scan.at[1] == '/' || scan.at[1] == '*'))
			skip_comment(&scan);
		else if (c == '"' || c == '\'')
			skip_quoted(&scan);
		else if (c == '#')
			skip_line(&scan);
		else if (c == '{')
			open_brace(&scan);
		else if (c == '}')
			close_brace(&scan, scan.at == text || scan.at[-1] == '\n');
		else
			scan_mark(&scan, c);
	}
}

void record_search_run(struct record_search *search)
{
	const GPtrArray *files = search->reader->api->files;
	if (!g_hash_table_size(search->members) && !g_hash_table_size(search->functions))
		return;
	for (unsigned i = 0; i < files->len; i++) {
		GMappedFile *text = g_mapped_file_new(g_ptr_array_index(files, i), FALSE, NULL);
		if (text && g_mapped_file_get_length(text))
			scan_file(search, g_mapped_file_get_contents(text), g_mapped_file_get_length(text));
		if (text)
			g_mapped_file_unref(text);
	}
}

/* ---- what was found ---- */

GPtrArray *record_search_find(struct record_search *search, const struct param_use *use)
{
	GPtrArray *found = g_ptr_array_new();
	const GPtrArray *records = g_hash_table_lookup(search->members, use->members[0]);
	for (unsigned i = 0; i < records->len; i++) {
		struct record_text *record = g_ptr_array_index(records, i);
		unsigned n = 1;
		while (n < use->n_members && g_hash_table_contains(record->members, use->members[n]))
			n++;
		if (n == use->n_members && record->name)
			g_ptr_array_add(found, (void *)record->name);
	}
	return found;
}

int record_search_arity(struct record_search *search, const char *function)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(search->functions, function)) - 2;
}

/* ---- what clang has ---- */

static void index_members(GHashTable *index, const struct item *item, const struct record *record)
{
	for (unsigned i = 0; i < record->n_fields; i++) {
		const struct field *field = &record->fields[i];
		const struct type *type = type_resolve(field->type);
		GPtrArray *items = field->name ? g_hash_table_lookup(index, field->name) : NULL;
		bool is_new = items && (!items->len || g_ptr_array_index(items, items->len - 1) != item);
		if (is_new)
			g_ptr_array_add(items, (void *)item);
		if (!field->name && type->kind == TYPE_RECORD)
			index_members(index, item, &type->item->record);
	}
}

GHashTable *record_index_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
}

void record_index_add(GHashTable *index, const struct param_use *use)
{
	for (unsigned i = 0; i < use->n_members; i++)
		if (!g_hash_table_contains(index, use->members[i]))
			g_hash_table_insert(index, (void *)use->members[i], g_ptr_array_new());
}

void record_index_fill(GHashTable *index, const struct api *api)
{
	for (unsigned i = 0; i < api->items->len && g_hash_table_size(index); i++) {
		const struct item *item = g_ptr_array_index(api->items, i);
		if (item->kind == ITEM_RECORD && item->record.is_complete)
			index_members(index, item, &item->record);
	}
}

/* One without a name is part of another, which has the same members. */
static bool is_found(const struct item *item, const GPtrArray *found)
{
	for (unsigned i = 0; i < found->len && item->name; i++) {
		const char *text = g_ptr_array_index(found, i);
		const char *tag = strchr(text, ' ');
		if (!strcmp(tag ? tag + 1 : text, item->name))
			return true;
	}
	return !item->name;
}

bool record_index_has_more(GHashTable *index, const struct param_use *use, const GPtrArray *found)
{
	const GPtrArray *first = g_hash_table_lookup(index, use->members[0]);
	for (unsigned i = 0; i < first->len; i++) {
		const struct item *item = g_ptr_array_index(first, i);
		unsigned n = 1;
		while (n < use->n_members && g_ptr_array_find(g_hash_table_lookup(index, use->members[n]), item, NULL))
			n++;
		if (n == use->n_members && !is_found(item, found))
			return true;
	}
	return false;
}
