# shellcheck shell=bash disable=SC2154
# braze infer-macros: what it writes, what braze bind makes of it in the same and in other configurations.

infer_header()
{
	cat >x.h <<-'END'
		typedef unsigned int gfp_t;
		struct queue; struct mutex; struct rt_mutex;
		void __wake(struct queue *q, gfp_t flags);
		void mutex_take(struct mutex *m);
		void rt_take(struct rt_mutex *m);
		struct queue *get_queue(void);
		int (*handler_of(int n))(int);
		int next_number(void);
		int takes_int(int n);
		#define wake(current, flags) __wake(current, flags)
		#define next next_number
		#define LIMIT 3
		#define limit() LIMIT
		#define handler(n) handler_of(n)
		#define y(int, gfp_t) __wake(gfp_t, int)
		#define nested(p) inner(p)
		#define inner(x) ({ int p = 1; takes_int(x) + p; })
		#define unknown(p) (*(p))
		#define counted(n) ({ static int count; count++; takes_int(n); })
		#ifdef DEBUG
		#define debug_wake(q) __wake(q, 3)
		#define checked(q) __wake(q, 4)
		#define take(m) rt_take(m)
		void stub(struct mutex *q);
		void twice(struct queue *q);
		#else
		#define checked(q) do { } while (0)
		#define take(m) mutex_take(m)
		#define stub(q) __wake(q, 5)
		#define twice(q) __wake(q, 6)
		#endif
		#define current get_queue()
	END
	echo "-DDEBUG # the other one" >debug.cfg
	: >plain.cfg
}

case_infer_macros()
{
	infer_header
	run_braze infer-macros x.h
	expect_messages <<<'left out: 3 function-like-macro; --report FILE names them'
	expect 0 infer-macros x.h --quiet
	diff -u - <(sed '1s/ [0-9.]*$/ VERSION/' out) >diff <<-'END' || fail 'it writes something else' diff
		# written by braze VERSION
		helpers:
		  current:
		    signature: struct queue *(void)
		  handler:
		    signature: __typeof__(int (*)(int)) (int n)
		  inner:
		    signature: int (int x)
		  limit:
		    signature: int (void)
		  nested:
		    signature: int (int p)
		  next:
		    signature: int (void)
		  stub:
		    signature: void (struct queue *q)
		  take:
		    signature: void (struct mutex *m)
		  twice:
		    signature: void (struct queue *q)
		  wake:
		    signature: void (struct queue *current_, gfp_t flags)
		  "y":
		    signature: void (gfp_t int_, struct queue *gfp_t_)
	END
	expect 0 infer-macros x.h --quiet -o c.yaml
	cp c.yaml first.yaml
	expect 0 bind x.h --helpers h.c --contract c.yaml --no-layout-tests -o x.rs
	expect_line x.rs '    pub fn next() -> ::std::os::raw::c_int;'
	expect_line x.rs '    pub fn wake(current_: *mut queue, flags: gfp_t);'
	"$gcc" -Wall -Wextra -Werror -c h.c -o h.o 2>err || fail 'gcc rejects the helpers' err
	# a parameter's name in the contract is that of a variable in `inner`: it must not be taken for it
	cat >main.c <<-'END'
		struct queue; struct mutex;
		void __wake(struct queue *q, unsigned int flags) { (void)q, (void)flags; }
		void mutex_take(struct mutex *m) { (void)m; }
		struct queue *get_queue(void) { return 0; }
		int (*handler_of(int n))(int) { (void)n; return 0; }
		int next_number(void) { return 7; }
		int takes_int(int n) { return n; }
		int rust_helper_nested(int), rust_helper_next(void);
		int main(void) { return rust_helper_nested(5) == 6 && rust_helper_next() == 7 ? 0 : 1; }
	END
	{ "$gcc" main.c h.o -o main 2>err && ./main; } || fail 'the helpers give something else' err
	# the same again: nothing is left to be inferred, and the file does not change
	expect 0 infer-macros x.h --quiet --contract first.yaml -o c.yaml
	diff -u - <(sed 1d c.yaml) >diff <<<'helpers: {}' || fail 'something was left' diff
	expect 0 bind x.h --helpers h.c --contract c.yaml -o x.rs
}

