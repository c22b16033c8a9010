/*
 * What a guest says → how a module's test went.
 *
 * The guest (init.sh) tells its steps through the kernel's log, behind a token that is drawn for each run; all else there is the kernel's:
 *
 *     TOKEN ready 6.12.117+deb12-amd64       the guest is up
 *     TOKEN btf 6371542 e0e643…              size and SHA-256 of the kernel's types
 *     TOKEN round 1                          begins
 *     TOKEN step insmod                      what is done next, up to its status
 *     TOKEN out counted to 3                 a line that test/run prints
 *     TOKEN status 0                         of the step: exit code, and its first words
 *     TOKEN section .text 0xffffffffc0414000 where the module's code lies in this round
 *     TOKEN loaded                           the module, though it was removed
 *     TOKEN count 1 dentry=1203 …            see leaks.h
 *     TOKEN record kmalloc-64 own 0x… 10    see leaks.h
 *     TOKEN kmemleak unreferenced object …   a line of kmemleak's report
 *     TOKEN end
 */
#pragma once

#include "guest/judge.h"
#include "guest/leaks.h"

struct session_options {
	const char *token, *name, *release;
	unsigned rounds;
	unsigned limit;         /* seconds that test/run may take */
	GBytes *ko;             /* the module, to name its functions; NULL: not known */
	gsize btf_size;         /* 0: not known */
	const char *btf_sha256;
	bool is_quiet;          /* shows nothing */
	bool is_verbose;        /* shows all, also what comes before the guest is up */
	void (*monitor)(const char *command, void *data); /* what a test asks of QEMU's monitor */
	void *data;
};

struct session {
	struct session_options options;
	struct judge judge;
	struct leaks leaks;
	GPtrArray *problems; /* char * */
	GQueue tail;         /* char *: the last lines, for a machine that never comes up */
	unsigned round;
	char *step;          /* what is being done; NULL: nothing that was told */
	gint64 step_began;
	bool is_ready, is_over, has_kmemleak;
};

void session_init(struct session *session, const struct session_options *options);
void session_finish(struct session *session);

/* A line of the console, without its end. */
void session_line(struct session *session, const char *line);

/* What the machine is busy with: "round 3, test/run", for the caller to free. */
char *session_state(const struct session *session);

/*
 * The machine is gone. why: what ended it before it was done ("no end after 300 s"), or NULL. Afterwards session->problems has all that is wrong.
 */
void session_decide(struct session *session, const char *why);
