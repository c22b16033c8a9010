# shellcheck shell=bash
# Compiling generated Rust: as a library for this machine, or for another target against a `core` made for it.
#
# core for another target is built from the compiler's own sources (Debian's rust-web-src), metadata only: enough to
# check types, to evaluate every layout assertion, and for programs that need of core what can be inlined, since the
# functions' bodies are in it. It is kept in build/tests/core-mir-VERSION/.

rust_target() # arch
{
	case $1 in
	riscv64) echo riscv64gc-unknown-linux-gnu ;;
	*) echo "$1-unknown-linux-gnu" ;;
	esac
}

cross_gcc() # arch
{
	if [ "$1" = "$(uname -m)" ]; then
		echo "$gcc"
	else
		echo "$1-linux-gnu-gcc"
	fi
}

rust_sysroot() # target: prints a sysroot that has core for it, made when missing; on failure says why on stderr
{
	local target=$1 version root lib source

	version=$("$rustc" --version | cut -d ' ' -f 2)
	root=$top/build/tests/core-mir-$version
	lib=$root/lib/rustlib/$target/lib
	mkdir -p "$lib" || return 1
	(
		flock 9
		[ -e "$lib/libcore.rmeta" ] && exit 0
		source=$("$rustc" --print sysroot)/lib/rustlib/src/rust/library/core/src/lib.rs
		export RUSTC_BOOTSTRAP=1
		set -- --edition 2024 --crate-type rlib --target "$target" --sysroot "$root" -A warnings --emit metadata -Z always-encode-mir
		printf '%s\n' '#![feature(compiler_builtins, no_core)]' '#![no_core]' '#![compiler_builtins]' |
			"$rustc" "$@" --crate-name compiler_builtins --out-dir "$lib" - &&
			"$rustc" "$@" --crate-name core --out-dir "$root" "$source" &&
			mv "$root/libcore.rmeta" "$lib"
	) 9>"$root/lock" >&2 || return 1
	echo "$root"
}

# Compiles FILE as the whole of a library; rustc's messages are left in $work/rustc.log. target may be empty: this machine.
rust_library() # file target option...
{
	local file=$1 target=$2 root

	shift 2
	set -- --crate-type lib --crate-name bindings -A warnings --emit metadata --out-dir "$work" "$@" "$work/lib.rs"
	if [ -n "$target" ]; then
		root=$(rust_sysroot "$target" 2>"$work/rustc.log") || return 1
		set -- --target "$target" --sysroot "$root" "$@"
		echo '#![no_std]' >"$work/lib.rs"
	else
		: >"$work/lib.rs"
	fi
	printf 'include!("%s");\n' "$file" >>"$work/lib.rs"
	"$rustc" "$@" 2>"$work/rustc.log"
}
