/*
 * The wait is a thread of its own, which sleeps until two seconds have passed or the stage is over; libclang, which does the work, cannot be asked
 * how far it is.
 */
#include "cmd/progress.h"

#include "base/diag.h"

#include <glib.h>
#include <stdbool.h>

enum { PATIENCE = 2 * G_TIME_SPAN_SECOND };

static struct {
	GThread *thread;
	GMutex mutex;
	GCond over;
	bool is_over;
	char *text;
} progress;

static gpointer wait_and_show(gpointer data)
{
	gint64 deadline = g_get_monotonic_time() + PATIENCE;
	(void)data;
	g_mutex_lock(&progress.mutex);
	while (!progress.is_over && g_cond_wait_until(&progress.over, &progress.mutex, deadline))
		continue;
	if (!progress.is_over) {
		diag_show_busy(progress.text);
		while (!progress.is_over)
			g_cond_wait(&progress.over, &progress.mutex);
		diag_show_busy(NULL);
	}
	g_mutex_unlock(&progress.mutex);
	return NULL;
}

void progress_begin(const char *what, const char *file)
{
	progress.is_over = false;
	progress.text = g_strdup_printf("braze: %s %s …", what, file);
	progress.thread = g_thread_new("progress", wait_and_show, NULL);
}

void progress_end(void)
{
	if (!progress.thread)
		return;
	g_mutex_lock(&progress.mutex);
	progress.is_over = true;
	g_cond_signal(&progress.over);
	g_mutex_unlock(&progress.mutex);
	g_thread_join(progress.thread);
	progress.thread = NULL;
	g_clear_pointer(&progress.text, g_free);
}
