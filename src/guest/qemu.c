/*
 * The command line, the process, the loop.
 *
 * The initramfs is a file without a name and the monitor a socket, both handed on as open descriptors: nothing has to be removed afterwards,
 * however this ends. The machine dies with us.
 */
#include "guest/qemu.h"

#include "base/diag.h"
#include "kmod/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { IDLE_MS = 1000, WORDS_MAX = 64 * 1024 };

bool qemu_is_there(const struct machine *machine)
{
	char *path = g_find_program_in_path(machine->qemu);
	if (!path)
		diag_error("the machine to boot Linux in is missing: there is no '%s'; install the package %s",
			   machine->qemu, machine->qemu_package);
	g_free(path);
	return path;
}

/* ---- the command line ---- */

static bool has_word(const GPtrArray *words, const char *wanted)
{
	for (guint i = 0; i < words->len; i++)
		if (strcmp(g_ptr_array_index(words, i), wanted) == 0)
			return true;
	return false;
}

/* The user's arguments; what is given behind -append goes to the end of the kernel's command line. */
static void add_given(GPtrArray *command, const GPtrArray *given, GString *append)
{
	for (guint i = 0; i < given->len; i++) {
		const char *word = g_ptr_array_index(given, i);
		if (strcmp(word, "-append") == 0 && i + 1 < given->len)
			g_string_append_printf(append, " %s", (const char *)g_ptr_array_index(given, ++i));
		else
			process_add(command, word, NULL);
	}
}

GPtrArray *qemu_command(const struct qemu *qemu, int initramfs, int monitor)
{
	const struct machine *machine = qemu->machine;
	GPtrArray *command = process_command(machine->qemu);
	GString *append = g_string_new(NULL);
	/* devkmsg: all that the guest says; time: what is the kernel's is known by it; panic=-1: the machine stops. Slow computers are no lockups. */
	g_string_printf(
		append,
		"console=%s loglevel=8 log_buf_len=4M printk.devkmsg=on printk.time=1 panic=-1 watchdog_thresh=30 "
		"rcupdate.rcu_cpu_stall_timeout=60 %s",
		machine->console, qemu->kernel_args);
	for (size_t i = 0; i < G_N_ELEMENTS(machine->options) && machine->options[i]; i += 2)
		if (!has_word(qemu->args, machine->options[i]))
			process_add(command, machine->options[i], machine->options[i + 1], NULL);
	process_add(command, "-m", "512", "-smp", "2", "-no-user-config", "-nodefaults", "-display", "none",
		    "-no-reboot", "-serial", "stdio", NULL);
	char *socket = g_strdup_printf("socket,id=monitor,fd=%d", monitor),
	     *file = g_strdup_printf("/dev/fd/%d", initramfs);
	process_add(command, "-chardev", socket, "-mon", "chardev=monitor,mode=readline", "-kernel", qemu->image,
		    "-initrd", file, NULL);
	add_given(command, qemu->args, append);
	process_add(command, "-append", append->str, NULL);
	g_string_free(append, TRUE);
	g_free(socket);
	g_free(file);
	return command;
}

/* ---- the process ---- */

/* A file without a name that has the bytes; -1 after an error. */
static int nameless_file(GBytes *bytes)
{
	char *name = NULL;
	GError *error = NULL;
	gsize n;
	const char *data = g_bytes_get_data(bytes, &n);
	int file = g_file_open_tmp(NULL, &name, &error);
	if (file < 0) {
		diag_error("no temporary file can be made: %s", error->message);
		g_error_free(error);
		return -1;
	}
	unlink(name);
	g_free(name);
	for (gssize written; n; data += written, n -= (gsize)written) {
		written = write(file, data, n);
		if (written < 0 && errno == EINTR) {
			written = 0;
		} else if (written <= 0) {
			diag_error("the guest's file system cannot be written: %s", diag_errno_text(errno));
			close(file);
			return -1;
		}
	}
	return file;
}

