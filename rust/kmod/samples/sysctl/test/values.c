/* Each kind of value takes what is within its limits, and nothing else. */
#include "check.h"

#include <stdbool.h>
#include <stdint.h>

/* Writes text in one go, and says whether the value is taken, or refused with EINVAL. */
static bool takes(const char *name, const char *text)
{
	int file = open_value(name, O_WRONLY);
	ssize_t done = write(file, text, strlen(text));
	int error = errno;

	close(file);
	if (done >= 0) {
		IS(done, strlen(text));
		return true;
	}
	IS(error, EINVAL);
	return false;
}

static bool has(const char *name, const char *text)
{
	const char *value = value_of(name);

	if (strcmp(value, text) == 0)
		return true;
	fprintf(stderr, "%s is %s", name, value);
	return false;
}

static void test_numbers(void)
{
	IS(takes("level", "5\n"), true);
	IS(has("level", "5\n"), true);
	IS(takes("level", "6\n"), false);
	IS(takes("level", "-6\n"), false);
	IS(takes("level", "4294967296\n"), false);
	IS(takes("level", "99999999999999999999999999\n"), false);
	IS(takes("level", "five\n"), false);
	IS(takes("level", "\n"), false);
	IS(has("level", "5\n"), true);
	IS(takes("level", " -5 "), true);
	IS(has("level", "-5\n"), true);
	IS(takes("level", "0"), true);

	IS(takes("limit", "4000000000"), true);
	IS(has("limit", "4000000000\n"), true);
	IS(takes("limit", "4000000001"), false);
	IS(takes("limit", "0"), false);
	IS(takes("limit", "-1"), false);
	IS(takes("limit", "0x10"), true);
	IS(has("limit", "16\n"), true);
	IS(takes("limit", "100"), true);

	IS(takes("bytes", "1099511627776"), true);
	IS(has("bytes", "1099511627776\n"), true);
	IS(takes("bytes", "1099511627777"), false);
	IS(takes("bytes", "-1"), false);
	IS(takes("bytes", "18446744073709551616"), false);
	IS(has("bytes", "1099511627776\n"), true);
	IS(takes("bytes", "0"), true);
	IS(takes("bytes", "4096"), true);

	IS(takes("verbose", "1\n"), true);
	IS(has("verbose", "1\n"), true);
	IS(takes("verbose", "2\n"), false);
	IS(takes("verbose", "-1\n"), false);
	IS(takes("verbose", "true\n"), false);
	IS(has("verbose", "1\n"), true);
	IS(takes("verbose", "0\n"), true);
}

static void test_text(void)
{
	int file;
	char part[8] = "";

	IS(takes("label", "fifteen letters\n"), true);
	IS(has("label", "fifteen letters\n"), true);
	IS(takes("label", "sixteen letters!\n"), false);
	IS(takes("label", "sixteen letters!"), false);
	IS(takes("label", "not \xff text"), false);
	IS(takes("label", "half \xc3"), false);
	IS(has("label", "fifteen letters\n"), true);
	IS(takes("label", "short"), true);
	IS(has("label", "short\n"), true);
	IS(takes("label", "one\ntwo\n"), true);
	IS(has("label", "one\n"), true);
	IS(takes("label", "gr\xc3\xbc\xc3\x9f"), true);
	IS(has("label", "gr\xc3\xbc\xc3\x9f\n"), true);
	IS(takes("label", "\n"), true);
	IS(has("label", "\n"), true);

	/* in parts: a write goes on where the last one ended, and a read too */
	file = open_value("label", O_RDWR);
	IS(write(file, "abc", 3), 3);
	IS(write(file, "defg", 4), 4);
	IS(has("label", "abcdefg\n"), true);
	FAILS(pwrite(file, "12345678", 8, 8), EINVAL);
	FAILS(pwrite(file, "123456789", 9, 7), EINVAL);
	IS(pwrite(file, "12345678", 8, 7), 8);
	IS(has("label", "abcdefg12345678\n"), true);
	IS(pwrite(file, "", 0, 0), 0);
	IS(has("label", "abcdefg12345678\n"), true);
	IS(pread(file, part, 3, 2), 3);
	IS(memcmp(part, "cde", 4), 0);
	IS(pread(file, part, 8, 14), 2);
	IS(memcmp(part, "8\n", 2), 0);
	IS(pread(file, part, 8, 16), 0);
	IS(pread(file, part, 8, INT64_MAX - 8), 0);
	FAILS(pwrite(file, "x", 1, INT64_MAX - 1), EINVAL);
	IS(close(file), 0);
	IS(takes("label", "none"), true);
}

static void test_modes(void)
{
	char memory[4096];
	/* unknown to the compiler, which warns of it */
	void *volatile nowhere = (void *)8;
	int file = open_value("level", O_RDONLY);

	IS(has("loaded", "1\n"), true);
	FAILS(open(FOLDER "loaded", O_WRONLY), EACCES);
	FAILS(open(FOLDER "other", O_RDONLY), ENOENT);
	FAILS(read(file, nowhere, 1), EFAULT);
	close(file);

	/* far more than a text can be */
	memset(memory, 'x', sizeof(memory));
	file = open_value("label", O_WRONLY);
	FAILS(write(file, memory, sizeof(memory)), EINVAL);
	FAILS(write(file, nowhere, 1), EFAULT);
	close(file);
}

int main(void)
{
	test_numbers();
	test_text();
	test_modes();
	puts("values: ok");
	return 0;
}
