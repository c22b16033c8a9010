# shellcheck shell=bash disable=SC2154
# Why a macro has no helper, and what to write instead; which macros are tried.

reasons() # report.json: macros that were left out, with the reason
{
	python3 -c '
import json, sys
for loss in json.load(open(sys.argv[1]))["left_out"]:
	print(loss["name"] + ": " + loss["reason"].removeprefix("is a function-like macro that "))
' "$1"
}

expect_reasons()
{
	reasons r.json | diff -u - reasons || fail 'other reasons'
}

case_macros_reasons()
{
	cat >x.h <<-'END'
		struct page;
		struct a { int twin; };
		struct b { int twin; };
		void take_int(int x);
		long take_long(long x);
		void take_page(struct page *page);
		int format(const char *text, ...);
		#define twin_of(x) ((x)->twin)
		#define triplet_of(x) ((x)->triplet)
		#define sum(a, b) ((a) + (b))
		#define both(x) do { take_int(x); take_long(x); } while (0)
		#define double_of(x) (take_int(x), (x) * 2)
		#define assign(x) do { take_int(x); (x) = 3; } while (0)
		#define pasted(x) take_##x(1)
		#define shared(x) do { static int n; n++; take_page(x); } while (0)
		#define generic(x) _Generic((x), int: take_int, default: take_long)(x)
		#define each(x) while (x) take_page(x)
		#define log_all(...) format(__VA_ARGS__)
		#define unknown(x) do { take_page(x); nobody(x); } while (0)
		#define begin(x) { take_page(x);
	END
	cat >reasons <<-'END'
		twin_of: goes with more than one type of its parameter 'x' ('struct a *', 'struct b *'): give it a signature in a contract
		triplet_of: uses members of its parameter 'x' that no record has: 'triplet': give it a signature in a contract
		sum: does not tell the type of its parameter 'a': give it a signature in a contract
		both: takes its parameter 'x' as 'int' and as 'long': give it a signature in a contract
		double_of: has a result whose type depends on its arguments: give it a signature in a contract
		assign: assigns to an argument: a contract can call it with '*p', where p is the address of the argument
		pasted: pastes a parameter into a name: a contract can call it with that name written out
		shared: holds a static object, which all callers would share: a contract can call the function that it is made of, with an object of its own
		generic: chooses by the type of its parameter 'x': give it a signature in a contract
		each: is the head of a statement: write a C function around it
		log_all: hands variable arguments to 'format', whose parameters are not known, or vary: give it a signature in a contract
		unknown: does not compile by itself: call to undeclared function 'nobody'; ISO C99 and later do not support implicit function declarations: give it a signature in a contract
		begin: expands to unbalanced brackets, or to a part of a statement: write a C function for what it is used for
	END
	run_braze bind x.h --helpers h.c --report r.json -o x.rs
	[ "$status" = 0 ] || fail 'exit code' err
	expect_reasons
}

# What does not end takes nothing with it but macros that are not functions either, and never the headers or the contract.
case_macros_that_do_not_end()
{
	cat >x.h <<-'END'
		void take_int(int x);
		#define before(x) take_int(x)
		#define odd() asm word ("nop")
		#define behind(x) take_int(x)
		#define part(x) take_int(x) } while (0)
		#define wrong(x) take_int((x) x)
		#define after(x) take_int((x))
	END
	printf 'helpers:\n  named:\n    calls: before\n    signature: void (int x)\n' >c.yaml
	expect 0 bind x.h --helpers h.c --contract c.yaml -o x.rs -- -fms-extensions
	expect_line h.c 'void rust_helper_before(int braze_1)'
	expect_line h.c 'void rust_helper_behind(int braze_1)'
	expect_line h.c 'void rust_helper_after(int braze_1)'
	expect_line h.c 'void rust_helper_named(int braze_1)'
}

# Two records in the text, one of which is not there for the compiler; and one that only a macro makes.
case_macros_records()
{
	cat >x.h <<-'END'
		#define RECORD(name) struct name { int made; int both; }
		RECORD(by_macro);
		#if 0
		struct absent { int only; };
		#endif
		struct present { int only; int made; };
		struct other { struct inner { int within; } inner; };
		#define only_of(x) ((x)->only)
		#define made_of(x) ((x)->made)
		#define within_of(x) ((x)->within)
	END
	cat >reasons <<-'END'
		RECORD: takes a name or a type: a contract can call it with that name written out
		made_of: uses members of its parameter 'x' ('made') that several records have: give it a signature in a contract
	END
	run_braze bind x.h --helpers h.c --report r.json -o x.rs
	[ "$status" = 0 ] || fail 'exit code' err
	expect_line h.c 'int rust_helper_only_of(struct present *braze_1)'
	expect_line h.c 'int rust_helper_within_of(struct inner *braze_1)'
	expect_reasons
}
