# shellcheck shell=bash disable=SC2154
# Helpers, the Rust that is to use them, and the contract: how they are asked for. What they do is in tests/e2e.

helpers_header()
{
	cat >x.h <<-'END'
		struct task { int pid; struct task *next; };
		struct unused { int x; };
		enum state { IDLE, BUSY };
		static inline struct task *get_current(void) { return 0; }
		static inline int type(int match) { return match; }
		#define current get_current()
		#define LIMIT 3
		#define pid_of(t) ((t).pid)
		#define scaled(n) ((n) * 2)
		void lock(struct task *t);
		void unlock(struct task *t);
		static inline void both(struct task *t) { lock(t); unlock(t); }
		static inline void atomic_add_return(int n) { (void)n; }
		static inline void atomic_sub_return(int n) { (void)n; }
		static inline void atomic_read(int n) { (void)n; }
	END
}

case_helpers_prefix()
{
	helpers_header
	expect 0 bind x.h --helpers h.c -o x.rs
	expect_line x.rs '    #[link_name = "rust_helper_both"]'
	expect_line h.c 'void rust_helper_both(struct task *braze_1)'
	expect 0 bind x.h --helpers h.c --helper-prefix my_ -o x.rs
	expect_line x.rs '    #[link_name = "my_both"]'
	expect_line h.c 'void my_both(struct task *braze_1)'
	expect 1 bind x.h --helpers no/where.c -o y.rs
	[ ! -e y.rs ] || fail 'written all the same'
}

# Only what Rust names in the module, and what that needs.
case_helpers_used_by()
{
	helpers_header
	mkdir -p src/deep
	cat >src/deep/a.rs <<-'END'
		use crate::bindings::{self, both as b, LIMIT};
		// bindings::unlock(t)
		fn f(t: *mut bindings::task) { unsafe { b(t); bindings::type_(1); bindings::current(); } }
		const TEXT: &str = "bindings::unused";
		macro_rules! m { ($op:ident) => { paste! { bindings::[<atomic_ $op _return>](1) } } }
		const S: bindings::state = bindings::state_BUSY;
	END
	expect 0 bind x.h --used-by src --helpers h.c --depfile x.d --no-layout-tests -o x.rs
	sed -nE 's/^ *pub (fn|const|struct|type) ([a-zA-Z_]+).*/\2/p' x.rs | sort | diff -u - <(printf '%s\n' LIMIT atomic_add_return \
		atomic_sub_return both current state state_BUSY state_IDLE task type_ | sort) >diff || fail 'other items' diff
	grep -q '^  src/deep/a.rs' x.d || fail 'the depfile does not name the Rust' x.d
	echo 'fn g() { bindings::unlok(0 as _); }' >src/b.rs
	run_braze bind x.h --used-by src --helpers h.c -o x.rs
	[ "$status" = 0 ] || fail 'exit code' err
	grep -q "^src/b.rs:1:20: warning: C has no 'unlok', did you mean 'unlock'.*\[-Wunknown-name\]$" err || fail 'the warning' err
	printf '#define FIRST(x) ((x) + 1)\n#define SECOND(x) ((x) + 2)\n' >>x.h
	echo 'fn g() { bindings::FIRST(1); }' >src/b.rs
	run_braze bind x.h --used-by src --helpers h.c --report x.json -o x.rs
	grep -q "^src/b.rs:1:20: warning: 'FIRST' is a function-like macro that .*\[-Wunknown-name\]$" err || fail 'the reason' err
	grep -qF '"name": "FIRST"' x.json || fail 'the report does not say it' x.json
	! grep -qF '"name": "SECOND"' x.json || fail 'the report has what nobody asked for' x.json
	echo 'fn g() { ffi::lock(0 as _); }' >src/b.rs
	expect 0 bind x.h --used-by src/b.rs --used-module ffi -o x.rs
	expect_line x.rs '    pub fn lock(t: *mut task);'
	expect_no x.rs 'pub fn unlock'
	expect 1 bind x.h --used-by nowhere -o x.rs
	echo '/* no end' >src/c.rs
	expect 1 bind x.h --used-by src -o x.rs
	grep -q '^src/c.rs:1:1: error: ' err || fail 'no place' err
}

