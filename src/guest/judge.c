/*
 * Messages → reports, excused or not.
 *
 * A report is open until its call trace is over. Before the trace anything may stand (each subsystem draws its own), but not for ever; behind it
 * only what kernels print there.
 */
#include "guest/judge.h"

#include "base/diag.h"

#include <regex.h>
#include <string.h>

enum {
	LINES_BEFORE_TRACE = 100, /* KASAN and SLUB draw memory */
	LINES_TO_EXCUSE = 4, /* from an expected message to the report: a panic's message has two or three lines */
};

enum fault_kind { FAULT_FRAMES, FAULT_BEGINS, FAULT_PART, FAULT_LINE, FAULT_NONE };

struct fault {
	enum fault_kind kind;
	regex_t regex;
};

struct expectation {
	char *text;
	bool is_optional;
	regex_t regex;
	GHashTable *rounds; /* numbers of those that it was found in */
};

struct report {
	unsigned round;
	char *headline;
	bool is_excused;
};

/* ---- tables ---- */

static const struct {
	enum fault_kind kind;
	const char *regex;
} fault_table[] = {
#define FAULT(kind, regex) { FAULT_##kind, regex },
#include "guest/faults.def"
#undef FAULT
};

/* What stands in a report behind the beginning of its call trace. */
static const char trace_line[] =
	"^( |$|<|\\?|Call [Tt]race:|---\\[ end |note: |Code: |Modules linked in: |Kernel Offset: |Disabling lock "
	"debugging|"
	"FIX |Object |Padding |Redzone |Slab |Allocated |Freed |The buggy |Memory state |page: |flags: |raw: |page "
	"dumped |"
	"Mem-Info:|Node |Mem-|active_|[0-9]+ |"
	"(RIP|RSP|RAX|RDX|RBP|R[01][0-9]|FS|CS|CR[0-4]|DR[0-7]|PKRU|pstate|pc |lr |sp |x[0-9]+):? )";

static void compile(regex_t *regex, const char *text)
{
	if (regcomp(regex, text, REG_EXTENDED | REG_NOSUB) != 0)
		unreachable();
}

static bool matches(const regex_t *regex, const char *text)
{
	return regexec(regex, text, 0, NULL, 0) == 0;
}

static void free_fault(gpointer data)
{
	struct fault *fault = data;
	regfree(&fault->regex);
	g_free(fault);
}

static void free_expectation(gpointer data)
{
	struct expectation *expectation = data;
	g_free(expectation->text);
	regfree(&expectation->regex);
	g_hash_table_unref(expectation->rounds);
	g_free(expectation);
}

static void free_report(gpointer data)
{
	struct report *report = data;
	g_free(report->headline);
	g_free(report);
}

static void add_fault(struct judge *judge, enum fault_kind kind, const char *regex)
{
	struct fault *fault = g_new(struct fault, 1);
	fault->kind = kind;
	compile(&fault->regex, regex);
	g_ptr_array_add(judge->faults, fault);
}

void judge_init(struct judge *judge)
{
	*judge = (struct judge){
		.faults = g_ptr_array_new_with_free_func(free_fault),
		.expected = g_ptr_array_new_with_free_func(free_expectation),
		.reports = g_ptr_array_new_with_free_func(free_report),
		.since_match = LINES_TO_EXCUSE + 1,
	};
	for (size_t i = 0; i < G_N_ELEMENTS(fault_table); i++)
		add_fault(judge, fault_table[i].kind, fault_table[i].regex);
	add_fault(judge, FAULT_NONE, trace_line); /* the last one: is_trace_line() */
}

void judge_finish(struct judge *judge)
{
	g_ptr_array_unref(judge->faults);
	g_ptr_array_unref(judge->expected);
	g_ptr_array_unref(judge->reports);
	g_free(judge->remark);
}

/* ---- what is expected ---- */

static bool expect_line(struct judge *judge, const char *path, unsigned line, const char *text)
{
	struct expectation *expectation = g_new0(struct expectation, 1);
	expectation->is_optional = g_str_has_prefix(text, "? ");
	text += expectation->is_optional ? strlen("? ") : 0;
	int code = regcomp(&expectation->regex, text, REG_EXTENDED | REG_NOSUB);
	if (code != 0) {
		char why[256];
		regerror(code, &expectation->regex, why, sizeof why);
		why[0] = g_ascii_tolower(why[0]);
		diag_report(SEVERITY_ERROR, (struct place){ path, line, 1 }, NULL,
			    "'%s' is no extended regular expression: %s", text, why);
		g_free(expectation);
		return false;
	}
	expectation->text = g_strdup(text);
	expectation->rounds = g_hash_table_new(NULL, NULL);
	g_ptr_array_add(judge->expected, expectation);
	return true;
}

bool judge_expect(struct judge *judge, const char *path, const char *text)
{
	char **lines = g_strsplit(text, "\n", -1);
	bool is_right = true;
	for (unsigned i = 0; lines[i]; i++) {
		g_strchomp(lines[i]);
		if (lines[i][0] && lines[i][0] != '#')
			is_right &= expect_line(judge, path, i + 1, lines[i]);
	}
	g_strfreev(lines);
	return is_right;
}

