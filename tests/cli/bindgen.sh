# shellcheck shell=bash disable=SC2154
# bindgen's command line: `braze bindgen`, and the program under the name `bindgen`.

# A link with that name in $work/bin, as an installation has it.
bindgen_link()
{
	mkdir -p bin
	ln -sf "$braze" bin/bindgen
}

case_bindgen_version()
{
	bindgen_link
	bin/bindgen --version >out 2>err || fail 'exit code' err
	grep -qxE 'bindgen 0\.72\.1 \(braze [0-9]+\.[0-9]+\.[0-9]+\)' out || fail 'the line' out
	[ "$(wc -l <out)" = 1 ] || fail 'more than a line' out
	[ "$(sed -nE 's/.*bindgen ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p' out)" = 0.72.1 ] || fail 'not as Linux reads it' out
	mv out want
	expect 0 bindgen -V
	cmp -s out want || fail 'braze bindgen differs' out
}

case_bindgen_help()
{
	local name

	bindgen_link
	bin/bindgen --help >out || fail 'exit code'
	for name in $(sed -n 's/^OPTION("\([^"]*\)".*/\1/p' "$top/src/cli/options.def" "$top/src/cli/bindgen.def"); do
		grep -q -e "--$name\b" out || fail "--$name is missing" out
	done
	expect 0 help bindgen
}

# What Linux's scripts/rust_is_available.sh looks for.
case_bindgen_probe()
{
	echo '#pragma message("clang version " __clang_version__)' >probe.h
	bindgen_link
	bin/bindgen probe.h >out 2>err || fail 'exit code' err
	[ "$(wc -l <err)" = 1 ] || fail 'not one line' err
	grep -qE '^probe.h:1:9: warning: clang version [0-9]+\.[0-9]+\.[0-9]+' err || fail 'another line' err
}

case_bindgen_forms()
{
	echo 'struct a { int x; }; struct b { int x; }; int f(void); int g(void);' >x.h
	expect 0 bindgen x.h --allowlist-type a --allowlist-function=f --rust-target 1.85 -o one.rs
	expect 0 bindgen --allowlist-type=a --allowlist-function f --rust-target=1.85 x.h --output two.rs
	cmp -s one.rs two.rs || fail 'they differ' one.rs
	expect_line one.rs 'pub struct a {'
	expect_no one.rs 'pub struct b'
	expect_no one.rs 'pub fn g('
	expect 0 bindgen --module-raw-line root 'pub type q = u8;' x.h -o three.rs
	expect_no three.rs 'pub type q'
}

case_bindgen_refused()
{
	local name n=0

	echo 'int f(void);' >x.h
	for name in $(sed -n 's/^OPTION("\([^"]*\)", .*, REFUSED, .*/\1/p' "$top/src/cli/bindgen.def"); do
		expect 2 bindgen x.h "--$name" lib
		grep -q -e "^braze: error: --$name is for .* not support$" err || fail "--$name" err
		n=$((n + 1))
	done
	[ "$n" -gt 10 ] || fail 'the table was not read'
	expect 2 bind x.h --formatter none
}

# Patterns for other configurations are no noise, and a malformed one matches nothing.
case_bindgen_patterns()
{
	echo 'int f(void); struct s { int x; };' >x.h
	expect 0 bindgen x.h --blocklist-type 'not_there' --opaque-type 'nor_this' --allowlist-function 'f' --allowlist-var ''
	expect_line out '    pub fn f() -> ::std::os::raw::c_int;'
	run_braze bindgen x.h --allowlist-function '('
	[ "$status" = 0 ] || fail 'exit code' err
	grep -q "^braze: warning: --allowlist-function: .*; it matches nothing$" err || fail 'no warning' err
	expect_no out 'pub fn f('
	run_braze bindgen x.h --allowlist-type 'st' --emit-diagnostics --experimental
	grep -q "warning: --allowlist-type 'st' matches nothing" err || fail 'no warning' err
	expect 2 bindgen x.h --emit-diagnostics
}

