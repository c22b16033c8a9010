/*
 * A word to people who wait: shown on a terminal when a stage takes more than two seconds, and gone when it is over.
 *
 *     braze: reading huge.h …
 */
#pragma once

/* Nothing is shown unless standard error is a terminal, and neither --quiet nor --message-format=json is given. Not nested. */
void progress_begin(const char *what, const char *file);
void progress_end(void);
