/*
 * The machines. They are emulated everywhere alike (TCG), so that a test says the same on every computer; `--qemu-arg=-accel --qemu-arg=kvm` is
 * faster.
 */
#include "guest/machine.h"

#include "base/diag.h"

#include <elf.h>
#include <string.h>
#include <sys/utsname.h>

static const struct machine machines[] = {
	{
		.arch = "x86",
		.needs = "CONFIG_X86_64",
		.qemu = "qemu-system-x86_64",
		.qemu_package = "qemu-system-x86",
		/*
		 * One thread for all CPUs: with one for each, a CPU may run translated code with a breakpoint that the kernel, which patches
		 * itself so, has taken out already ("Oops: int3", seen once in some thirty boots of 6.12 with QEMU 7.2).
		 */
		.options = { "-machine", "pc", "-cpu", "max", "-accel", "tcg,thread=single" },
		.console = "ttyS0",
		.elf = EM_X86_64,
		.host = "x86_64",
		.cc = "x86_64-linux-gnu-gcc",
		.cc_package = "gcc-x86-64-linux-gnu",
		.busybox_package = "busybox-static:amd64",
	},
	{
		/* pauth-impdef: without it most of the time goes into the algorithm of pointer authentication */
		.arch = "arm64",
		.qemu = "qemu-system-aarch64",
		.qemu_package = "qemu-system-arm",
		.options = { "-machine", "virt", "-cpu", "max,pauth-impdef=on", "-accel", "tcg" },
		.console = "ttyAMA0",
		.elf = EM_AARCH64,
		.host = "aarch64",
		.cc = "aarch64-linux-gnu-gcc",
		.cc_package = "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
		.busybox_package = "busybox-static:arm64",
	},
};

const struct machine *machine_find(const struct kernel *kernel)
{
	for (size_t i = 0; i < G_N_ELEMENTS(machines); i++)
		if (strcmp(machines[i].arch, kernel->arch) == 0 &&
		    (!machines[i].needs || kernel_config(kernel, machines[i].needs)))
			return &machines[i];
	diag_error("no machine is known to boot Linux %s for %s in: there are those for x86_64 and arm64",
		   kernel->release, kernel->arch);
	return NULL;
}

bool machine_is_host(const struct machine *machine)
{
	struct utsname host;
	uname(&host);
	return strcmp(host.machine, machine->host) == 0;
}
