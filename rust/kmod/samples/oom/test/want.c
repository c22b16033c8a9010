/* want TEXT ERROR: writes TEXT to /dev/oom, which fails with ERROR (0: which succeeds); want fail: injects faults */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* write(2)'s error, or 0 */
static int ask(int fd, const char *text)
{
	return write(fd, text, strlen(text)) == (ssize_t)strlen(text) ? 0 : errno;
}

/* Each allocation of "build" fails once; returns how many there are, -1 for a fault, 0 without CONFIG_FAILSLAB. */
static int inject(int fd)
{
	int nth = open("/proc/thread-self/fail-nth", O_RDWR);

	if (nth < 0)
		return 0;
	for (int n = 1; n < 1000; n++) {
		char left[32] = "", text[32];
		int error;

		snprintf(text, sizeof(text), "%d", n);
		if (write(nth, text, strlen(text)) < 0)
			return -1;
		error = ask(fd, "build");
		if (pread(nth, left, sizeof(left) - 1, 0) < 0)
			return -1;
		/* this many allocations were not made: all went well */
		if (atoi(left)) {
			(void)!write(nth, "0", 1);
			return error ? -1 : n - 1;
		}
		/* some failures are not those of the module, and come to nothing */
		if (error && error != ENOMEM)
			return -1;
	}
	return -1;
}

int main(int argc, char **argv)
{
	int fd = open("/dev/oom", O_RDWR), error;

	if (fd < 0 || argc < 2) {
		perror("/dev/oom");
		return 1;
	}
	if (strcmp(argv[1], "fail") == 0) {
		int count = inject(fd);

		if (count == 0)
			puts("no fault injection in this kernel");
		else
			printf("faults injected: %d\n", count);
		return count < 0;
	}
	error = ask(fd, argv[1]);
	printf("%s: %s\n", argv[1], error ? strerror(error) : "done");
	return error != (argc > 2 ? atoi(argv[2]) : 0);
}
