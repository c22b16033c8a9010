/*
 * Uses a GPIO controller of eight lines as any program does: through /dev/gpiochipN.
 *
 *     lines DEVICE MODULE ROUND
 *
 * DEVICE is the chip's label, and its name on the bus; MODULE has the driver, under the same name; ROUND counts from 1.
 * Prints what it does and sees; exit code 0 where all of it was right.
 *
 * Nothing is connected to the PL061 of QEMU's machine `virt` but line 3, the power button. QEMU presses it where its
 * watchdog runs out, if it has been started with `-action watchdog=shutdown`: button_press() arms the watchdog. So all
 * of the interrupt's way is real.
 */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/gpio.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINES 8
#define BUTTON 3
#define ALL 0xff
#define INPUT GPIO_V2_LINE_FLAG_INPUT
#define OUTPUT GPIO_V2_LINE_FLAG_OUTPUT
#define RISING GPIO_V2_LINE_FLAG_EDGE_RISING
#define FALLING GPIO_V2_LINE_FLAG_EDGE_FALLING

#define check(condition, ...) \
	do { \
		if (!(condition)) \
			fail(__LINE__, #condition, __VA_ARGS__); \
	} while (0)

static int chip;

__attribute__((noreturn, format(printf, 3, 4))) static void fail(int line, const char *condition, const char *format,
								 ...)
{
	int error = errno;
	va_list arguments;
	va_start(arguments, format);
	printf("lines.c:%d: not %s: ", line, condition);
	vprintf(format, arguments);
	printf(" (errno: %s)\n", strerror(error));
	va_end(arguments);
	exit(1);
}

static int chip_open(const char *label)
{
	glob_t paths;
	check(glob("/dev/gpiochip*", 0, NULL, &paths) == 0, "there is no GPIO controller");
	for (size_t i = 0; i < paths.gl_pathc; i++) {
		struct gpiochip_info info;
		int fd = open(paths.gl_pathv[i], O_RDWR | O_CLOEXEC);
		check(fd >= 0, "%s", paths.gl_pathv[i]);
		check(ioctl(fd, GPIO_GET_CHIPINFO_IOCTL, &info) == 0, "%s", paths.gl_pathv[i]);
		if (strcmp(info.label, label) == 0) {
			check(info.lines == LINES, "%u lines", info.lines);
			globfree(&paths);
			return fd;
		}
		close(fd);
	}
	errno = 0;
	fail(__LINE__, "chip", "no controller is labelled '%s'", label);
}

/* lines: a set, bit n is line n. Its first line is bit 0 of the values from here on. Returns a file, or -1 and errno. */
static int lines_try_request(unsigned lines, uint64_t flags, unsigned values, unsigned debounce_us)
{
	struct gpio_v2_line_request request = { .consumer = "lines", .config.flags = flags };
	for (unsigned line = 0; line < LINES; line++)
		if (lines >> line & 1)
			request.offsets[request.num_lines++] = line;
	uint64_t mask = (1ULL << request.num_lines) - 1;
	if (flags & OUTPUT)
		request.config.attrs[request.config.num_attrs++] = (struct gpio_v2_line_config_attribute){
			.attr = { .id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES, .values = values },
			.mask = mask,
		};
	if (debounce_us)
		request.config.attrs[request.config.num_attrs++] = (struct gpio_v2_line_config_attribute){
			.attr = { .id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE, .debounce_period_us = debounce_us },
			.mask = mask,
		};
	return ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request) ? -1 : request.fd;
}

static int lines_request(unsigned lines, uint64_t flags, unsigned values)
{
	int fd = lines_try_request(lines, flags, values, 0);
	check(fd >= 0, "lines %#x with flags %#llx", lines, (unsigned long long)flags);
	return fd;
}

static void lines_set(int fd, unsigned mask, unsigned values)
{
	struct gpio_v2_line_values set = { .mask = mask, .bits = values };
	check(ioctl(fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &set) == 0, "values %#x of %#x", values, mask);
}

static unsigned lines_get(int fd, unsigned mask)
{
	struct gpio_v2_line_values get = { .mask = mask };
	check(ioctl(fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &get) == 0, "values of %#x", mask);
	return get.bits;
}

static void lines_configure(int fd, uint64_t flags)
{
	struct gpio_v2_line_config config = { .flags = flags };
	check(ioctl(fd, GPIO_V2_LINE_SET_CONFIG_IOCTL, &config) == 0, "flags %#llx", (unsigned long long)flags);
}

static struct gpio_v2_line_info line_info(unsigned line)
{
	struct gpio_v2_line_info info = { .offset = line };
	check(ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, &info) == 0, "line %u", line);
	return info;
}

