/*
 * Text to nodes with libyaml, and nodes to places.
 *
 *     instantiate:              character 36: fourth line, column 7
 *       - { name: i8 }
 *
 * libyaml counts lines of its own (U+2028 ends one) and characters; diagnostics want '\n' and bytes. So places are
 * counted again from the character's number, beginning at the nearest mark before it.
 */
#include "read/contract_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	SIZE_MAX_BYTES = 4 << 20,
	FAULTS_MAX = 20,
	VISITS_MAX = 1 << 20,
	DEPTH_MAX = 50,
	ANCHORS_MAX = 1000,
	MARK_DISTANCE = 256
};

static const char byte_order_mark[] = "\xef\xbb\xbf";

/* ---- places ---- */

struct mark {
	size_t at, line_start; /* bytes of the file */
	unsigned line;
};

static void mark_advance(struct mark *mark, const char *text)
{
	if (text[mark->at] == '\n') {
		mark->line++;
		mark->line_start = mark->at + 1;
	}
	mark->at += (size_t)(g_utf8_next_char(text + mark->at) - (text + mark->at));
}

/* Where the YAML begins: behind a byte order mark. */
static size_t text_start(const struct contract_file *file)
{
	return g_str_has_prefix(file->text, byte_order_mark) ? strlen(byte_order_mark) : 0;
}

static void set_marks(struct contract_file *file)
{
	struct mark mark = { text_start(file), 0, 1 };
	for (size_t index = 0;; index++) {
		if (index % MARK_DISTANCE == 0)
			g_array_append_val(file->marks, mark);
		if (mark.at >= file->length)
			return;
		mark_advance(&mark, file->text);
	}
}

static struct mark mark_at(const struct contract_file *file, size_t index)
{
	size_t nearest = MIN(index / MARK_DISTANCE, file->marks->len - 1);
	struct mark mark = g_array_index(file->marks, struct mark, nearest);
	for (size_t i = nearest * MARK_DISTANCE; i < index && mark.at < file->length; i++)
		mark_advance(&mark, file->text);
	return mark;
}

static struct place place_at(const struct contract_file *file, size_t index)
{
	struct mark mark = mark_at(file, index);
	return (struct place){ file->path, mark.line, (unsigned)(mark.at - mark.line_start) + 1 };
}

struct place contract_file_place(const struct contract_file *file, const yaml_node_t *node)
{
	return place_at(file, node->start_mark.index);
}

struct place contract_file_text_place(const struct contract_file *file, const yaml_node_t *node, size_t offset)
{
	struct place place = contract_file_place(file, node);
	if (node->type != YAML_SCALAR_NODE)
		return place;
	const char *value = (const char *)node->data.scalar.value;
	size_t length = node->data.scalar.length, at = mark_at(file, node->start_mark.index).at;
	if (file->text[at] == '\'' || file->text[at] == '"') {
		at++;
		place.column++;
	}
	bool is_there = length <= file->length - at && memcmp(file->text + at, value, length) == 0;
	if (is_there && offset <= length && !memchr(value, '\n', length))
		place.column += (unsigned)offset;
	else
		return contract_file_place(file, node);
	return place;
}

/* ---- faults ---- */

bool contract_file_fault(struct contract_file *file, struct place place, const char *format, ...)
{
	if (file->n_faults > FAULTS_MAX)
		return false;
	va_list args;
	va_start(args, format);
	char *message = g_strdup_vprintf(format, args);
	va_end(args);
	bool is_new = g_hash_table_add(file->faults, g_strdup_printf("%u:%u:%s", place.line, place.column, message));
	if (is_new && ++file->n_faults > FAULTS_MAX)
		diag_report(SEVERITY_ERROR, place, NULL, "there are more errors, which are not shown");
	else if (is_new)
		diag_report(SEVERITY_ERROR, place, NULL, "%s", message);
	g_free(message);
	return is_new && file->n_faults <= FAULTS_MAX;
}

/* A note behind a fault. */
static void tell(struct place place, const char *text)
{
	diag_report(SEVERITY_NOTE, place, NULL, "%s", text);
}

bool contract_file_spend(struct contract_file *file, struct place place, size_t n)
{
	bool had_room = file->n_visits <= VISITS_MAX;
	file->n_visits += n;
	if (had_room && file->n_visits > VISITS_MAX)
		contract_file_fault(file, place, "the contract ends here: its lists and aliases make too much");
	return file->n_visits <= VISITS_MAX && file->n_faults <= FAULTS_MAX;
}

