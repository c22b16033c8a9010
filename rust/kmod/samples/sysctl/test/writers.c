/* Processes that write texts at once: a reader sees one of them, and no mixture. */
#include "check.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

enum { WRITERS = 4, READS = 2000 };

static void write_for_ever(char letter, int length)
{
	int file = open_value("label", O_WRONLY);
	char text[16];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	memset(text, letter, sizeof(text));
	for (;;)
		IS(pwrite(file, text, length, 0), length);
}

int main(void)
{
	pid_t writers[WRITERS];
	int status;

	for (int i = 0; i < WRITERS; i++) {
		writers[i] = fork();
		if (writers[i] == 0)
			write_for_ever('a' + i, 15 - i);
	}
	while (strcmp(value_of("label"), "none\n") == 0)
		usleep(1000);
	for (int i = 0; i < READS; i++) {
		const char *text = value_of("label");
		int writer = text[0] - 'a';

		IS(writer >= 0 && writer < WRITERS, 1);
		IS(strlen(text), 16 - writer);
		IS(strspn(text, (char[]){ text[0], '\0' }), 15 - writer);
	}
	for (int i = 0; i < WRITERS; i++) {
		kill(writers[i], SIGKILL);
		IS(waitpid(writers[i], &status, 0), writers[i]);
		IS(WIFSIGNALED(status), 1);
	}
	puts("writers: ok");
	return 0;
}