static void test_lines(void)
{
	for (unsigned line = 0; line < LINES; line++) {
		struct gpio_v2_line_info info = line_info(line);
		check(!(info.flags & GPIO_V2_LINE_FLAG_USED), "line %u is used by '%s'", line, info.consumer);
		check(info.flags & (INPUT | OUTPUT), "line %u: flags %#llx", line, (unsigned long long)info.flags);
	}
	struct gpio_v2_line_info none = { .offset = LINES };
	check(ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, &none) == -1 && errno == EINVAL, "line %u", LINES);
	int fd = lines_request(1 << 5, INPUT, 0);
	struct gpio_v2_line_info info = line_info(5);
	check(info.flags & GPIO_V2_LINE_FLAG_USED && strcmp(info.consumer, "lines") == 0, "line 5: '%s'",
	      info.consumer);
	check(lines_try_request(1 << 5, INPUT, 0, 0) == -1 && errno == EBUSY, "line 5 twice");
	close(fd);
	check(!(line_info(5).flags & GPIO_V2_LINE_FLAG_USED), "line 5 is still used");
	printf("lines: 0 to %u there, none behind them, one user each\n", LINES - 1);
}

static void test_output(void)
{
	int fd = lines_request(ALL, OUTPUT, 0xa5);
	check(lines_get(fd, ALL) == 0xa5, "%#x", lines_get(fd, ALL));
	for (unsigned values = 0; values <= ALL; values++) {
		lines_set(fd, ALL, values);
		check(lines_get(fd, ALL) == values, "%#x instead of %#x", lines_get(fd, ALL), values);
	}
	for (unsigned line = 0; line < LINES; line++) {
		lines_set(fd, 1 << line, 0);
		check(lines_get(fd, ALL) == (ALL & ~(1U << line)), "line %u set to 0: %#x", line, lines_get(fd, ALL));
		lines_set(fd, 1 << line, ALL);
		check(line_info(line).flags & OUTPUT, "line %u is no output", line);
	}
	lines_set(fd, ALL, 0);
	close(fd);
	printf("output: all %u values, and each line alone\n", ALL + 1);
}

static void test_input(void)
{
	int fd = lines_request(ALL, INPUT, 0);
	check(lines_get(fd, ALL) == 0, "%#x", lines_get(fd, ALL));
	struct gpio_v2_line_values set = { .mask = 1, .bits = 1 };
	check(ioctl(fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &set) == -1 && errno == EPERM, "an input was set");
	for (unsigned line = 0; line < LINES; line++)
		check(line_info(line).flags & INPUT, "line %u is no input", line);
	close(fd);
	/* What the controller cannot do itself gpiolib does with what it can: nobody drives an open drain that is 1. */
	fd = lines_request(1 << 6, OUTPUT | GPIO_V2_LINE_FLAG_OPEN_DRAIN, 0);
	check(lines_get(fd, 1) == 0, "an open drain that is 0 reads 1");
	lines_set(fd, 1, 1);
	close(fd);
	fd = lines_request(1 << 6, 0, 0);
	check(line_info(6).flags & INPUT, "an open drain that is 1 is driven");
	close(fd);
	fd = lines_request(1 << 6, INPUT | GPIO_V2_LINE_FLAG_BIAS_PULL_UP, 0);
	close(fd);
	printf("input: all lines, open drain and bias\n");
}

/* One process for each line, all at once: what one does to its line must not be seen in another's. */
static void test_contention(void)
{
	for (unsigned line = 0; line < LINES; line++) {
		pid_t pid = fork();
		check(pid >= 0, "fork");
		if (pid)
			continue;
		int fd = lines_request(1 << line, OUTPUT, 0);
		for (unsigned i = 0; i < 300; i++) {
			uint64_t flags = i % 3 ? OUTPUT : INPUT;
			lines_configure(fd, flags);
			check(line_info(line).flags & flags, "line %u, round %u", line, i);
			if (flags & INPUT)
				continue;
			lines_set(fd, 1, i & 1);
			check(lines_get(fd, 1) == (i & 1), "line %u, round %u", line, i);
		}
		lines_set(fd, 1, 0);
		exit(0);
	}
	for (unsigned line = 0; line < LINES; line++) {
		int status;
		check(wait(&status) > 0 && status == 0, "a process failed: %#x", status);
	}
	printf("contention: %u processes turned their lines round\n", LINES);
}

static void file_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	check(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), "'%s' to %s", text, path);
	close(fd);
}

