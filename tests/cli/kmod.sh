# shellcheck shell=bash disable=SC2154
# braze kmod, as far as it needs no kernel: its commands, new modules, dkms.conf. (What is built is tests/kmod's.)

case_kmod_commands()
{
	expect 2 kmod
	expect_messages <<<"braze: error: no kmod command given; 'braze kmod help' lists them"
	expect 2 kmod bild
	expect_messages <<<"braze: error: unknown kmod command 'bild', did you mean 'build'?"
	expect 2 kmod frobnicate
	expect_messages <<<"braze: error: unknown kmod command 'frobnicate'; 'braze kmod help' lists them"
}

case_kmod_arguments()
{
	expect 2 kmod build a b
	expect_messages <<<"braze: error: 'b' is a second folder: 'braze kmod build' takes one"
	expect 2 kmod dkms a b
	expect_messages <<<"braze: error: 'b' is a second folder: 'braze kmod dkms' takes one"
	expect 2 kmod new
	expect_messages <<<"braze: error: no name given; 'braze kmod new --help' shows how to use it"
	expect 2 kmod new a b
	expect_messages <<<"braze: error: 'b' is a second name: 'braze kmod new' takes one"
	expect 2 kmod build ''
	expect_messages <<<'braze: error: the name of a folder is empty'
	expect 2 kmod build -- -DX
	expect_messages <<<"braze: error: '-DX': 'braze kmod build' takes nothing behind --"
	expect 2 kmod build --use-core
	expect_messages <<-'END'
		braze: error: unknown option '--use-core'
		    --use-core
		    ^
	END
	for number in 0 -1 1x '' 9999999; do
		expect 2 kmod test --rounds "$number"
		expect_messages <<-END
			braze: error: '$number' is no number from 1 to 999999
			    --rounds $number
			             ^
		END
	done
	expect_files
}

case_kmod_new()
{
	expect 0 kmod new hello
	grep -qxF "'hello' has a module; 'braze kmod build hello' builds it" out || fail 'it says something else' out
	(cd hello && find . -type f | sort) >files
	printf './%s\n' .gitignore Kbuild README.md bindings.h contract.yaml src/lib.rs test/run | sort | diff - files >diff ||
		fail 'other files' diff
	[ -x hello/test/run ] || fail 'test/run cannot be run'
	sh -n hello/test/run || fail 'test/run is no script'
	expect_line hello/Kbuild 'obj-m := hello.o'
	expect_line hello/src/lib.rs '    name: "hello",'
	expect_line hello/src/lib.rs '    license: "GPL",'
	expect_line hello/src/lib.rs 'struct Hello {'
	! grep -r '@' hello || fail 'a place of the template is left'
	mkdir empty
	expect 0 kmod new empty/ --quiet --license 'Dual MIT/GPL'
	[ ! -s out ] || fail 'it says something' out
	expect_line empty/src/lib.rs '    license: "Dual MIT/GPL",'
	expect 0 kmod new empty/src/../my_2nd_lamp
	expect_line empty/my_2nd_lamp/src/lib.rs 'struct My2ndLamp {'
	for name in self result kernel_module _9; do
		expect 0 kmod new "$name"
		grep -qxE "struct (The|Module)[A-Za-z0-9]+ \{" "$name/src/lib.rs" || fail "$name: the name of its type" "$name/src/lib.rs"
	done
	(umask 077 && expect 0 kmod new secret)
	[ "$(stat -c %a secret secret/test/run)" = $'700\n700' ] || fail 'it does not heed the umask'
}

case_kmod_new_refuses()
{
	mkdir full
	touch full/x file
	ln -s nowhere link
	expect 1 kmod new full
	expect_messages <<<"braze: error: the folder 'full' is there already, and is not empty"
	expect 1 kmod new file
	expect_messages <<<"braze: error: 'file' is there already, and is no folder"
	expect 1 kmod new link
	expect 1 kmod new no/such
	expect_messages <<<"braze: error: 'no/such' cannot be made: no such file or directory"
	expect 1 kmod new my-lamp
	expect_messages <<<"braze: error: 'my-lamp' can be no module's name: Kbuild would change '-' to '_'"
	expect 1 kmod new 9lives
	expect 1 kmod new ä
	expect 1 kmod new 'a b'
	expect 1 kmod new kmod
	expect_messages <<<"braze: error: 'kmod' can be no module's name: the build has something else of that name"
	expect 1 kmod new /
	expect 1 kmod new .
	expect 1 kmod new "$(printf 'a%.0s' {1..56})"
	expect_line err "braze: error: '$(printf 'a%.0s' {1..56})' can be no module's name: the kernel takes 55 characters at most"
	expect 1 kmod new a --license ''
	expect 1 kmod new a --license 'a"b'
	expect_messages <<-'END'
		braze: error: --license: a licence has letters, digits, blanks and marks of ASCII
		    --license a"b
		               ^
	END
	expect_files full full/x file link
	run_braze kmod new mine --license MIT
	[ "$status" = 0 ] || fail 'a licence of its own is an error' err
	expect_messages <<<"braze: warning: the kernel does not take the licence 'MIT' for one that fits the GPL [-Wmodule-license]"
}