# In the configuration that it was made in a contract works, in another one what does not fit is an error.
case_infer_macros_verified()
{
	infer_header
	expect 0 infer-macros x.h --quiet -o c.yaml
	expect 0 bind x.h --helpers h.c --contract c.yaml -o x.rs
	rm x.rs h.c
	run_braze bind x.h --helpers h.c --contract c.yaml -o x.rs -- -DDEBUG
	[ "$status" = 1 ] || fail "exit code $status" err
	[ ! -e x.rs ] && [ ! -e h.c ] || fail 'written all the same'
	grep -q "^c.yaml:16:16: error: parameter 1, 'q': the signature says 'struct queue \*', 'stub' takes 'struct mutex \*'$" err ||
		fail 'stub' err
	grep -q "^c.yaml:18:16: error: parameter 1, 'm': the signature says 'struct mutex \*', 'take' takes 'struct rt_mutex \*'$" err ||
		fail 'take' err
	[ "$(grep -c ' error: ' err)" = 2 ] || fail 'other errors' err
	# a header that changes
	sed -i 's/int takes_int(int n)/int takes_int(struct mutex *n)/; s/next_number(void)/next_number(int n)/' x.h
	run_braze bind x.h --helpers h.c --contract c.yaml -o x.rs
	[ "$status" = 1 ] || fail "exit code $status" err
	grep -q "^c.yaml:14:16: error: the signature 'int (void)' has 0 parameters, 'int next(int)' has 1$" err || fail 'next' err
	grep -q "^c.yaml:8:16: error: parameter 1, 'x': the signature says 'int', 'inner' takes 'struct mutex \*'$" err || fail 'inner' err
}

case_infer_macros_configurations()
{
	infer_header
	run_braze infer-macros x.h --configuration debug.cfg --configuration plain.cfg --depfile c.d --report r.json -o c.yaml
	[ "$status" = 0 ] || fail "exit code $status" err
	sed -n '/^  checked/,/^  [^c]/p; /^  debug_wake/,/optional/p; /^  twice/,/signature/p' c.yaml | diff -u - <(cat <<-'END'
		  checked:
		    signature: void (struct queue *q)
		  debug_wake:
		    signature: void (struct queue *q)
		    optional: true
		  twice:
		    signature: void (struct queue *q)
	END
	) >diff || fail 'other entries' diff
	expect_no c.yaml '  take:'
	expect_no c.yaml '  stub:'
	grep -q "^x.h:23:9: warning: 'take' is 'void (struct rt_mutex \*)' in 'debug.cfg', 'void (struct mutex \*)' in 'plain.cfg' \[-Wvarying-signature\]$" err ||
		fail 'take' err
	grep -q "^x.h:29:9: warning: 'stub' is 'void (struct queue \*)' in 'plain.cfg', which does not fit in 'debug.cfg': parameter 1, 'q': the signature says 'struct queue \*', 'stub' takes 'struct mutex \*' \[-Wvarying-signature\]$" err ||
		fail 'stub' err
	[ "$(grep -c ' warning: ' err)" = 2 ] || fail 'other warnings' err
	expect_line c.yaml "  # take is 'void (struct rt_mutex *)' in 'debug.cfg', 'void (struct mutex *)' in 'plain.cfg'"
	grep -q '"name": "unknown",' r.json || fail 'the report does not name what cannot be inferred' r.json
	printf 'c.yaml: \\\n  x.h \\\n  debug.cfg \\\n  plain.cfg\n' | diff -u - c.d >diff || fail 'another depfile' diff
	expect 0 bind x.h --helpers h.c --contract c.yaml -o x.rs
	expect 0 bind x.h --helpers h.c --contract c.yaml -o x.rs -- -DDEBUG
	expect_line x.rs '    pub fn debug_wake(q: *mut queue);'
	# the order of configurations changes nothing
	mv c.yaml want.yaml
	run_braze infer-macros x.h --configuration plain.cfg --configuration debug.cfg -o c.yaml
	diff -u <(sed '/# left out/,$d' want.yaml) <(sed '/# left out/,$d' c.yaml) >diff || fail 'the order matters' diff
}

