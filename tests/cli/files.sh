# shellcheck shell=bash disable=SC2154
# Outputs: complete or untouched. Inputs that cannot be read. The depfile.

case_output_missing_folder()
{
	echo 'int x;' >x.h
	expect 1 bind x.h -o nowhere/x.rs
	expect_messages <<<"braze: error: cannot write 'nowhere/x.rs': no such file or directory"
	expect 1 bind x.h -o x.h/x.rs
	expect_messages <<<"braze: error: cannot write 'x.h/x.rs': not a directory"
	expect 1 bind x.h -o .
	expect_messages <<<"braze: error: cannot write '.': is a directory"
	expect 1 bind x.h -o ''
	expect_files x.h
}

case_output_after_errors() # the old file stays, its time too
{
	echo 'int f(struct;' >x.h
	echo old >x.rs
	echo old >x.json
	touch -d 2001-01-01 x.rs
	expect 1 bind x.h -o x.rs --report x.json --depfile x.d
	[ "$(cat x.rs x.json)" = "old${IFS:2:1}old" ] || fail 'an output was written' x.rs
	[ "$(stat -c %Y x.rs)" = "$(date -d 2001-01-01 +%s)" ] || fail 'the file was touched'
	expect_files x.h x.json x.rs
}

case_output_unchanged() # the same text again leaves the file alone
{
	local before

	echo 'int x;' >x.h
	expect 0 bind x.h -o x.rs
	touch -d 2001-01-01 x.rs
	before=$(stat -c '%i %Y' x.rs)
	expect 0 bind x.h -o x.rs
	[ "$(stat -c '%i %Y' x.rs)" = "$before" ] || fail 'it was written again'
	echo 'int y;' >>x.h
	expect 0 bind x.h -o x.rs
	[ "$(stat -c '%i %Y' x.rs)" != "$before" ] || fail 'it was not written'
	grep -q 'y:' x.rs || fail 'no y' x.rs
}

case_output_mode()
{
	echo 'int x;' >x.h
	(umask 027 && expect 0 bind x.h -o new.rs) || exit 1
	[ "$(stat -c %a new.rs)" = 640 ] || fail "mode $(stat -c %a new.rs)"
	echo old >old.rs
	chmod 604 old.rs
	expect 0 bind x.h -o old.rs
	[ "$(stat -c %a old.rs)" = 604 ] || fail "mode $(stat -c %a old.rs)"
	grep -q 'x:' old.rs || fail 'not written' old.rs
}

case_output_link() # what a link points to is replaced, not the link
{
	mkdir other
	echo 'int x;' >x.h
	echo old >other/real.rs
	ln -s other/real.rs link.rs
	ln -s other/later.rs dangling.rs
	expect 0 bind x.h -o link.rs
	expect 0 bind x.h -o dangling.rs
	[ -L link.rs ] && [ -L dangling.rs ] || fail 'the link is gone'
	grep -q 'x:' other/real.rs && grep -q 'x:' other/later.rs || fail 'not written'
	expect_files x.h other other/real.rs other/later.rs link.rs dangling.rs
}

case_output_devices()
{
	echo 'int x;' >x.h
	expect 0 bind x.h -o /dev/null
	[ -c /dev/null ] || fail '/dev/null was replaced'
	expect 1 bind x.h -o /dev/full
	expect_messages <<<"braze: error: cannot write '/dev/full': no space left on device"
	"$braze" bind x.h >/dev/full 2>err
	[ $? = 1 ] || fail 'standard output is full, and no error'
	expect_messages <<<'braze: error: cannot write to standard output: no space left on device'
	"$braze" --help >/dev/full 2>err
	[ $? = 1 ] || fail 'standard output is full, and no error'
	mkfifo pipe
	cat pipe >got &
	expect 0 bind x.h -o pipe
	wait
	grep -q 'x:' got || fail 'nothing came through the pipe'
	expect 0 bind x.h -o -
	cmp out got || fail '-o - differs'
}

case_output_is_input()
{
	echo '#include "y.h"' >x.h
	echo 'int y;' >y.h
	ln y.h same.h
	cp y.h want
	for name in y.h ./y.h same.h x.h; do
		expect 1 bind x.h -o "$name"
		expect_messages <<<"braze: error: the output '$name' is a file that was read"
	done
	expect 1 bind x.h --report y.h
	cmp y.h want || fail 'the header was overwritten'
	rm want
	expect_files same.h x.h y.h
}

case_output_twice()
{
	: >x.h
	expect 1 bind x.h -o x.rs --report ./x.rs
	expect_messages <<<"braze: error: two outputs go to './x.rs'"
	expect_files x.h
	expect 0 bind x.h -o /dev/null --depfile /dev/null -q --report /dev/null
}

case_output_all_or_none() # one that cannot be written stops the others
{
	echo 'int x;' >x.h
	echo old >x.rs
	expect 1 bind x.h -o x.rs --report nowhere/r.json --depfile x.d
	[ "$(cat x.rs)" = old ] || fail 'x.rs was written'
	expect 1 bind x.h -o x.rs --report /dev/full
	[ "$(cat x.rs)" = old ] || fail 'x.rs was written'
	expect_files x.h x.rs
}

