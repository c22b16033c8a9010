# shellcheck shell=bash disable=SC2154
# Mistakes before anything is built: kernels and compilers that are missing, or that cannot be served. Each is one error that says what
# to install or to change, and nothing is left in the module's folder.

# Sets $headers: an installed package's, or else those of 6.12 that the suite has unpacked.
find_headers()
{
	headers=$(find /usr/src -maxdepth 1 -name 'linux-headers-*-amd64' | sort -V | tail -n 1)
	if [ -z "$headers" ]; then
		kernel_load 6.12
		headers=$kernel_headers
	fi
	release=${headers##*/linux-headers-}
}

# ./headers: like $headers, by links, but with another configuration.
changed_headers() # old line of auto.conf, as a regular expression; new line
{
	local file

	rm -rf headers
	mkdir -p headers/include/config
	for file in "$headers"/* "$headers/.kernelvariables" "$headers"/include/* "$headers"/include/config/{auto.conf.cmd,kernel.release}; do
		[ ! -e "$file" ] || [ -e "headers/${file#"$headers"/}" ] || ln -s "$file" "headers/${file#"$headers"/}"
	done
	{
		grep -vE "$1" "$headers/include/config/auto.conf"
		echo "$2"
	} >headers/include/config/auto.conf
}

# ./m: a module as `braze kmod new` makes it.
new_module()
{
	expect 0 kmod new m
}

# Building m has to fail with these programs alone.
build_with() # RUSTC=PROGRAM path option…
{
	env "$1" "PATH=$2" "$braze" kmod build m "${@:3}" >out 2>err
	status=$?
	[ "$status" -eq 1 ] || fail "exit code $status, not 1" err
}

# Fails with exactly this error on standard error, and leaves no build folder behind.
expect_error() # text
{
	expect_messages <<<"braze: error: $1"
	[ ! -e m/build ] || [ -z "$(find m/build -name '*.ko')" ] || fail 'a module was made all the same'
}

# A rustc that answers -vV and --print sysroot, and nothing else.
fake_rustc() # release sysroot
{
	mkdir -p fake
	cat >fake/rustc <<-END
		#!/bin/sh
		case \$1 in
		-vV) printf '%s\n' 'rustc $1 (0123456789 2024-11-26)' 'binary: rustc' 'host: x86_64-unknown-linux-gnu' 'release: $1' ;;
		--print) echo '$2' ;;
		*) exit 101 ;;
		esac
	END
	chmod +x fake/rustc
}

# ---- the kernel ----

case_no_such_release()
{
	new_module
	expect 1 kmod build m --release 4.19.0-1-amd64
	expect_error "there is no Linux 4.19.0-1-amd64 here, and no headers of it: install the package linux-headers-4.19.0-1-amd64, or name \
their folder with --kernel"
}

case_running_kernel()
{
	# whatever runs here, the headers of it are in a package of its name
	[ ! -e "/lib/modules/$(uname -r)/build" ] || return 0
	new_module
	expect 1 kmod build m
	grep -qF "install the package linux-headers-$(uname -r), or name" err || fail 'it does not say what to install' err
}

case_no_such_folder()
{
	new_module
	expect 1 kmod build m --kernel /usr/src/linux-headers-none
	expect_error "the kernel folder '/usr/src/linux-headers-none' does not exist"
}

case_not_a_kernel()
{
	new_module
	mkdir empty
	expect 1 kmod build m --kernel empty
	expect_error "'$work/empty' is no folder of kernel headers or objects: it has no include/config/auto.conf"
}

case_common_headers()
{
	local common

	find_headers
	new_module
	common=$(dirname "$headers")/linux-headers-${release%-amd64}-common
	expect 1 kmod build m --kernel "$common"
	expect_error "'$common' has what all of Debian's headers of this release share: name the folder beside it that ends in the machine, such \
as -amd64"
}

case_common_missing()
{
	find_headers
	new_module
	changed_headers '^$' ''
	rm headers/Makefile
	echo "include /usr/src/linux-headers-1.2-common/Makefile" >headers/Makefile
	expect 1 kmod build m --kernel headers
	expect_error "the headers in '$work/headers' need those in '/usr/src/linux-headers-1.2-common', which does not exist: install the package \
linux-headers-1.2-common"
}

case_not_prepared()
{
	new_module
	mkdir tree
	touch tree/Makefile tree/Kbuild
	expect 1 kmod build m --kernel tree
	expect_error "the kernel in '$work/tree' is not configured and prepared for modules: run 'make modules_prepare' there, or 'make'"
}

case_other_release()
{
	find_headers
	new_module
	expect 1 kmod build m --kernel "$headers" --release 9.9
	expect_error "the headers in '$headers' are those of Linux $release, not of 9.9"
}

case_no_cross_compiler()
{
	local program

	kernel_load 6.12-arm64
	new_module
	mkdir bin
	for program in sh make gcc rustc env; do
		ln -s "$(command -v "$program")" bin
	done
	build_with "RUSTC=$rustc" "$work/bin" --kernel "$kernel_headers"
	expect_error "'aarch64-linux-gnu-gcc-12', with which Linux $kernel_release is compiled, is not installed: on Debian the package \
gcc-12-aarch64-linux-gnu has it"
}

# ---- options and flags of the kernel that Rust code cannot follow ----

# Each row of unserved.def that is not for another architecture, alone in an otherwise good configuration.
case_options()
{
	local row option text seen=0

	find_headers
	new_module
	while IFS='|' read -r row option text; do
		case $row in
		SET) changed_headers '^$' "$option=y" && text="this kernel has $option set, $text" ;;
		UNSET) changed_headers "^$option=" '' && text="this kernel does not have $option set: $text" ;;
		esac
		expect 1 kmod build m --kernel headers
		expect_error "$text"
		seen=$((seen + 1))
	done < <(sed -nE 's/^(SET|UNSET)\("(CONFIG_[A-Z0-9_]*)",( NULL,)? "([^"]*)"\)$/\1|\2|\4/p' "$top/src/kmod/unserved.def")
	[ "$seen" -ge 10 ] || fail "only $seen options were tried"
	echo ": $seen of them" >.note
}

# What everybody asks about first.
case_cfi_randstruct_lto()
{
	local option

	find_headers
	new_module
	for option in CONFIG_CFI_CLANG CONFIG_CFI CONFIG_RANDSTRUCT CONFIG_LTO_CLANG; do
		changed_headers '^$' "$option=y"
		expect 1 kmod build m --kernel headers
		grep -qE "^braze: error: this kernel has $option set, .*; build (it|the kernel) with" err || fail "$option: no error, or no advice" err
		[ "$(wc -l <err)" -eq 1 ] || fail "$option: more than one error" err
	done
}

# Flags of the C compiler: refused by a row of flags.def, and unknown.
case_flags()
{
	find_headers
	new_module
	KCFLAGS=-fshort-enums expect 1 kmod build m --kernel "$headers"
	expect_error "'-fshort-enums', with which this kernel is compiled, changes the size of enumerations, and rustc has no such flag"
	KCFLAGS='-fpack-struct=4 -freg-struct-return' expect 1 kmod build m --kernel "$headers"
	sort -o err err
	expect_messages <<-'END'
		braze: error: '-fpack-struct=4', with which this kernel is compiled, changes the layout of structures, and rustc has no such flag
		braze: error: '-freg-struct-return', with which this kernel is compiled, changes how structures are returned, and rustc has no such flag for this architecture
	END
	KCFLAGS=-fno-dce expect 1 kmod build m --kernel "$headers"
	expect_error "'-fno-dce', with which this kernel is compiled, is unknown: it may change how functions are called, and there is no rule \
for it in Rust"
}

# ---- the compiler ----

case_no_rustc()
{
	find_headers
	new_module
	build_with RUSTC= "$work" --kernel "$headers"
	expect_error 'rustc is not installed: install the package rustc (on Debian 12 rustc-web), or name one with --rustc'
	expect 1 kmod build m --kernel "$headers" --rustc nothing-here
	expect_error "there is no program 'nothing-here'"
}

case_rustc_too_old()
{
	find_headers
	new_module
	fake_rustc 1.63.0 /usr
	expect 1 kmod build m --kernel "$headers" --rustc "$work/fake/rustc"
	expect_error "rustc 1.63 ('$work/fake/rustc') is too old for kernel modules: install 1.86 or newer (on Debian 12 the package rustc-web), \
or name one with --rustc"
}

case_no_rust_source()
{
	find_headers
	new_module
	fake_rustc 1.96.0 "$work/sysroot"
	expect 1 kmod build m --kernel "$headers" --rustc "$work/fake/rustc"
	expect_error "the source of Rust's core library is not installed: there is no '$work/sysroot/lib/rustlib/src/rust/library'; install the \
package rust-src (on Debian 12 with rustc-web, rust-web-src), or run 'rustup component add rust-src'"
}