case_infer_macros_selection()
{
	infer_header
	run_braze infer-macros x.h --allowlist-function 'wake|unknown|counted|LIMIT' --allowlist-item 'nex' --blocklist-item 'y'
	[ "$status" = 0 ] || fail "exit code $status" err
	[ "$(grep -c signature: out)" = 1 ] || fail 'other entries' out
	grep -q "^x.h:18:9: warning: 'unknown' is a function-like macro that .* \[-Wfunction-like-macro\]$" err || fail 'unknown' err
	grep -q "^x.h:19:9: warning: 'counted' is a function-like macro that holds a static object" err || fail 'counted' err
	grep -q "^braze: warning: --allowlist-item 'nex' matches no macro \[-Wunmatched-pattern\]$" err || fail 'nex' err
	[ "$(grep -c ' warning: ' err)" = 3 ] || fail 'other warnings' err
	expect 0 infer-macros x.h --blocklist-function '[a-v].*'
	[ "$(grep -c signature: out)" = 2 ] || fail 'other entries' out
	echo '#include "x.h"' >other.h
	echo '#define own(q) __wake(q, 7)' >>other.h
	expect 0 infer-macros other.h --allowlist-file 'other.h'
	[ "$(sed -n 's/^  \([a-z]*\):$/\1/p' out)" = own ] || fail 'other entries' out
	expect 0 infer-macros other.h --quiet --blocklist-file 'other.h'
	expect_no out own
	echo 'fn f() { unsafe { bindings::wake(q, 0); bindings::current(); } }' >use.rs
	expect 0 infer-macros other.h --used-by use.rs
	[ "$(sed -n 's/^  \([a-z]*\):$/\1/p' out | tr '\n' ' ')" = 'current wake ' ] || fail 'other entries' out
	echo 'fn f() { unsafe { ffi::own(q); } }' >use.rs
	expect 0 infer-macros other.h --used-by use.rs --used-module ffi
	[ "$(sed -n 's/^  \([a-z]*\):$/\1/p' out)" = own ] || fail 'other entries' out
}

case_infer_macros_errors()
{
	infer_header
	expect 2 infer-macros
	expect_messages <<<"braze: error: no header given; 'braze infer-macros --help' shows how to use it"
	expect 2 infer-macros x.h --use-core
	expect 2 infer-macros x.h --depfile d
	expect 1 infer-macros x.h --configuration missing.cfg -o c.yaml
	grep -q "cannot read the response file: no such file or directory" err || fail 'missing.cfg' err
	echo "-D'X" >open.cfg
	expect 1 infer-macros x.h --configuration open.cfg -o c.yaml
	echo '-include nothere.h' >wrong.cfg
	expect 1 infer-macros x.h --configuration plain.cfg --configuration wrong.cfg -o c.yaml
	expect_line err "braze: error: that was the configuration 'wrong.cfg'"
	expect 1 infer-macros x.h --contract missing.yaml -o c.yaml
	expect 1 infer-macros x.h -o x.h
	expect_line err "braze: error: the output 'x.h' is a file that was read"
	echo 'helpers: { wake: }' >kept.yaml
	expect 1 infer-macros x.h --contract kept.yaml -o kept.yaml
	expect_line err "braze: error: the output 'kept.yaml' is a file that was read"
	expect_line kept.yaml 'helpers: { wake: }'
	expect 1 infer-macros x.h --configuration plain.cfg --report plain.cfg
	expect 1 infer-macros nothere.h -o c.yaml
	expect_files debug.cfg kept.yaml open.cfg plain.cfg wrong.cfg x.h
}