case_bindgen_header()
{
	echo 'int f(void);' >x.h
	expect 1 bindgen missing.h -o out.rs
	expect 2 bindgen x.h other.h
	expect 2 bindgen
	cp x.h x.hpp
	expect 1 bindgen x.hpp
	cp x.h x.inc
	expect 0 bindgen x.inc
	expect_line out '    pub fn f() -> ::std::os::raw::c_int;'
	printf '#pragma once\n#include "self.h"\nint g(void);\n#define LAST 1 + \\' >self.h
	sed -i 's/+ /+ 2 /' self.h
	expect 0 bindgen self.h
	expect_line out 'pub const LAST: u32 = 3;'
	echo 'struct s {' >open.h
	expect 1 bindgen open.h
	grep -q '^open.h:1:' err || fail 'no place' err
	expect 1 bindgen x.h -- --no-such-option-of-clang
}

# Clang's own dependencies: written once, by the parse that has the header as its main file.
case_bindgen_dependencies()
{
	mkdir -p sub
	echo '#define N 3' >sub/n.h
	printf '#include "n.h"\nextern int a[N];\n' >x.h
	cp x.h x.c
	expect 0 bindgen x.h -o x.rs -- -Isub -Wp,-MMD,x.d
	printf 'x.o: x.h sub/n.h\n' | diff -u - x.d >diff || fail 'the file' diff
	expect 0 bindgen x.c -o x.rs -- -Isub -Wp,-MMD,c.d
	printf 'x.o: x.c sub/n.h\n' | diff -u - c.d >diff || fail 'the file' diff
	expect 0 bindgen "$PWD/x.h" -o x.rs -- -Isub -MMD -MF y.d -MT target -MP
	printf 'target: %s/x.h \\\n  sub/n.h\nsub/n.h:\n' "$PWD" >want
	tr -d ' \\\n' <want | diff -u - <(tr -d ' \\\n' <y.d) >diff || fail 'the file' y.d
	expect 0 bindgen x.h --depfile z.d -o z.rs -- -Isub
	expect_line z.d 'z.rs: \'
	rm -rf bin
}

# What Linux's rust/Makefile rewrites by sed.
case_bindgen_sed()
{
	cat >x.c <<-'END'
		typedef unsigned int gfp_t;
		const gfp_t RUST_CONST_HELPER_GFP_KERNEL = ((gfp_t)0x400 | 0x800 | 0xc0);
		struct page;
		__attribute__((warn_unused_result)) struct page *rust_helper_alloc(gfp_t gfp, unsigned int type) { return 0; }
	END
	expect 0 bindgen x.c --rust-target 1.85 --use-core --with-derive-default --ctypes-prefix ffi --no-layout-tests --no-debug '.*' \
		--enable-function-attribute-detection -o x.rs -- -D__BINDGEN__ -fno-conserve-stack -Wimplicit-fallthrough=5
	expect_line x.rs 'pub const RUST_CONST_HELPER_GFP_KERNEL: gfp_t = 3264;'
	cat >want <<-'END'
		unsafe extern "C" {
		    #[must_use]
		    pub fn rust_helper_alloc(gfp: gfp_t, type_: ffi::c_uint) -> *mut page;
		}
	END
	tail -n 4 x.rs | diff -u want - >diff || fail 'the function' diff
}

