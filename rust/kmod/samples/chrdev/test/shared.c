/* Processes that use one open file at once, and others that open and close their own. */
#include "chrdev.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 8, ROUNDS = 200, BLOCK = 64 };

/* Each block is of one letter, whoever wrote it. */
static void use_shared(int file, char letter)
{
	char block[BLOCK];

	for (int i = 0; i < ROUNDS; i++) {
		memset(block, letter, sizeof(block));
		IS(pwrite(file, block, sizeof(block), 0), BLOCK);
		IS(pread(file, block, sizeof(block), 0), BLOCK);
		for (int k = 1; k < BLOCK; k++)
			IS(block[k], block[0]);
	}
}

static void use_own(char letter)
{
	for (int i = 0; i < ROUNDS; i++) {
		int file = open("/dev/chrdev", O_RDWR);
		char byte = 0;

		IS(write(file, &letter, 1), 1);
		IS(pread(file, &byte, 1, 0), 1);
		IS(byte, letter);
		IS(close(file), 0);
	}
}

int main(void)
{
	int file = open("/dev/chrdev", O_RDWR), status;

	if (file < 0)
		return 1;
	for (int i = 0; i < PROCESSES; i++) {
		if (fork() == 0) {
			if (i % 2)
				use_own('a' + i);
			else
				use_shared(file, 'a' + i);
			exit(0);
		}
	}
	for (int i = 0; i < PROCESSES; i++) {
		IS(wait(&status) < 0, 0);
		IS(status, 0);
	}
	IS(close(file), 0);
	puts("shared: ok");
	return 0;
}