/* ---- reading ---- */

static bool read_text(struct contract_file *file)
{
	FILE *in = fopen(file->path, "rb");
	GString *text = g_string_new(NULL);
	char block[16384];
	size_t got;
	int error = in ? 0 : errno;
	while (in && text->len <= SIZE_MAX_BYTES && (got = fread(block, 1, sizeof(block), in)) > 0)
		g_string_append_len(text, block, (gssize)got);
	if (in && ferror(in))
		error = errno;
	if (in)
		fclose(in);
	file->length = text->len;
	file->text = g_string_free(text, FALSE);
	if (error)
		diag_error("cannot read '%s': %s", file->path, diag_errno_text(error));
	else if (file->length > SIZE_MAX_BYTES)
		contract_file_fault(file, (struct place){ .file = file->path }, "it is larger than %d MiB",
				    SIZE_MAX_BYTES >> 20);
	else
		return true;
	return false;
}

/* The byte's place, whatever bytes are before it. */
static struct place byte_place(const struct contract_file *file, size_t offset)
{
	struct place place = { file->path, 1, 1 };
	for (size_t i = 0; i < offset; i++) {
		place.column++;
		if (file->text[i] == '\n') {
			place.line++;
			place.column = 1;
		}
	}
	return place;
}

/* What YAML cannot hold: other encodings, and characters that control something. */
static bool check_text(struct contract_file *file)
{
	const char *end;
	bool is_valid = g_utf8_validate_len(file->text, file->length, &end);
	const char *p = file->text;
	for (; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if ((g_unichar_iscntrl(c) && c != '\t' && c != '\n' && c != '\r' && c != 0x85) || c == 0xfffe ||
		    c == 0xffff)
			break;
	}
	if (p == end && is_valid)
		return true;
	unsigned byte = (unsigned char)*p;
	contract_file_fault(file, byte_place(file, (size_t)(p - file->text)),
			    p < end || byte == 0 ? "the control character U+%04X has no place in a contract" :
						   "byte 0x%02x is not UTF-8",
			    p < end ? g_utf8_get_char(p) : byte);
	return false;
}

/* A text such as {type} (…), which YAML takes for a mapping and something behind it. */
static bool has_open_braces(const struct contract_file *file, const struct mark *mark)
{
	const char *line = file->text + mark->line_start, *at = file->text + mark->at;
	for (const char *p = line; p < at; p++)
		if ((*p == ':' || *p == '-') && p[1] == ' ' && p[1 + strspn(p + 1, " ")] == '{')
			return memchr(p, '}', (size_t)(at - p)) != NULL;
	return false;
}

static void report_syntax(struct contract_file *file, const yaml_parser_t *parser)
{
	const char *problem = parser->problem ? parser->problem : "this is not YAML";
	struct mark mark = mark_at(file, parser->problem_mark.index);
	struct place place = place_at(file, parser->problem_mark.index);
	if (parser->error == YAML_READER_ERROR)
		place = byte_place(file, MIN(parser->problem_offset, file->length));
	if (parser->error == YAML_COMPOSER_ERROR && parser->context && strstr(parser->context, "duplicate anchor")) {
		contract_file_fault(file, place, "this anchor exists already");
		tell(place_at(file, parser->context_mark.index), "the first one is here");
		return;
	}
	if (file->text[mark.at] == '\t' && parser->error == YAML_SCANNER_ERROR) {
		contract_file_fault(file, place, "a tab: YAML is indented with spaces");
		return;
	}
	contract_file_fault(file, place, "%s", problem);
	if (parser->error != YAML_COMPOSER_ERROR && has_open_braces(file, &mark))
		tell(place, "a text that begins with '{' stands in quotation marks");
	else if (parser->context && g_str_has_prefix(parser->context, "while ") &&
		 parser->context_mark.index != parser->problem_mark.index)
		tell(place_at(file, parser->context_mark.index), parser->context);
}

static void start_parser(struct contract_file *file, yaml_parser_t *parser)
{
	if (!yaml_parser_initialize(parser))
		g_error("out of memory");
	yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(parser, (const unsigned char *)file->text + text_start(file),
				     file->length - text_start(file));
}