# Macros that bindgen does not evaluate are the program's own to define, unless the option asks for them.
case_bindgen_macros()
{
	cat >x.h <<-'END'
		#define LATER KNOWN
		#define KNOWN (3 * 4) /* a comment */
		#define SUM (KNOWN + 0x10UL | ~7 & 1 << 2 ^ 5)
		#define NEGATIVE -KNOWN
		#define REAL (1.5 * KNOWN)
		#define TEXT "a" "b"
		#define LETTER 'x'
		#define TEXT2 ("c")
		#define TWICE 1
		#undef TWICE
		#define TWICE 2
		#define CAST ((unsigned long)KNOWN)
		#define SIZE (4 * sizeof(int))
		#define CALL(x) x
		#define CALLED CALL(3)
		#define CHOICE (KNOWN ? 1 : 2)
		#define LESS (KNOWN < 3)
		#define NOT !KNOWN
		#define BOTH (KNOWN && 1)
		#define OF_CAST (CAST + 1)
		enum { ONE = 1 };
		#define OF_ENUM (ONE + 1)
		#define BITS_OF_REAL (1.5 | 1)
		#define TEXT_AND (TEXT + 1)
		const unsigned long HELPER_CAST = CAST;
	END
	expect 0 bindgen x.h -o x.rs
	sed -n 's/^pub const \([A-Z0-9_]*\): \(.*\);/\1 \2/p' x.rs | sort | diff -u - <(sort <<-'END'
		KNOWN u32 = 12
		SUM u32 = 29
		NEGATIVE i32 = -12
		REAL f64 = 18.0
		TEXT &[u8; 3] = b"ab\0"
		LETTER u8 = 120u8
		TEXT2 &[u8; 2] = b"c\0"
		TWICE u32 = 2
		ONE _bindgen_ty_1 = 1
		HELPER_CAST ::std::os::raw::c_ulong = 12
	END
	) >diff || fail 'other constants' diff
	expect 0 bindgen x.h --clang-macro-fallback -o x.rs
	for name in LATER CAST SIZE CALLED CHOICE LESS NOT BOTH OF_CAST OF_ENUM; do
		grep -q "^pub const $name: " x.rs || fail "no $name" x.rs
	done
}

case_bindgen_environment()
{
	local one=x86_64-unknown-linux-gnu

	printf '#ifdef A\nint with_a(void);\n#endif\n#ifdef B\nint with_b(void);\n#endif\nextern char size[sizeof(long)];\n' >x.h
	BINDGEN_EXTRA_CLANG_ARGS='-DA "-DC=a b"' expect 0 bindgen x.h
	expect_line out '    pub fn with_a() -> ::std::os::raw::c_int;'
	TARGET=$one BINDGEN_EXTRA_CLANG_ARGS=-DA BINDGEN_EXTRA_CLANG_ARGS_x86_64_unknown_linux_gnu=-DB expect 0 bindgen x.h
	expect_line out '    pub fn with_b() -> ::std::os::raw::c_int;'
	expect_no out with_a
	TARGET=armv7-unknown-linux-gnueabi expect 0 bindgen x.h
	expect_line out '    pub static mut size: [::std::os::raw::c_char; 4usize];'
	TARGET=riscv64gc-unknown-linux-gnu expect 0 bindgen x.h
	expect_line out '    pub static mut size: [::std::os::raw::c_char; 8usize];'
	TARGET=armv7-unknown-linux-gnueabi expect 0 bindgen x.h -- --target=$one
	expect_line out '    pub static mut size: [::std::os::raw::c_char; 8usize];'
	expect 0 bind x.h --target riscv64gc-unknown-linux-gnu
	expect_line out '    pub static mut size: [::std::os::raw::c_char; 8usize];'
	BINDGEN_EXTRA_CLANG_ARGS=-DA expect 0 bind x.h
	expect_no out with_a
}

# A libclang elsewhere is the one that is used.
case_bindgen_libclang_path()
{
	local library

	library=$(ldd "$top/build/braze" | sed -n 's|.* => \(/.*libclang[^ ]*\) .*|\1|p')
	[ -e "$library" ] || fail 'braze is not linked with a libclang?'
	mkdir elsewhere
	cp "$(readlink -f "$library")" elsewhere/libclang.so
	echo 'int f(void);' >x.h
	LD_DEBUG=files LIBCLANG_PATH=$PWD/elsewhere "$top/build/braze" bindgen x.h >out 2>err || fail 'exit code' err
	grep -q "calling init: $PWD/elsewhere/libclang.so" err || fail 'it was not loaded' <(tail -n 20 err)
	expect_line out '    pub fn f() -> ::std::os::raw::c_int;'
	LIBCLANG_PATH=$PWD/none expect 0 bindgen x.h
}

# An output that is the same is new all the same: Make compares times.
case_bindgen_renews()
{
	echo 'int f(void);' >x.h
	expect 0 bindgen x.h -o x.rs
	cp x.rs first.rs
	touch -d '2001-01-01' x.rs
	expect 0 bindgen x.h -o x.rs
	cmp -s x.rs first.rs || fail 'not the same' x.rs
	[ x.rs -nt x.h ] || fail 'it is older than the header'
}