# As root a small file system is mounted, in a name space of its own; who may not do that has /dev/full above.
case_output_full_disk()
{
	echo 'int x;' >x.h
	python3 -c 'print("\n".join("int f%d(int a, int b, int c);" % i for i in range(5000)))' >big.h
	mkdir small
	# shellcheck disable=SC2016 # for the inner shell
	unshare --map-root-user --mount sh -c 'mount -t tmpfs -o size=64k none small' 2>/dev/null ||
		unshare --mount sh -c 'mount -t tmpfs -o size=64k none small' 2>/dev/null || {
		echo ' (skipped: no file system can be mounted here)' >.note
		return
	}
	cat >inside <<-'END'
		mount -t tmpfs -o size=64k none small || exit 9
		"$1" bind x.h -o small/x.rs || exit 8
		cp small/x.rs before.rs
		"$1" bind big.h -o small/x.rs 2>err
		echo "exit code $?"
		cmp small/x.rs before.rs && echo 'the old file is untouched'
		ls small
	END
	unshare --map-root-user --mount sh inside "$braze" >got 2>/dev/null || unshare --mount sh inside "$braze" >got
	printf "exit code 1\nthe old file is untouched\nx.rs\n" | diff - got >diff || fail 'otherwise than expected' diff
	expect_messages <<<"braze: error: cannot write 'small/x.rs': no space left on device"
}

# As another user, for whom the files of root are closed.
as_nobody()
{
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}

case_input_unreadable()
{
	mkdir open
	chmod 755 . open
	echo 'int x;' >open/x.h
	printf '#include "x.h"\n' >open/y.h
	chmod 000 open/x.h
	as_nobody cat "$(readlink -f "$braze")" >/dev/null 2>&1 || {
		cp "$braze" ./braze
		braze=$work/braze
	}
	as_nobody "$braze" bind open/x.h >out 2>err
	[ $? = 1 ] || fail "no exit code 1" err
	grep -q "^braze: error: .*'open/x.h'.*ermission denied" err || fail 'another message' err
	as_nobody "$braze" bind open/y.h >out 2>err
	[ $? = 1 ] || fail "no exit code 1 for an included one" err
	grep -qE '^open/y.h:1:[0-9]+: (fatal )?error: .*x\.h' err || fail 'another message' err
}

case_input_directory()
{
	mkdir folder.h
	expect 1 bind folder.h -o x.rs
	grep -q "^braze: error: .*'folder.h'.*directory" err || fail 'another message' err
	[ "$(grep -c error err)" = 1 ] || fail 'more than one error' err
	expect_files folder.h
}

case_input_missing()
{
	expect 1 bind nothere.h -o x.rs
	[ "$(grep -c error err)" = 1 ] || fail 'not one error' err
	grep -q "^braze: error: .*'nothere.h'" err || fail 'another message' err
	expect_files
}

case_input_empty()
{
	: >x.h
	expect 0 bind x.h -o x.rs
	"$rustc" --crate-type lib --emit metadata --crate-name x x.rs 2>log || fail 'rustc rejects it' log
}

case_input_odd_names()
{
	local name

	for name in 'with space.h' 'back\slash.h' '-dash.h' 'ä.h' "apostrophe'.h" '$dollar.h'; do
		echo 'int x;' >"./$name"
		expect 0 bind "./$name"
		grep -q 'x:' out || fail "nothing of '$name'" out
		rm "./$name"
	done
}

case_depfile()
{
	mkdir 'a dir'
	echo 'int x;' >'a dir/hash#1.h'
	echo 'int y;' >'dollar$.h'
	echo 'int z;' >last.h
	printf '#include "a dir/hash#1.h"\n#include "dollar$.h"\n' >first.h
	expect 0 bind first.h last.h -o 'the out.rs' --depfile x.d
	diff - x.d >diff <<-'END' || fail 'another rule' diff
		the\ out.rs: \
		  first.h \
		  a\ dir/hash\#1.h \
		  dollar$$.h \
		  last.h
	END
	# words: the name with a blank counts as two
	printf 'include x.d\nthe\\ out.rs: ; @echo made $(words $^)\n' >Makefile
	[ "$(make -s -B)" = 'made 5' ] || fail "make reads it otherwise: $(make -s -B)"
	[ -z "$(make -s | grep made)" ] || fail 'it is not up to date'
	touch -d '1 hour' 'dollar$.h'
	[ "$(make -s)" = 'made 5' ] || fail 'make does not see that a header is newer'
}

case_dump_stages()
{
	local stage

	echo 'struct s { int x; }; struct s f(void);' >x.h
	for stage in api select names layout types derive docs; do
		expect 0 bind x.h --dump $stage -o $stage.json
		python3 -c 'import json, sys; json.load(open(sys.argv[1]))["items"]' $stage.json || fail "$stage is no JSON"
	done
	! grep -q rust_name api.json || fail 'names before the pass'
	grep -q '"rust_name": *"s"' names.json || fail 'no names behind the pass'
	expect 0 bind x.h --dump=names
	cmp -s out names.json || fail 'standard output differs'
}

case_report()
{
	printf '#define F(x) x\n#define ONE 1\nlong double f(long double);\n' >x.h
	run_braze bind x.h -o x.rs --report r.json
	[ "$status" = 0 ] || fail 'failed' err
	python3 - <<-'END' || fail 'another report' r.json
		import json
		report = json.load(open("r.json"))
		assert report["counts"]["macros"]["written"] == 1
		assert {loss["name"] for loss in report["left_out"]} == {"F", "f"}, report["left_out"]
		assert all(loss["reason"] and loss["location"]["file"] == "x.h" for loss in report["left_out"])
	END
	grep -q '^left out: 2 ' err || fail 'no summary' err
}

case_deterministic()
{
	expect 0 bind stdio.h -o one.rs
	expect 0 bind stdio.h -o two.rs
	cmp one.rs two.rs || fail 'two runs differ'
	! grep -q "$PWD" one.rs || fail 'it has a path of this machine'
}
