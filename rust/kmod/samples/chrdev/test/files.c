/* What is written is read again, by the file that it was written to, at any position; and so for ioctls. */
#include "chrdev.h"

#include <fcntl.h>
#include <unistd.h>

enum { SIZE = 4096 };

static int open_device(int flags)
{
	int file = open("/dev/chrdev", flags);

	if (file < 0) {
		perror("/dev/chrdev");
		exit(1);
	}
	return file;
}

static void test_separate(void)
{
	int a = open_device(O_RDWR), b = open_device(O_RDWR);
	char memory[16] = "";

	IS(write(a, "hello", 5), 5);
	IS(write(b, "other one", 9), 9);
	IS(read(a, memory, sizeof(memory)), 0);
	IS(lseek(a, 0, SEEK_SET), 0);
	IS(read(a, memory, sizeof(memory)), 5);
	BYTES(memory, "hello");
	IS(pread(b, memory, sizeof(memory), 6), 3);
	BYTES(memory, "onelo");
	IS(close(a), 0);
	IS(pread(b, memory, sizeof(memory), 0), 9);
	BYTES(memory, "other one");
	IS(close(b), 0);
}

static void test_positions(void)
{
	int file = open_device(O_RDWR);
	char memory[SIZE + 1];
	/* more than there can be; unknown to the compiler, which warns of it */
	volatile size_t negative = -1;

	memset(memory, 'x', sizeof(memory));
	IS(pwrite(file, "end", 3, SIZE - 2), 2);
	FAILS(pwrite(file, "end", 3, SIZE), ENOSPC);
	FAILS(pwrite(file, "end", 3, INT64_MAX - 3), ENOSPC);
	FAILS(pwrite(file, "end", 3, INT64_MAX), EINVAL);
	FAILS(pwrite(file, "end", 3, -1), EINVAL);
	IS(pread(file, memory, sizeof(memory), 0), SIZE);
	IS(memory[0], 0);
	IS(memory[SIZE - 3], 0);
	BYTES(memory + SIZE - 2, "enx");
	IS(pread(file, memory, 1, SIZE), 0);
	IS(pread(file, memory, 1, INT64_MAX - 1), 0);
	FAILS(pread(file, memory, 1, INT64_MAX), EINVAL);
	FAILS(pread(file, memory, 1, INT64_MIN), EINVAL);
	FAILS(read(file, memory, negative), EFAULT);
	FAILS(write(file, memory, negative), EFAULT);

	IS(lseek(file, 0, SEEK_END), SIZE);
	FAILS(lseek(file, 1, SEEK_END), EINVAL);
	FAILS(lseek(file, -SIZE - 1, SEEK_CUR), EINVAL);
	FAILS(lseek(file, INT64_MAX, SEEK_CUR), EINVAL);
	FAILS(lseek(file, 0, 99), EINVAL);
	IS(lseek(file, -2, SEEK_CUR), SIZE - 2);
	IS(read(file, memory, 10), 2);
	BYTES(memory, "en");
	IS(read(file, memory, 0), 0);
	IS(write(file, memory, 0), 0);
	IS(close(file), 0);
}

static void test_modes(void)
{
	int file = open_device(O_RDONLY);
	char byte = 0;

	FAILS(write(file, "x", 1), EBADF);
	IS(read(file, &byte, 1), 0);
	IS(close(file), 0);

	file = open_device(O_WRONLY | O_APPEND);
	FAILS(read(file, &byte, 1), EBADF);
	IS(write(file, "ab", 2), 2);
	IS(lseek(file, 0, SEEK_SET), 0);
	IS(write(file, "c", 1), 1);
	IS(lseek(file, 0, SEEK_END), 3);
	IS(close(file), 0);
}

static void test_ioctls(void)
{
	int file = open_device(O_RDWR);
	struct range range = { .start = 1, .length = 3 };
	uint64_t length = 99;
	char memory[8] = "xxxxxxx";

	IS(write(file, "\x10\x20\x30\xff\x01", 5), 5);
	IS(ioctl(file, CHRDEV_LENGTH, &length), 0);
	IS(length, 5);
	IS(ioctl(file, CHRDEV_SUM, &range), 0);
	IS(range.start, 1);
	IS(range.length, 3);
	IS(range.sum, 0x20 + 0x30 + 0xff);
	range = (struct range){ .start = 2, .length = 4 };
	FAILS(ioctl(file, CHRDEV_SUM, &range), EINVAL);
	range = (struct range){ .start = UINT32_MAX, .length = UINT32_MAX };
	FAILS(ioctl(file, CHRDEV_SUM, &range), EINVAL);

	length = 2;
	IS(ioctl(file, CHRDEV_TRUNCATE, &length), 0);
	IS(pread(file, memory, 8, 0), 2);
	length = SIZE + 1;
	FAILS(ioctl(file, CHRDEV_TRUNCATE, &length), EINVAL);
	length = UINT64_MAX;
	FAILS(ioctl(file, CHRDEV_TRUNCATE, &length), EINVAL);
	IS(ioctl(file, CHRDEV_CLEAR, 0), 0);
	IS(pread(file, memory, 8, 0), 0);

	FAILS(ioctl(file, _IO('c', 99), 0), ENOTTY);
	FAILS(ioctl(file, _IO('d', 0), 0), ENOTTY);
	FAILS(ioctl(file, _IOR('c', 1, uint32_t), &length), ENOTTY);
	FAILS(ioctl(file, _IOW('c', 1, uint64_t), &length), ENOTTY);
	FAILS(ioctl(file, 0xffffffff, &length), ENOTTY);
	IS(close(file), 0);
}

int main(void)
{
	test_separate();
	test_positions();
	test_modes();
	test_ioctls();
	puts("files: ok");
	return 0;
}