# A disk that is full, or may not be written: nothing is left.
case_kmod_new_fails()
{
	mkdir -m 755 here
	mkdir -m 555 here/closed
	if [ "$(id -u)" -eq 0 ]; then
		chmod 755 .
		setpriv --reuid=65534 --clear-groups "$braze" kmod new here/closed/a >out 2>err
		status=$?
	else
		run_braze kmod new here/closed/a
	fi
	[ "$status" = 1 ] || fail "exit code $status" err
	expect_messages <<<"braze: error: 'here/closed/a' cannot be made: permission denied"
	expect_files here here/closed
	(
		ulimit -f 0
		trap '' XFSZ
		"$braze" kmod new a >/dev/null 2>&1
		[ $? = 1 ]
	) || fail 'a file that cannot be written is no error'
	expect_files here here/closed
}

case_kmod_errors()
{
	expect 1 kmod dkms nothing
	expect_messages <<<"braze: error: there is no folder 'nothing'; 'braze kmod new NAME' makes one with a module"
	expect 1 kmod dkms
	expect_messages <<<"braze: error: '.' is no module's folder: it has no src/lib.rs; 'braze kmod new NAME' makes one"
	mkdir -p m/src
	printf 'kmod::module! {\n    type: M,\n    name: "m",\n    licence: "GPL",\n}\n' >m/src/lib.rs
	expect 1 kmod dkms m
	expect_messages <<-'END'
		m/src/lib.rs:4:5: error: module! has no 'licence', did you mean 'license'?
		    4 |     licence: "GPL",
		      |     ^
	END
	(cd m && expect 1 kmod dkms && expect_messages) <<-'END'
		src/lib.rs:4:5: error: module! has no 'licence', did you mean 'license'?
		    4 |     licence: "GPL",
		      |     ^
	END
	printf 'kmod::module! {\n    type: M,\n    name: "m",\n    license: "GPLv2",\n}\n' >m/src/lib.rs
	printf 'obj-m := n.o\n' >m/Kbuild
	expect 1 kmod dkms m --color never
	expect_messages <<-'END'
		m/src/lib.rs:4:14: warning: the kernel does not take the licence 'GPLv2' for one that fits the GPL, did you mean 'GPL v2'? [-Wmodule-license]
		    4 |     license: "GPLv2",
		      |              ^
		m/Kbuild:1: error: Kbuild makes a module of 'n.o', but module! calls it 'm': write 'obj-m := m.o'
		    1 | obj-m := n.o
	END
}

case_kmod_dkms_conf()
{
	expect 0 kmod new m
	expect 0 kmod dkms m
	[ ! -s out ] || fail 'it says something' out
	bash -n m/dkms.conf || fail 'bash rejects it'
	expect_line m/dkms.conf 'PACKAGE_NAME="m"'
	expect_line m/dkms.conf 'PACKAGE_VERSION="0.1.0"'
	expect 0 kmod dkms m --output -
	cmp -s out m/dkms.conf || fail 'it writes something else to standard output' out
	touch -d 2020-01-01 m/dkms.conf
	expect 0 kmod dkms m
	[ -z "$(find m/dkms.conf -newermt 2020-01-02)" ] || fail 'it writes what is there already'
	sed -i 's/0\.1\.0/0.2/' m/src/lib.rs
	(cd m && expect 0 kmod dkms)
	expect_line m/dkms.conf 'PACKAGE_VERSION="0.2"'
	echo 'mine=1' >m/dkms.conf
	expect 1 kmod dkms m
	expect_messages <<<"braze: error: 'm/dkms.conf' is there already, and 'braze kmod dkms' did not write it: remove it, or name another file with -o"
	expect 0 kmod dkms m -o other.conf
	sed -i '/version/d' m/src/lib.rs
	expect 1 kmod dkms m -o -
	expect_messages <<<"braze: error: DKMS needs a version: put 'version: \"1.0\"' into module! of 'm'"
	sed -i 's|^    license.*|&\n    version: "../up",|' m/src/lib.rs
	expect 1 kmod dkms m -o -
	grep -q "DKMS takes no version '../up'" err || fail 'it takes that version' err
}
