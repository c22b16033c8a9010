/* count PROCESSES TIMES: so many processes write "msi" to /dev/mutex at once, so often each; no count may be lost */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void read_counts(unsigned long counts[3])
{
	char text[128] = "";
	int fd = open("/dev/mutex", O_RDONLY);

	if (fd < 0 || read(fd, text, sizeof(text) - 1) <= 0)
		fail("/dev/mutex");
	if (sscanf(text, "m %lu s %lu i %lu\n", &counts[0], &counts[1], &counts[2]) != 3) {
		fprintf(stderr, "/dev/mutex has '%s'\n", text);
		exit(1);
	}
	close(fd);
}

static void write_counts(int go, long times)
{
	int fd = open("/dev/mutex", O_WRONLY);
	char byte;

	/* all begin when the parent closes its end */
	if (fd < 0 || read(go, &byte, 1) != 0)
		fail("/dev/mutex");
	while (times--)
		if (write(fd, "msi", 3) != 3)
			fail("write");
	exit(0);
}

int main(int argc, char **argv)
{
	long processes = argc > 1 ? atol(argv[1]) : 8, times = argc > 2 ? atol(argv[2]) : 1000;
	unsigned long before[3], after[3];
	int go[2], status, bad = 0;

	read_counts(before);
	if (pipe(go))
		fail("pipe");
	for (long i = 0; i < processes; i++) {
		pid_t pid = fork();

		if (pid < 0)
			fail("fork");
		if (pid == 0) {
			close(go[1]);
			write_counts(go[0], times);
		}
	}
	close(go[1]);
	while (wait(&status) > 0)
		bad |= status;
	read_counts(after);
	for (int i = 0; i < 3; i++)
		if (after[i] - before[i] != (unsigned long)(processes * times))
			bad = 1;
	printf("%ld processes, %ld times each: m %lu s %lu i %lu\n", processes, times, after[0] - before[0],
	       after[1] - before[1], after[2] - before[2]);
	return bad != 0;
}
