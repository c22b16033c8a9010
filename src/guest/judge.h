/*
 * The kernel's messages → what is wrong, but for what a test means to happen.
 *
 * A report is a fault's headline and all that belongs to it: registers, stack, the call trace. What test/expected says excuses the report
 * that it is found in or right before, and has to be found in each round.
 *
 *     expected:    kernel BUG at .*panic_helpers\.c
 *                  ? WARNING: .* ct_kernel_exit
 *
 * What stands behind "? " may come or not.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct judge {
	GPtrArray *faults;    /* struct fault *, of faults.def */
	GPtrArray *expected;  /* struct expectation * */
	GPtrArray *reports;   /* struct report * */
	struct report *open;  /* the last of them while lines belong to it */
	bool has_trace;       /* the open one's has begun */
	unsigned open_lines;  /* before that */
	bool is_framed;       /* the last message drew a line */
	char *remark;         /* what stood below it, or NULL */
	unsigned since_match; /* messages since one was expected */
	unsigned round;       /* 0: before the first */
};

void judge_init(struct judge *judge);
void judge_finish(struct judge *judge);

/* text: that of the file test/expected. Reports the lines that are no regular expressions, and returns false then. */
bool judge_expect(struct judge *judge, const char *path, const char *text);

/* What follows belongs to this round. */
void judge_begin_round(struct judge *judge, unsigned round);
/* A message without its time stamp. */
void judge_message(struct judge *judge, const char *message);
/* Something else has been said: no report goes on behind it. */
void judge_break(struct judge *judge);

/* Adds one text for each report that is not excused, and for what was expected and has not come in rounds 1 … rounds. */
void judge_decide(const struct judge *judge, unsigned rounds, GPtrArray *problems);
