/* What the device offers, and how its tests check it. */
#pragma once

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

struct range {
	uint32_t start, length;
	uint64_t sum;
};

struct label {
	uint64_t text;
};

#define CHRDEV_CLEAR _IO('c', 0)
#define CHRDEV_LENGTH _IOR('c', 1, uint64_t)
#define CHRDEV_TRUNCATE _IOW('c', 2, uint64_t)
#define CHRDEV_SUM _IOWR('c', 3, struct range)
#define CHRDEV_LABEL _IOW('c', 4, struct label)

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

/* The memory has these bytes. */
#define BYTES(memory, text) IS(memcmp((memory), (text), strlen(text)), 0)
