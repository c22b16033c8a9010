/* Addresses that a process may not use are EFAULT, and what lies before them is read and written. */
#include "chrdev.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static char *page_of(char *pages, int n, long size)
{
	return pages + n * size;
}

/* Nothing at this address can be read. */
static void test_unreadable(int file, void *address)
{
	struct label label = { .text = (uintptr_t)address };

	FAILS(pwrite(file, address, 5, 0), EFAULT);
	FAILS(ioctl(file, CHRDEV_TRUNCATE, address), EFAULT);
	FAILS(ioctl(file, CHRDEV_SUM, address), EFAULT);
	FAILS(ioctl(file, CHRDEV_LABEL, address), EFAULT);
	FAILS(ioctl(file, CHRDEV_LABEL, &label), EFAULT);
}

/* Nothing at this address can be written. */
static void test_unwritable(int file, void *address)
{
	FAILS(pread(file, address, 5, 0), EFAULT);
	FAILS(ioctl(file, CHRDEV_LENGTH, address), EFAULT);
}

static void test_addresses(int file, char *unmapped, char *hidden)
{
	/* null, what lies behind it, ours of the kernel (direct map, text, modules, end), neither of both */
	static const uint64_t addresses[] = {
		0,
		8,
		0xffff888000000000,
		0xffff000000000000,
		0xffffffff81000000,
		0xffffffffc0000000,
		0xffffffffffffffff,
		0xfffffffffffffffb,
		0x8000000000000000,
		0x7fffffffffffffff,
		0x0000800000000000,
		0x0001000000000000,
	};

	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		test_unreadable(file, (void *)(uintptr_t)addresses[i]);
		test_unwritable(file, (void *)(uintptr_t)addresses[i]);
	}
	test_unreadable(file, unmapped);
	test_unwritable(file, unmapped);
	test_unreadable(file, hidden);
	test_unwritable(file, hidden);
}

/* end is that of readable memory with nothing behind it. */
static void test_crossing(int file, char *end)
{
	struct label label = { .text = (uintptr_t)(end - 4) };
	struct range *range = (struct range *)(end - sizeof(*range) + 4);
	char memory[8] = "", want[8];
	ssize_t done;

	/* at least one byte, and none that is not there: some machines stop before the last one */
	memcpy(end - 3, "xyz", 3);
	IS(pwrite(file, "12345678", 8, 0), 8);
	done = pwrite(file, end - 3, 6, 0);
	IS(done >= 1 && done <= 3, 1);
	/* where copy_from_user() fails, it leaves zeros */
	memcpy(want,
	       "\0\0\0\0\0\0"
	       "78",
	       8);
	memcpy(want, "xyz", done);
	IS(pread(file, memory, 8, 0), 8);
	IS(memcmp(memory, want, 8), 0);
	FAILS(pwrite(file, end, 8, 0), EFAULT);

	IS(pwrite(file, "12345678", 8, 0), 8);
	memset(end - 6, '-', 6);
	done = pread(file, end - 5, 8, 0);
	IS(done >= 1 && done <= 5, 1);
	IS(end[-6], '-');
	IS(memcmp(end - 5, "12345", done), 0);
	FAILS(pread(file, end, 8, 0), EFAULT);

	FAILS(ioctl(file, CHRDEV_TRUNCATE, end - 7), EFAULT);
	FAILS(ioctl(file, CHRDEV_LENGTH, end - 7), EFAULT);
	FAILS(ioctl(file, CHRDEV_SUM, range), EFAULT);
	IS(ioctl(file, CHRDEV_LENGTH, end - 8), 0);
	IS(*(uint64_t *)(void *)(end - 8), 8);

	/* a string up to the last byte, and one whose end is behind it */
	memcpy(end - 4, "end", 4);
	IS(ioctl(file, CHRDEV_LABEL, &label), 0);
	memcpy(end - 4, "fall", 4);
	FAILS(ioctl(file, CHRDEV_LABEL, &label), EFAULT);
}

static void test_read_only(int file, char *page)
{
	char before[8];

	memcpy(before, page, 8);
	test_unwritable(file, page);
	IS(memcmp(before, page, 8), 0);
	IS(pwrite(file, page, 8, 0), 8);
	/* read, and the answer has no place */
	FAILS(ioctl(file, CHRDEV_SUM, page), EFAULT);
}

static void test_labels(int file)
{
	struct label label = { .text = (uintptr_t)"fifteen letters" };
	char text[64] = "";
	FILE *report;

	IS(ioctl(file, CHRDEV_LABEL, &label), 0);
	report = fopen("/proc/chrdev", "r");
	IS(!report, 0);
	IS(!fgets(text, sizeof(text), report), 0);
	IS(fclose(report), 0);
	IS(strcmp(text, "label: fifteen letters\n"), 0);

	label.text = (uintptr_t)"sixteen letters!";
	FAILS(ioctl(file, CHRDEV_LABEL, &label), ENAMETOOLONG);
	label.text = (uintptr_t)"no \xff text";
	FAILS(ioctl(file, CHRDEV_LABEL, &label), EINVAL);
	label.text = (uintptr_t)"";
	IS(ioctl(file, CHRDEV_LABEL, &label), 0);
	label.text = (uintptr_t)"none";
	IS(ioctl(file, CHRDEV_LABEL, &label), 0);
}

int main(void)
{
	long size = sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 4 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int file = open("/dev/chrdev", O_RDWR);

	/* usable, not mapped, hidden, read-only */
	if (pages == MAP_FAILED || file < 0)
		return 1;
	memset(page_of(pages, 3, size), 0, size);
	IS(munmap(page_of(pages, 1, size), size), 0);
	IS(mprotect(page_of(pages, 2, size), size, PROT_NONE), 0);
	IS(mprotect(page_of(pages, 3, size), size, PROT_READ), 0);
	IS(pwrite(file, "12345678", 8, 0), 8);

	test_addresses(file, page_of(pages, 1, size), page_of(pages, 2, size));
	test_crossing(file, page_of(pages, 1, size));
	test_read_only(file, page_of(pages, 3, size));
	test_labels(file);
	IS(close(file), 0);
	puts("pointers: ok");
	return 0;
}