case_helpers_contract()
{
	helpers_header
	cat >c.yaml <<-'END'
		helpers:
		  pid_of_task:
		    calls: pid_of(*t)
		    signature: int (const struct task *t)
		  scaled_{name}:
		    calls: scaled
		    signature: "{type} ({type} n)"
		    instantiate:
		      - { name: int, type: int }
		      - { name: long, type: unsigned long }
		  get_task:
		    calls: current
		  take:
		    calls: lock
		    noreturn: true
		  missing:
		    optional: true
		  type:
		    signature: unsigned int (unsigned int value)
	END
	expect 0 bind x.h --helpers h.c --contract c.yaml -o x.rs
	expect_line h.c 'int rust_helper_pid_of_task(const struct task *t)'
	expect_line h.c '	return pid_of(*t);'
	expect_line h.c 'unsigned long rust_helper_scaled_long(unsigned long braze_1)'
	expect_line h.c '	return current;'
	expect_line h.c '	return type(braze_1);'
	expect_line x.rs '    pub fn take(t: *mut task) -> !;'
	expect_line x.rs '    pub fn type_(value: ::std::os::raw::c_uint) -> ::std::os::raw::c_uint;'
	expect_no x.rs missing
	"$gcc" -Wall -Wextra -Werror -Wno-invalid-noreturn -Wno-error -c h.c -o h.o 2>err || fail 'gcc rejects it' err
}

# What stands before each helper, and the attributes that it has from its function.
case_helpers_attributes()
{
	printf '%s\n' 'static inline __attribute__((__cold__)) void rare(int cold) { (void)cold; }' \
		'static inline void common(int cold) { (void)cold; }' >x.h
	expect 0 bind x.h --helpers h.c --helper-attribute '__attribute__((visibility("hidden")))' -o x.rs
	expect_line h.c '__attribute__((visibility("hidden"))) void rust_helper_rare(int braze_1) __attribute__((cold));'
	expect_line h.c '__attribute__((visibility("hidden"))) void rust_helper_common(int braze_1);'
	[ "$(grep -c '^    #\[cold\]$' x.rs)" = 1 ] || fail 'cold is a matter of one function' x.rs
	"$gcc" -Wall -Wextra -Werror -c h.c -o h.o 2>err || fail 'gcc rejects it' err
}

# The compiler is told which of the helpers are needed.
case_helpers_selectable()
{
	printf '%s\n' 'static inline int one(void) { return 1; }' 'static inline int two(void) { return 2; }' >x.h
	expect 0 bind x.h --helpers h.c --selectable-helpers -o x.rs
	"$gcc" -Wall -Wextra -Werror -c h.c -o all.o 2>err || fail 'gcc rejects it' err
	"$gcc" -Wall -Wextra -Werror -DBRAZE_SELECT -DBRAZE_SELECT_rust_helper_two -c h.c -o some.o 2>err || fail 'gcc rejects a selection' err
	[ "$(nm all.o | grep -c rust_helper_)" = 2 ] || fail 'helpers are missing without a selection' h.c
	[ "$(nm some.o | sed -n 's/.* T //p')" = rust_helper_two ] || fail 'another selection' h.c
}

# The headers are found from the folder of the helpers, wherever the compiler runs, and through symbolic links.
case_helpers_elsewhere()
{
	mkdir -p in/api build/deep
	ln -s build/deep link
	printf 'static inline int one(void) { return 1; }\n' >in/api/x.h
	for file in h.c build/deep/h.c link/h.c in/h.c in/api/h.c "$PWD/build/h.c"; do
		expect 0 bind in/api/x.h --helpers "$file" -o x.rs
		(cd / && "$gcc" -c "$(readlink -f "$OLDPWD/$file" 2>/dev/null || echo "$file")" -o /dev/null) 2>err || fail "$file: not found" err
	done
	expect_line link/h.c '#include "../../in/api/x.h"'
}