/* The folder in sysfs of QEMU's device i6300esb. */
static const char *watchdog_find(void)
{
	static char path[256];
	glob_t paths;
	check(glob("/sys/bus/pci/devices/*", 0, NULL, &paths) == 0, "no PCI device");
	for (size_t i = 0; i < paths.gl_pathc && !*path; i++) {
		char name[300], id[16] = "";
		snprintf(name, sizeof(name), "%s/device", paths.gl_pathv[i]);
		int fd = open(name, O_RDONLY);
		check(fd >= 0 && read(fd, id, sizeof(id) - 1) > 0, "%s", name);
		close(fd);
		if (strncmp(id, "0x25ab", 6) == 0)
			snprintf(path, sizeof(path), "%s", paths.gl_pathv[i]);
	}
	globfree(&paths);
	check(*path, "QEMU needs -device i6300esb");
	return path;
}

/* Lets the watchdog run out after about 40 ms. QEMU presses the button then, and lets it go 100 ms later. */
static void button_press(void)
{
	static volatile uint8_t *registers;
	static int config = -1;
	if (!registers) {
		char path[300];
		snprintf(path, sizeof(path), "%s/enable", watchdog_find());
		file_write(path, "1");
		snprintf(path, sizeof(path), "%s/config", watchdog_find());
		config = open(path, O_RDWR | O_CLOEXEC);
		snprintf(path, sizeof(path), "%s/resource0", watchdog_find());
		int fd = open(path, O_RDWR | O_SYNC | O_CLOEXEC);
		check(config >= 0 && fd >= 0, "%s", path);
		registers = mmap(NULL, (size_t)sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		check(registers != MAP_FAILED, "%s", path);
		close(fd);
	}
	/* The first stage raises no interrupt, both last 20 units of 1 ms, and the second one acts. */
	check(pwrite(config, "\x03\x00", 2, 0x60) == 2, "the watchdog's configuration");
	for (unsigned stage = 0; stage < 2; stage++) {
		*(volatile uint16_t *)(registers + 0xc) = 0x80;
		*(volatile uint16_t *)(registers + 0xc) = 0x86;
		*(volatile uint32_t *)(registers + 4 * stage) = 20;
	}
	check(pwrite(config, "\x02", 1, 0x68) == 1, "the watchdog does not start");
}

static void button_wait_released(int fd)
{
	for (unsigned i = 0; lines_get(fd, 1); i++)
		check(i < 1000 && usleep(5000) == 0, "the button is not released");
}

/* The next event of a request within ms; its id, or 0 where none came. */
static unsigned event_next(int fd, int ms, struct gpio_v2_line_event *event)
{
	struct pollfd poller = { .fd = fd, .events = POLLIN };
	*event = (struct gpio_v2_line_event){ 0 };
	int n = poll(&poller, 1, ms);
	check(n >= 0, "poll");
	if (n == 0)
		return 0;
	check(read(fd, event, sizeof(*event)) == sizeof(*event), "read of an event");
	return event->id;
}

static void test_edges(void)
{
	static const struct {
		const char *name;
		uint64_t flags;
		unsigned debounce_us;
	} cases[] = {
		{ "both", RISING | FALLING, 0 },
		{ "rising", RISING, 0 },
		{ "falling", FALLING, 0 },
		{ "both, debounced", RISING | FALLING, 5000 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct gpio_v2_line_event event;
		unsigned n = 0;
		int fd = lines_try_request(1 << BUTTON, INPUT | cases[i].flags, 0, cases[i].debounce_us);
		check(fd >= 0, "edges: %s", cases[i].name);
		int quiet = lines_request(1 << 2 | 1 << 4, INPUT | RISING | FALLING, 0);
		check(event_next(fd, 20, &event) == 0, "edges: %s: an event before the button is pressed",
		      cases[i].name);
		for (unsigned round = 0; round < 2; round++) {
			button_press();
			if (cases[i].flags & RISING) {
				check(event_next(fd, 30000, &event) == GPIO_V2_LINE_EVENT_RISING_EDGE, "edges: %s: %u",
				      cases[i].name, event.id);
				check(event.offset == BUTTON && event.line_seqno == ++n, "line %u, number %u",
				      event.offset, event.line_seqno);
			}
			if (cases[i].flags == (RISING | FALLING))
				check(lines_get(fd, 1) == 1, "edges: %s: a pressed button is 0", cases[i].name);
			if (cases[i].flags & FALLING) {
				check(event_next(fd, 30000, &event) == GPIO_V2_LINE_EVENT_FALLING_EDGE, "edges: %s: %u",
				      cases[i].name, event.id);
				check(event.offset == BUTTON && event.line_seqno == ++n, "line %u, number %u",
				      event.offset, event.line_seqno);
			}
			check(event_next(fd, cases[i].flags & FALLING ? 20 : 150, &event) == 0,
			      "edges: %s: one too many", cases[i].name);
			check(lines_get(fd, 1) == 0, "edges: %s: a released button is 1", cases[i].name);
		}
		check(event_next(quiet, 0, &event) == 0, "edges: %s: line %u has one", cases[i].name, event.offset);
		close(quiet);
		close(fd);
		printf("edges: %s: %u events\n", cases[i].name, n);
	}
	/* Edges that nobody has asked for are not told, neither then nor later. */
	int fd = lines_request(1 << BUTTON, INPUT, 0);
	struct gpio_v2_line_event event;
	button_press();
	for (unsigned i = 0; lines_get(fd, 1) == 0; i++)
		check(i < 1000 && usleep(5000) == 0, "the button is not pressed");
	button_wait_released(fd);
	check(event_next(fd, 0, &event) == 0, "an event that nobody has asked for");
	close(fd);
	fd = lines_request(1 << BUTTON, INPUT | RISING | FALLING, 0);
	check(event_next(fd, 20, &event) == 0, "an event of before the request");
	close(fd);
	printf("edges: none that nobody asks for\n");
}

/* The system sleeps and wakes up, as far as the drivers see it: what was driven before is driven still. */
static void test_sleep(void)
{
	if (access("/sys/power/pm_test", W_OK)) {
		printf("sleep: not tested, this kernel has no /sys/power/pm_test\n");
		return;
	}
	int outputs = lines_request(0x0f & ~(1U << BUTTON), OUTPUT, 5);
	int button = lines_request(1 << BUTTON, INPUT | RISING, 0);
	file_write("/sys/module/suspend/parameters/pm_test_delay", "0");
	file_write("/sys/power/pm_test", "devices");
	file_write("/sys/power/state", "freeze");
	check(lines_get(outputs, 7) == 5, "%#x", lines_get(outputs, 7));
	struct gpio_v2_line_event event;
	button_press();
	check(event_next(button, 30000, &event) == GPIO_V2_LINE_EVENT_RISING_EDGE, "%u", event.id);
	check(event_next(button, 150, &event) == 0, "one event too many");
	close(button);
	lines_set(outputs, 7, 0);
	close(outputs);
	printf("sleep: as before\n");
}

/* The module stays while one of its lines is in use. */
static void test_unload(const char *module)
{
	int fd = lines_request(1, INPUT, 0);
	long result = syscall(SYS_delete_module, module, O_NONBLOCK);
	check(result == -1 && errno == EWOULDBLOCK, "%s was unloaded in use: %ld", module, result);
	check(lines_get(fd, 1) == 0, "line 0");
	close(fd);
	printf("unload: refused while a line is in use\n");
}

static void driver_write(const char *driver, const char *file, const char *device)
{
	char path[256];
	snprintf(path, sizeof(path), "/sys/bus/amba/drivers/%s/%s", driver, file);
	file_write(path, device);
}

/*
 * The device does not stay: who uses its lines has errors then, and can use them again when it is back. It goes ms
 * after the watchdog has been armed: before the button's first edge, with it, between the two, or behind them.
 */
static void test_unbind(const char *device, const char *driver, unsigned ms, bool in_use)
{
	int fd = lines_request(1 << BUTTON, INPUT | RISING | FALLING, 0);
	button_press();
	usleep(ms * 1000);
	if (!in_use)
		close(fd);
	driver_write(driver, "unbind", device);
	if (in_use) {
		struct gpio_v2_line_values get = { .mask = 1 };
		check(ioctl(fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &get) == -1 && errno == ENODEV, "a line of no chip");
		struct pollfd poller = { .fd = fd, .events = POLLIN };
		check(poll(&poller, 1, 0) == 1 && poller.revents & (POLLHUP | POLLERR), "%#x",
		      (unsigned)poller.revents);
		close(fd);
	}
	close(chip);
	driver_write(driver, "bind", device);
	chip = chip_open(device);
	fd = lines_request(1 << BUTTON, INPUT | RISING, 0);
	/* The first one may fall together with the one before. */
	struct gpio_v2_line_event event;
	unsigned presses = 0;
	do {
		check(presses++ < 4, "no event after the return");
		button_press();
	} while (event_next(fd, 500, &event) != GPIO_V2_LINE_EVENT_RISING_EDGE);
	button_wait_released(fd);
	close(fd);
}

int main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	if (argc != 4) {
		fprintf(stderr, "usage: lines DEVICE MODULE ROUND\n");
		return 2;
	}
	/* Linux 6.12 leaks a line's names if its chip goes while it is in use: that is done in the first round only. */
	bool is_first = strcmp(argv[3], "1") == 0;
	chip = chip_open(argv[1]);
	test_lines();
	test_output();
	test_input();
	test_contention();
	test_edges();
	test_sleep();
	test_unload(argv[2]);
	for (unsigned ms = is_first ? 0 : 90; ms < 180; ms += is_first ? 45 : 90)
		test_unbind(argv[1], argv[2], ms, is_first);
	printf("unbind: lines%s are back with the device\n", is_first ? " in use give errors, and" : "");
	return 0;
}
