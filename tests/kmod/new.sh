# shellcheck shell=bash disable=SC2154
# What `braze kmod new` writes, through the commands that its README names: built, booted and used, without a word against it. And a test that
# cannot go well.

test_in_qemu() # option…
{
	"$program" kmod test m --kernel "$kernel_headers" --image "$kernel_image" --busybox "$kernel_busybox" --timeout 200 "$@" >log 2>&1
}

case_new()
{
	kernel_load 6.12
	new_module
	test_in_qemu --rounds 2 || fail 'the new module does not pass its own test' log
	! grep -i 'warning' log >warnings || fail 'it builds with a warning' warnings
	grep -q '^ok m: 2 rounds' log || fail 'the test does not say ok' log
	[ -s "m/build/$kernel_release/m.ko" ] || fail 'the module is not where the guide says' <(find m)
}

# An object for arm64 in the module's place.
case_other_architecture()
{
	kernel_load 6.12
	new_module
	mkdir -p built/m
	echo 'int x;' >x.c
	aarch64-linux-gnu-gcc -c x.c -o built/m/m.ko || fail 'no cross compiler'
	! test_in_qemu --no-build --output built || fail 'a module for arm64 passes on x86_64' log
	! grep -q '^ok m' log || fail 'a module for arm64 is ok' log
	grep -qiE 'architecture|aarch64|arm64' log || fail 'it does not say that it is for another architecture' log
}

case_not_built()
{
	kernel_load 6.12
	new_module
	expect 1 kmod test m --no-build --kernel "$kernel_headers" --image "$kernel_image"
	expect_messages <<<"braze: error: '$work/m/build/$kernel_release/m.ko' has not been built: leave --no-build out"
	mkdir -p "m/build/$kernel_release"
	touch "m/build/$kernel_release/m.ko"
	expect 1 kmod test m --no-build --kernel "$kernel_headers" --image nothing
	expect_messages <<<"braze: error: the kernel image 'nothing' does not exist"
}