case_bindgen_wrap_static()
{
	cat >x.h <<-'END'
		struct pt { int x, y; };
		typedef int (*callback)(int);
		static inline int add(int a, int b) { return a + b; }
		#define add(a, b) broken
		static inline struct pt make(int x, int type) { struct pt p = { x, type }; return p; }
		static int call(const struct pt *p, callback f, int (*g)(void)) { return f(p->x) + g(); }
		static int (*get(void))(int) { return 0; }
		static inline _Noreturn void stop(void) { for (;;) { } }
		static inline int variadic(const char *format, ...) { return format[0]; }
		static int undefined(int);
	END
	expect 0 bindgen x.h --wrap-static-fns --wrap-static-fns-path "$PWD/w" --wrap-static-fns-suffix _w -o x.rs
	expect_line x.rs '    #[link_name = "add_w"]'
	expect_line x.rs '    pub fn add(a: ::std::os::raw::c_int, b: ::std::os::raw::c_int) -> ::std::os::raw::c_int;'
	expect_no x.rs variadic
	expect_no x.rs undefined
	for compiler in "$gcc" "$clang"; do
		"$compiler" -Wall -Wextra -Wpedantic -Wmissing-prototypes -Wstrict-prototypes -Wno-unused-function -Werror -I. \
			-c w.c -o w.o >err 2>&1 || fail "$compiler rejects it" err
	done
	[ "$(nm w.o | grep -c ' T .*_w$')" = 5 ] || fail 'the symbols' <(nm w.o)
	TMPDIR=$PWD expect 0 bindgen x.h --wrap-static-fns -o x.rs
	[ -s bindgen/extern.c ] || fail 'no file in the default place'
	expect 0 bindgen x.h --wrap-static-fns --wrap-static-fns-path a.b.h -o x.rs
	[ -s a.b.c ] || fail 'the suffix is not replaced'
}

case_bindgen_rustfmt()
{
	echo 'int f(void);' >x.h
	cat >fake <<-'END'
		#!/bin/sh
		for last; do :; done
		echo "// formatted: $*" | sed 's| /[^ ]*\.rs$||' >>"$last"
	END
	chmod +x fake
	RUSTFMT=$PWD/fake expect 0 bindgen x.h --formatter=rustfmt --rust-target 1.85
	expect_line out '// formatted: --edition 2024'
	RUSTFMT=$PWD/fake expect 0 bindgen x.h --rustfmt-configuration-file conf.toml
	expect_line out '// formatted: --config-path conf.toml --edition 2021'
	RUSTFMT=$PWD/fake expect 0 bindgen x.h --formatter=none
	expect_no out '// formatted'
	RUSTFMT=$PWD/none run_braze bindgen x.h --formatter=rustfmt
	[ "$status" = 0 ] || fail 'exit code' err
	grep -q 'warning: .*rustfmt.*\[-Wrustfmt\]' err || fail 'no warning' err
	expect_line out '    pub fn f() -> ::std::os::raw::c_int;'
}

case_bindgen_dumps()
{
	echo 'struct s { int x; }; struct s f(int a);' >x.h
	run_braze bindgen x.h --time-phases --emit-ir --emit-clang-ast --emit-ir-graphviz g.dot -o x.rs
	[ "$status" = 0 ] || fail 'exit code' err
	grep -qE '^  time: +[0-9.]+ ms\.	read$' err || fail 'no times' err
	expect_line out 'FunctionDecl "f" x.h:1:31: struct s (int)'
	expect_line out '    ParmDecl "a" x.h:1:37: int'
	grep -q '"kind": "function", "name": "f"' out || fail 'no model' out
	expect_line g.dot '    "i1" -> "i0";'
	CLANG_PATH=$clang run_braze bindgen x.h --dump-preprocessed-input -o x.rs
	grep -q '^struct s { int x; }; struct s f(int a);$' __bindgen.i || fail 'not preprocessed' err
	CLANG_PATH=/bin/false run_braze bindgen x.h --dump-preprocessed-input -o new.rs
	[ "$status" = 1 ] || fail 'exit code' err
	[ ! -e new.rs ] || fail 'written all the same'
}