/* In the child, before exec: only what is safe between fork and exec. */
static void keep_descriptors(gpointer data)
{
	const int *descriptors = data;
	for (size_t i = 0; i < 2; i++)
		fcntl(descriptors[i], F_SETFD, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static bool start(struct qemu *qemu, int initramfs, int monitor)
{
	int kept[] = { initramfs, monitor };
	GPtrArray *command = qemu_command(qemu, initramfs, monitor);
	GError *error = NULL;
	char *text = process_text(command);
	diag_note("%s", text);
	g_free(text);
	g_ptr_array_add(command, NULL);
	bool started = g_spawn_async_with_pipes(NULL, (char **)command->pdata, NULL,
						G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, keep_descriptors, kept,
						&qemu->pid, NULL, &qemu->console, &qemu->errors, &error);
	if (!started)
		diag_error("'%s' cannot be run: %s", qemu->machine->qemu, error->message);
	g_clear_error(&error);
	g_ptr_array_unref(command);
	return started;
}

/* ---- the loop ---- */

static void close_descriptor(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

/* Reads what is there; closes at the end. */
static gsize read_some(int *descriptor, char *bytes, gsize n)
{
	gssize got = read(*descriptor, bytes, n);
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (got <= 0) {
		close_descriptor(descriptor);
		return 0;
	}
	return (gsize)got;
}

/* One wait, and what came of it. False where the time is over. */
static bool turn(struct qemu *qemu, gint64 deadline)
{
	struct pollfd ready[] = { { qemu->console, POLLIN, 0 },
				  { qemu->errors, POLLIN, 0 },
				  { qemu->monitor, POLLIN, 0 } };
	char bytes[16 * 1024];
	gint64 left = (deadline - g_get_monotonic_time()) / 1000;
	if (left <= 0)
		return false;
	int n = poll(ready, G_N_ELEMENTS(ready), (int)MIN(left, IDLE_MS));
	if (n == 0)
		qemu->idle(qemu->data);
	if (n > 0 && ready[0].revents)
		qemu->take(bytes, read_some(&qemu->console, bytes, sizeof bytes), qemu->data);
	if (n > 0 && ready[1].revents) {
		gsize got = read_some(&qemu->errors, bytes, sizeof bytes);
		g_string_append_len(qemu->words, bytes, (gssize)MIN(got, WORDS_MAX - qemu->words->len));
	}
	if (n > 0 && ready[2].revents)
		read_some(&qemu->monitor, bytes, sizeof bytes);
	return true;
}

void qemu_monitor(struct qemu *qemu, const char *command)
{
	char *line = g_strdup_printf("%s\n", command);
	if (qemu->monitor >= 0)
		send(qemu->monitor, line, strlen(line), MSG_NOSIGNAL | MSG_DONTWAIT);
	g_free(line);
}

/* Waits for the process, which was told to end, or has closed its console. */
static int reap(struct qemu *qemu)
{
	int status = 0;
	while (waitpid(qemu->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	g_spawn_close_pid(qemu->pid);
	return status;
}

static bool report_failure(const struct qemu *qemu, int status)
{
	char *words = g_strstrip(g_utf8_make_valid(qemu->words->str, (gssize)qemu->words->len));
	if (*words)
		diag_error("'%s' fails: %s", qemu->machine->qemu, words);
	else
		diag_error("'%s' fails with status %d", qemu->machine->qemu, status);
	g_free(words);
	return false;
}

static bool run_started(struct qemu *qemu, char **why)
{
	gint64 deadline = g_get_monotonic_time() + (gint64)qemu->timeout * G_USEC_PER_SEC;
	bool in_time = true;
	while (qemu->console >= 0 && (in_time = turn(qemu, deadline)))
		continue;
	if (!in_time) {
		kill(qemu->pid, SIGKILL);
		*why = g_strdup_printf("the machine was not done after %u seconds", qemu->timeout);
	}
	while (qemu->errors >= 0 && in_time && turn(qemu, deadline))
		continue;
	int status = reap(qemu);
	return !in_time || (WIFEXITED(status) && WEXITSTATUS(status) == 0) || report_failure(qemu, status);
}

bool qemu_run(struct qemu *qemu, char **why)
{
	int sockets[2] = { -1, -1 }, initramfs = nameless_file(qemu->initramfs);
	*why = NULL;
	qemu->console = qemu->errors = qemu->monitor = -1;
	if (initramfs < 0)
		return false;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
		diag_error("no socket can be made: %s", diag_errno_text(errno));
		close(initramfs);
		return false;
	}
	qemu->monitor = sockets[0];
	qemu->words = g_string_new(NULL);
	bool started = start(qemu, initramfs, sockets[1]);
	close(initramfs);
	close(sockets[1]);
	bool is_right = started && run_started(qemu, why);
	close_descriptor(&qemu->console);
	close_descriptor(&qemu->errors);
	close_descriptor(&qemu->monitor);
	g_string_free(qemu->words, TRUE);
	return is_right;
}