case_helpers_contract_constants()
{
	printf '%s\n' 'typedef unsigned long flags_t;' '#define SHIFT 12' '#define SIZE (1UL << SHIFT)' '#define NONE 0' '#define TEXT "x"' \
		'#define MINUS (-1)' >x.h
	printf '%s\n' 'constants:' '  SIZE: __SIZE_TYPE__' '  NONE: flags_t' '  SHIFT: short' '  MINUS: unsigned char' \
		'  GONE: { type: int, optional: true }' >c.yaml
	for flags in '' -w; do
		expect 0 bind x.h --contract c.yaml -o x.rs -- $flags
		expect_line x.rs 'pub const SHIFT: ::std::os::raw::c_short = 12;'
		expect_line x.rs 'pub const SIZE: ::std::os::raw::c_ulong = 4096;'
		expect_line x.rs 'pub const NONE: flags_t = 0;'
		expect_line x.rs 'pub const MINUS: ::std::os::raw::c_uchar = 255;'
	done
	expect 0 bind x.h --contract c.yaml --allowlist-var NONE -o x.rs
	expect_line x.rs 'pub type flags_t = ::std::os::raw::c_ulong;'
	expect_no x.rs SIZE
	# the kernel's size_t: what a builtin of Rust's is made of is not selected
	printf '%s\n' 'typedef unsigned long __kernel_size_t;' 'typedef __kernel_size_t size_t;' '#define MOST (1UL << 22)' >k.h
	printf '%s\n' 'constants:' '  MOST: size_t' >k.yaml
	expect 0 bind k.h --contract k.yaml --allowlist-var MOST -o k.rs
	expect_line k.rs 'pub const MOST: usize = 4194304;'
	printf '%s\n' 'constants:' '  SIZ: int' '  SIZE: unsigned char' '  NONE: flag_t' '  TEXT: short' '  SHIFT: struct x' >c.yaml
	for flags in '' -w; do
		expect 1 bind x.h --contract c.yaml -o x.rs -- $flags
		grep -q "^c.yaml:2:3: error: there is no macro 'SIZ', did you mean 'SIZE'?" err || fail 'another error' err
		grep -q "^c.yaml:3:9: error: 'unsigned char' does not fit 'SIZE': implicit conversion .* changes value from 4096 to 0" err || fail 'another error' err
		grep -q "^c.yaml:4:9: error: 'flag_t' does not fit 'NONE': unknown type name 'flag_t'" err || fail 'another error' err
		grep -q "^c.yaml:5:9: error: 'short' does not fit 'TEXT'" err || fail 'another error' err
		grep -q "^c.yaml:6:10: error: 'struct x' does not fit 'SHIFT'" err || fail 'another error' err
	done
}

case_helpers_contract_errors()
{
	helpers_header
	printf 'helpers:\n  pid_of:\n    signature: int (struct tusk t)\n' >c.yaml
	expect 1 bind x.h --helpers h.c --contract c.yaml -o x.rs
	grep -q "^c.yaml:3:16: error: the signature 'int (struct tusk t)' is no type here: the headers have no 'struct tusk'$" err ||
		fail 'another error' err
	[ ! -e x.rs ] || fail 'written all the same'
	printf 'helpers:\n  absent:\n' >c.yaml
	expect 1 bind x.h --helpers h.c --contract c.yaml -o x.rs
	grep -q "^c.yaml:2:3: error: 'absent' does not exist$" err || fail 'another error' err
	printf 'helpers:\n  scaled:\n' >c.yaml
	expect 1 bind x.h --helpers h.c --contract c.yaml -o x.rs
	printf 'helpers:\n  lock:\n    signatur: void (void)\n' >c.yaml
	expect 1 bind x.h --helpers h.c --contract c.yaml -o x.rs
	grep -q "^c.yaml:3:5: error: unknown key 'signatur', did you mean 'signature'" err || fail 'another error' err
}
