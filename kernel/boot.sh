# shellcheck shell=bash disable=SC2154 # kernel/run sets the variables that all parts share
# Boots the built kernel in qemu, without hardware virtualisation, and judges what it wrote on its serial line:
#
#     boot                 it came up, ran kernel/init to its end, and reported no fault of its own
#     module NAME          each sample module was loaded and unloaded
#     doctests             every doctest of the kernel crate that was built has passed
#
# The initramfs holds busybox, kernel/init and the sample modules.

boot_timeout=300 # seconds; seen: 3

boot_make_initramfs()
{
	local root=$objects/initramfs

	rm -rf "$root"
	mkdir -p "$root"/{bin,dev,modules,proc,sys}
	cp /usr/bin/busybox "$root/bin/" 2>/dev/null || cp /bin/busybox "$root/bin/" || return
	cp "$kernel_dir/init" "$root/init"
	cp "$objects"/samples/rust/*.ko "$root/modules/" || return
	(cd "$root" && find . -print0 | LC_ALL=C sort -z | cpio --null --quiet -o -H newc -R 0:0) | gzip -n >"$root.gz"
}

boot_qemu() # the serial line, on stdout
{
	timeout --foreground "$boot_timeout" qemu-system-x86_64 -accel tcg -machine q35 -cpu max -smp 2 -m 512 \
		-nodefaults -no-user-config -display none -serial stdio -monitor none -no-reboot -kernel "$objects/arch/x86/boot/bzImage" \
		-initrd "$objects/initramfs.gz" -append 'console=ttyS0 panic=-1 oops=panic' </dev/null 2>&1 | tr -d '\r'
}

boot()
{
	local start=$SECONDS log=$objects/boot.log status fault

	stage "booting Linux $version"
	boot_make_initramfs >"$log" 2>&1 || {
		fail boot 'no initramfs' "$log"
		return 1
	}
	boot_qemu | follow "$log"
	status=${PIPESTATUS[0]}
	fault=$(grep -a -m 1 -oE '^(\[[ 0-9.]*\] )?(BUG|WARNING|Oops|Kernel panic)\>.*' "$log")
	if [ "$status" -eq 124 ]; then
		fail boot "it hung: no end after $boot_timeout s" "$log"
	elif [ -n "$fault" ]; then
		fail boot "the kernel reported '${fault#*] }'" "$log"
	elif [ "$status" -ne 0 ] || ! grep -qa '^init: end' "$log"; then
		fail boot "it ended early (qemu: $status)" "$log"
	else
		pass boot "Linux $(sed -n 's/^init: booted //p' "$log"), $((SECONDS - start)) s"
	fi
}

modules()
{
	local module name why log=$objects/boot.log shown=$objects/boot.log

	for module in "$objects"/samples/rust/*.ko; do
		name=$(basename "$module" .ko)
		if grep -qax "init: done $name" "$log"; then
			pass "module $name"
		else
			why=$(sed -n "s/^init: failed $name: //p" "$log")
			fail "module $name" "${why:-it was not tried}" "$shown"
			shown='' # the same first error for all of them
		fi
	done
}

doctests_line() # log: KUnit's summary
{
	grep -am 1 -o 'rust_doctests_kernel: pass:[0-9]* fail:[0-9]* skip:[0-9]* total:[0-9]*' "$1"
}

# The summary that KUnit prints counts at least the cases that were built, and none has failed or was skipped. Where the
# unpatched kernel has run, it is the same as there.
doctests()
{
	local log=$objects/boot.log built line run stock

	built=$(grep -c 'KUNIT_CASE(rust_doctest_' "$objects/rust/doctests_kernel_generated_kunit.c")
	line=$(doctests_line "$log")
	stock=$(doctests_line "$stock_objects/boot.log" 2>/dev/null)
	run=$(sed -E 's/.*pass:([0-9]+) fail:0 .*/\1/' <<<"$line")
	if [ -z "$line" ]; then
		fail doctests 'KUnit printed no summary of rust_doctests_kernel' "$log"
	elif [ "$run" != "$built" ] || [ "$built" -eq 0 ]; then
		fail doctests "$line, $built were built" "$log"
	elif [ "$line" != "${stock:-$line}" ]; then
		fail doctests "$line, in the unpatched kernel $stock"
	else
		pass doctests "${line% skip:*}"
	fi
}