/* Whether the message is expected; notes that it came. */
static bool meets_expectation(struct judge *judge, const char *message)
{
	bool is_met = false;
	for (guint i = 0; i < judge->expected->len; i++) {
		struct expectation *expectation = g_ptr_array_index(judge->expected, i);
		if (matches(&expectation->regex, message)) {
			g_hash_table_add(expectation->rounds, GUINT_TO_POINTER(judge->round));
			is_met = true;
		}
	}
	return is_met;
}

/* ---- reports ---- */

static enum fault_kind kind_of(const struct judge *judge, const char *message)
{
	for (guint i = 0; i + 1 < judge->faults->len; i++) {
		const struct fault *fault = g_ptr_array_index(judge->faults, i);
		if (matches(&fault->regex, message))
			return fault->kind;
	}
	return FAULT_NONE;
}

static bool is_trace_line(const struct judge *judge, const char *message)
{
	const struct fault *last = g_ptr_array_index(judge->faults, judge->faults->len - 1);
	return matches(&last->regex, message);
}

/* remark: what a frame is followed by where that is no headline itself, such as the text of a WARN(). */
static void open_report(struct judge *judge, const char *headline)
{
	struct report *report = g_new0(struct report, 1);
	report->round = judge->round;
	report->headline = judge->remark ? g_strdup_printf("%s (%s)", headline, judge->remark) : g_strdup(headline);
	report->is_excused = judge->since_match <= LINES_TO_EXCUSE;
	g_ptr_array_add(judge->reports, report);
	judge->open = report;
	judge->has_trace = false;
	judge->open_lines = 0;
	g_clear_pointer(&judge->remark, g_free);
}

void judge_break(struct judge *judge)
{
	judge->open = NULL;
	judge->is_framed = false;
	g_clear_pointer(&judge->remark, g_free);
}

/* A message that opens nothing: it belongs to what is open, or closes that. */
static void continue_report(struct judge *judge, const char *message)
{
	if (judge->is_framed) {
		judge->is_framed = false;
		judge->remark = g_strdup(message);
	} else if (!judge->open || (judge->has_trace && !is_trace_line(judge, message)) ||
		   ++judge->open_lines > LINES_BEFORE_TRACE) {
		judge_break(judge);
	}
}

static void take_message(struct judge *judge, enum fault_kind kind, const char *message)
{
	switch (kind) {
	case FAULT_FRAMES:
		judge_break(judge);
		judge->is_framed = true;
		break;
	case FAULT_BEGINS:
		judge->is_framed = false;
		open_report(judge, message);
		break;
	case FAULT_LINE:
		open_report(judge, message);
		judge_break(judge);
		break;
	case FAULT_PART:
		if (!judge->open)
			open_report(judge, message);
		break;
	case FAULT_NONE:
		continue_report(judge, message);
		break;
	}
	if (g_ascii_strcasecmp(message, "Call trace:") == 0)
		judge->has_trace = true;
}

void judge_message(struct judge *judge, const char *message)
{
	judge->since_match++;
	if (meets_expectation(judge, message))
		judge->since_match = 0;
	take_message(judge, kind_of(judge, message), message);
	if (judge->open && judge->since_match == 0)
		judge->open->is_excused = true;
}

void judge_begin_round(struct judge *judge, unsigned round)
{
	judge_break(judge);
	judge->since_match = LINES_TO_EXCUSE + 1;
	judge->round = round;
}

/* ---- the verdict ---- */

static void decide_expectation(const struct expectation *expectation, unsigned rounds, GPtrArray *problems)
{
	GString *missing = g_string_new(NULL);
	unsigned n = 0;
	for (unsigned round = 1; round <= rounds && !expectation->is_optional; round++)
		if (!g_hash_table_contains(expectation->rounds, GUINT_TO_POINTER(round)) && ++n)
			g_string_append_printf(missing, "%s%u", n > 1 ? ", " : "", round);
	if (n == rounds && n)
		g_ptr_array_add(problems, g_strdup_printf("the kernel never said '%s'", expectation->text));
	else if (n)
		g_ptr_array_add(problems, g_strdup_printf("the kernel did not say '%s' in round %s", expectation->text,
							  missing->str));
	g_string_free(missing, TRUE);
}

void judge_decide(const struct judge *judge, unsigned rounds, GPtrArray *problems)
{
	for (guint i = 0; i < judge->reports->len; i++) {
		const struct report *report = g_ptr_array_index(judge->reports, i);
		if (report->is_excused)
			continue;
		if (report->round)
			g_ptr_array_add(problems, g_strdup_printf("round %u: %s", report->round, report->headline));
		else
			g_ptr_array_add(problems, g_strdup(report->headline));
	}
	for (guint i = 0; i < judge->expected->len; i++)
		decide_expectation(g_ptr_array_index(judge->expected, i), rounds, problems);
}
