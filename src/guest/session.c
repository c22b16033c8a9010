/*
 * Lines of a console → problems. What belongs to the guest's own words is taken by a table of them; the rest is the judge's.
 */
#include "guest/session.h"

#include "base/diag.h"
#include "guest/console.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAIL_LINES = 20, KILLED = 128 + 9 };

void session_init(struct session *session, const struct session_options *options)
{
	*session = (struct session){
		.options = *options,
		.problems = g_ptr_array_new_with_free_func(g_free),
		.tail = G_QUEUE_INIT,
	};
	judge_init(&session->judge);
	leaks_init(&session->leaks, options->ko);
}

void session_finish(struct session *session)
{
	judge_finish(&session->judge);
	leaks_finish(&session->leaks);
	g_ptr_array_unref(session->problems);
	g_queue_clear_full(&session->tail, g_free);
	g_free(session->step);
}

G_GNUC_PRINTF(2, 3) static void add_problem(struct session *session, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	char *text = g_strdup_vprintf(format, values);
	va_end(values);
	if (session->round && !session->is_over) {
		g_ptr_array_add(session->problems, g_strdup_printf("round %u: %s", session->round, text));
		g_free(text);
	} else {
		g_ptr_array_add(session->problems, text);
	}
}

G_GNUC_PRINTF(2, 3) static void show(const struct session *session, const char *format, ...)
{
	if (session->options.is_quiet)
		return;
	va_list values;
	va_start(values, format);
	diag_show_busy(NULL);
	vprintf(format, values);
	fflush(stdout);
	va_end(values);
}

static void set_step(struct session *session, const char *step)
{
	g_free(session->step);
	session->step = g_strdup(step);
	session->step_began = g_get_monotonic_time();
}

/* ---- the guest's words ---- */

static void take_ready(struct session *session, const char *release)
{
	session->is_ready = true;
	if (session->options.release && strcmp(release, session->options.release) != 0)
		add_problem(session, "the image is Linux %s, but the module was built for %s", release,
			    session->options.release);
}

static void take_btf(struct session *session, const char *text)
{
	char *end;
	guint64 size = g_ascii_strtoull(text, &end, 10);
	while (*end == ' ')
		end++;
	if (session->options.btf_size &&
	    (size != session->options.btf_size || !g_str_has_prefix(end, session->options.btf_sha256)))
		add_problem(session, "the kernel's types (BTF) are not those that the module was built against");
}

static void take_round(struct session *session, const char *text)
{
	session->round = (unsigned)strtoul(text, NULL, 10);
	judge_begin_round(&session->judge, session->round);
	set_step(session, NULL);
	show(session, "%s: round %u of %u\n", session->options.name, session->round, session->options.rounds);
}

static void take_step(struct session *session, const char *text)
{
	set_step(session, text);
}

static void take_status(struct session *session, const char *text)
{
	char *words;
	long status = strtol(text, &words, 10);
	while (*words == ' ')
		words++;
	gint64 seconds = (g_get_monotonic_time() - session->step_began) / G_USEC_PER_SEC;
	const char *step = session->step ? session->step : "?";
	if (status == KILLED && strcmp(step, "test/run") == 0 && seconds + 2 >= session->options.limit)
		add_problem(session, "test/run was not done after %u seconds", session->options.limit);
	else if (status >= 128)
		add_problem(session, "%s was killed by signal %ld", step, status - 128);
	else if (status)
		add_problem(session, "%s: %s%sexit code %ld", step, words, *words ? ", " : "", status);
	set_step(session, NULL);
}

static void take_loaded(struct session *session, const char *text)
{
	(void)text;
	add_problem(session, "the module is still loaded");
}

static void take_out(struct session *session, const char *text)
{
	static const char request[] = "kmod-test: monitor ";
	show(session, "    %s\n", text);
	if (g_str_has_prefix(text, request) && session->options.monitor)
		session->options.monitor(text + strlen(request), session->options.data);
}