/* Looks at the next event; what is wrong with it, NULL for nothing. */
static const char *event_fault(const yaml_event_t *event, unsigned *depth, unsigned *n_anchors, unsigned *n_documents)
{
	bool has_anchor = false;
	if (event->type == YAML_DOCUMENT_START_EVENT && ++*n_documents > 1)
		return "a second document: a contract is one";
	if (event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT) {
		has_anchor = event->type == YAML_MAPPING_START_EVENT ? event->data.mapping_start.anchor :
								       event->data.sequence_start.anchor;
		if (++*depth > DEPTH_MAX)
			return "this is nested too deeply for a contract";
	}
	if (event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT)
		--*depth;
	if (event->type == YAML_SCALAR_EVENT)
		has_anchor = event->data.scalar.anchor;
	return has_anchor && ++*n_anchors > ANCHORS_MAX ? "there are too many anchors" : NULL;
}

/* Reads all events, and finds what libyaml would take very long for: its time grows with the square of depth and of
 * the number of anchors. */
static bool check_events(struct contract_file *file)
{
	yaml_parser_t parser;
	yaml_event_t event;
	unsigned depth = 0, n_anchors = 0, n_documents = 0;
	bool is_good = true, is_end = false;
	start_parser(file, &parser);
	while (is_good && !is_end) {
		is_good = yaml_parser_parse(&parser, &event);
		if (!is_good) {
			report_syntax(file, &parser);
			break;
		}
		const char *fault = event_fault(&event, &depth, &n_anchors, &n_documents);
		if (fault)
			contract_file_fault(file, place_at(file, event.start_mark.index), "%s", fault);
		is_good = !fault;
		is_end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return is_good;
}

static bool parse(struct contract_file *file)
{
	yaml_parser_t parser;
	if (!check_events(file))
		return false;
	start_parser(file, &parser);
	file->has_document = yaml_parser_load(&parser, &file->document);
	if (!file->has_document)
		report_syntax(file, &parser);
	yaml_parser_delete(&parser);
	return file->has_document;
}

bool contract_file_load(struct contract_file *file, const char *path)
{
	*file = (struct contract_file){
		.path = path,
		.marks = g_array_new(FALSE, FALSE, sizeof(struct mark)),
		.faults = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
	if (!read_text(file) || !check_text(file))
		return false;
	set_marks(file);
	return parse(file);
}

void contract_file_finish(struct contract_file *file)
{
	if (file->has_document)
		yaml_document_delete(&file->document);
	g_hash_table_destroy(file->faults);
	g_array_free(file->marks, TRUE);
	g_free(file->text);
}

/* ---- nodes ---- */

yaml_node_t *contract_file_root(struct contract_file *file)
{
	yaml_node_t *root = yaml_document_get_root_node(&file->document);
	return root && !contract_node_is_nothing(root) ? root : NULL;
}

yaml_node_t *contract_file_node(struct contract_file *file, int id)
{
	return yaml_document_get_node(&file->document, id);
}

bool contract_node_is_nothing(const yaml_node_t *node)
{
	return node->type == YAML_SCALAR_NODE && node->data.scalar.length == 0 &&
	       node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static bool has_tag(const yaml_node_t *node)
{
	const char *usual = node->type == YAML_SCALAR_NODE   ? YAML_DEFAULT_SCALAR_TAG :
			    node->type == YAML_SEQUENCE_NODE ? YAML_DEFAULT_SEQUENCE_TAG :
							       YAML_DEFAULT_MAPPING_TAG;
	return strcmp((const char *)node->tag, usual) != 0;
}

/* What a node is, for the user. */
static const char *kind_name(const yaml_node_t *node)
{
	return contract_node_is_nothing(node)   ? "nothing" :
	       node->type == YAML_SCALAR_NODE   ? "a text" :
	       node->type == YAML_SEQUENCE_NODE ? "a list" :
						  "a mapping";
}

bool contract_file_expect(struct contract_file *file, const yaml_node_t *node, yaml_node_type_t type, const char *what)
{
	struct place place = contract_file_place(file, node);
	if (!contract_file_spend(file, place, 1))
		return false;
	if (node->type == type && !contract_node_is_nothing(node)) {
		if (has_tag(node))
			contract_file_fault(file, place, "%s has a tag, which a contract does not know", what);
		return !has_tag(node);
	}
	const char *wanted = type == YAML_SCALAR_NODE ? "a text" : type == YAML_SEQUENCE_NODE ? "a list" : "a mapping";
	bool is_said = contract_file_fault(file, place, "%s needs %s, this is %s", what, wanted, kind_name(node));
	const char *text = node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "";
	size_t colon = strcspn(text, ":");
	if (is_said && type == YAML_MAPPING_NODE && text[colon])
		tell(contract_file_text_place(file, node, colon), "a space is missing behind the ':'");
	else if (is_said && type == YAML_SCALAR_NODE && node->type == YAML_MAPPING_NODE &&
		 file->text[mark_at(file, node->start_mark.index).at] == '{')
		tell(place, "a text that begins with '{' stands in quotation marks");
	return false;
}

const char *contract_file_text(struct contract_file *file, const yaml_node_t *node, const char *what)
{
	if (!contract_file_expect(file, node, YAML_SCALAR_NODE, what))
		return NULL;
	const char *text = (const char *)node->data.scalar.value;
	for (const char *p = text; p < text + node->data.scalar.length; p++) {
		if (!g_ascii_iscntrl(*p) || *p == '\n' || *p == '\t')
			continue;
		contract_file_fault(file, contract_file_place(file, node), "%s has the control character U+%04X in it",
				    what, (unsigned)*p);
		return NULL;
	}
	return text;
}

GArray *contract_file_pairs(struct contract_file *file, const yaml_node_t *node, const char *what)
{
	if (!contract_file_expect(file, node, YAML_MAPPING_NODE, what))
		return NULL;
	GArray *pairs = g_array_new(FALSE, FALSE, sizeof(struct contract_pair));
	GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal); /* key to its node */
	for (yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top; p++) {
		struct contract_pair pair = { NULL, contract_file_node(file, p->key),
					      contract_file_node(file, p->value) };
		pair.key = contract_file_text(file, pair.key_node, "a key");
		if (!pair.key)
			continue;
		const yaml_node_t *first = g_hash_table_lookup(known, pair.key);
		if (!first) {
			g_hash_table_insert(known, (gpointer)pair.key, pair.key_node);
			g_array_append_val(pairs, pair);
		} else if (contract_file_fault(file, contract_file_place(file, pair.key_node), "'%s' stands here twice",
					       pair.key)) {
			tell(contract_file_place(file, first), "the first one is here");
		}
	}
	g_hash_table_destroy(known);
	return pairs;
}

int contract_file_key(struct contract_file *file, const struct contract_pair *pair, const char *const *keys)
{
	GPtrArray *candidates = g_ptr_array_new();
	for (int i = 0; keys[i]; i++) {
		if (strcmp(keys[i], pair->key) == 0) {
			g_ptr_array_free(candidates, TRUE);
			return i;
		}
		g_ptr_array_add(candidates, (gpointer)keys[i]);
	}
	char *nearest = diag_nearest(pair->key, candidates);
	contract_file_fault(file, contract_file_place(file, pair->key_node),
			    nearest ? "unknown key '%s', did you mean %s?" : "unknown key '%s'", pair->key, nearest);
	g_free(nearest);
	g_ptr_array_free(candidates, TRUE);
	return -1;
}

bool contract_file_bool(struct contract_file *file, const struct contract_pair *pair, bool *value)
{
	char *what = g_strdup_printf("'%s'", pair->key);
	bool is_scalar = pair->value->type == YAML_SCALAR_NODE && !contract_node_is_nothing(pair->value);
	const char *text = is_scalar ? contract_file_text(file, pair->value, what) : NULL;
	g_free(what);
	if (!is_scalar)
		contract_file_fault(file, contract_file_place(file, pair->value), "'%s' is true or false", pair->key);
	if (!text)
		return false;
	*value = strcmp(text, "true") == 0;
	if (pair->value->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && (*value || strcmp(text, "false") == 0))
		return true;
	contract_file_fault(file, contract_file_place(file, pair->value),
			    pair->value->data.scalar.style == YAML_PLAIN_SCALAR_STYLE ?
				    "'%s' is true or false, not '%s'" :
				    "'%s' is true or false without quotation marks, not a text ('%s')",
			    pair->key, text);
	return false;
}
