/* How the tests check what they get. */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "/proc/sys/sysctl/"

/* The call gives this value. */
#define IS(call, value) \
	do { \
		long long is_ = (errno = 0, (call)), want_ = (value); \
		if (is_ != want_) { \
			fprintf(stderr, "%s:%d: %s: %lld (%s), not %lld\n", __FILE__, __LINE__, #call, is_, \
				strerror(errno), want_); \
			exit(1); \
		} \
	} while (0)

/* The call fails with this errno. */
#define FAILS(call, error) \
	do { \
		IS(call, -1); \
		if (errno != (error)) { \
			fprintf(stderr, "%s:%d: %s: %s, not %s\n", __FILE__, __LINE__, #call, strerror(errno), \
				strerror(error)); \
			exit(1); \
		} \
	} while (0)

static inline int open_value(const char *name, int flags)
{
	char path[64];
	int file;

	snprintf(path, sizeof(path), FOLDER "%s", name);
	file = open(path, flags);
	if (file < 0) {
		perror(path);
		exit(1);
	}
	return file;
}

/* What one read of a value's file gives. */
static inline const char *value_of(const char *name)
{
	static char text[512];
	int file = open_value(name, O_RDONLY);
	ssize_t length = read(file, text, sizeof(text) - 1);

	IS(length < 0, 0);
	text[length] = '\0';
	close(file);
	return text;
}