static void take_count(struct session *session, const char *text)
{
	char *counts;
	unsigned long round = strtoul(text, &counts, 10);
	if (round <= session->options.rounds)
		leaks_count(&session->leaks, (unsigned)round, counts);
}

static void take_record(struct session *session, const char *text)
{
	leaks_record(&session->leaks, text);
}

static void take_section(struct session *session, const char *text)
{
	leaks_section(&session->leaks, text);
}

static void take_kmemleak(struct session *session, const char *text)
{
	show(session, "    kmemleak: %s\n", text);
	if (g_str_has_prefix(text, "unreferenced object") && !session->has_kmemleak) {
		session->has_kmemleak = true;
		g_ptr_array_add(session->problems, g_strdup_printf("leak: kmemleak found an %s", text));
	}
}

static void take_end(struct session *session, const char *text)
{
	(void)text;
	session->is_over = true;
	set_step(session, NULL);
}

static void take_words(struct session *session, const char *words)
{
	static const struct {
		const char *verb;
		void (*take)(struct session *session, const char *text);
	} verbs[] = {
		{ "ready", take_ready },     { "btf", take_btf },           { "round", take_round },
		{ "step", take_step },       { "out", take_out },           { "status", take_status },
		{ "loaded", take_loaded },   { "count", take_count },       { "record", take_record },
		{ "section", take_section }, { "kmemleak", take_kmemleak }, { "end", take_end },
	};
	size_t length = strcspn(words, " ");
	judge_break(&session->judge);
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (strlen(verbs[i].verb) == length && strncmp(verbs[i].verb, words, length) == 0)
			verbs[i].take(session, words + length + (words[length] == ' '));
}

/* What stands behind the token; NULL where the message is not the guest's. */
static const char *guest_words(const struct session *session, const char *message)
{
	size_t length = strlen(session->options.token);
	return strncmp(message, session->options.token, length) == 0 && message[length] == ' ' ? message + length + 1 :
												 NULL;
}

/* ---- lines ---- */

static void remember(struct session *session, const char *line)
{
	g_queue_push_tail(&session->tail, g_strdup(line));
	if (session->tail.length > TAIL_LINES)
		g_free(g_queue_pop_head(&session->tail));
}

void session_line(struct session *session, const char *line)
{
	const char *message = console_message(line);
	const char *words = message ? guest_words(session, message) : NULL;
	if (words) {
		take_words(session, words);
		return;
	}
	remember(session, line);
	if (session->is_ready && strstr(line, "printk messages dropped"))
		add_problem(session, "messages were lost: %s", line);
	if ((session->is_ready && !session->is_over) || session->options.is_verbose)
		show(session, "%s\n", line);
	if (session->is_ready && message)
		judge_message(&session->judge, message);
}

char *session_state(const struct session *session)
{
	if (!session->is_ready)
		return g_strdup("booting");
	if (!session->round || session->is_over)
		return g_strdup(session->step ? session->step : "between two steps");
	return g_strdup_printf("round %u%s%s", session->round, session->step ? ", " : "",
			       session->step ? session->step : "");
}

/* ---- the verdict ---- */

static void decide_unfinished(struct session *session, const char *why)
{
	char *state = session_state(session);
	if (!session->is_ready)
		g_ptr_array_add(session->problems,
				g_strdup_printf("the kernel did not come up: %s", why ? why : "the machine stopped"));
	else
		g_ptr_array_add(
			session->problems,
			g_strdup_printf("%s (%s)", why ? why : "the machine stopped before it was done", state));
	g_free(state);
}

/* The kernel's own reports come first: they tell why a step failed. */
void session_decide(struct session *session, const char *why)
{
	GPtrArray *steps = session->problems;
	session->problems = g_ptr_array_new_with_free_func(g_free);
	judge_decide(&session->judge, session->is_over ? session->options.rounds : 0, session->problems);
	g_ptr_array_extend_and_steal(session->problems, steps);
	if (session->is_over)
		leaks_decide(&session->leaks, session->options.rounds, session->problems);
	else
		decide_unfinished(session, why);
}
