# shellcheck shell=bash disable=SC2154
# -p DIR: flags from compile_commands.json. Headers show what reached them: every macro WHICH_… they see becomes a constant.

# A header that tells which definitions it got, in folder $1.
telling_header()
{
	mkdir -p "$(dirname "$1")"
	printf '#ifdef A\n#define WAS_A 1\n#endif\n#ifdef B\n#define WAS_B 1\n#endif\n#ifdef C\n#define WAS_C 1\n#endif\n' >"$1"
}

expect_entry() # a, b or c, and the words for braze
{
	local letter=$1 other

	shift
	expect 0 bind "$@"
	for other in A B C; do
		if [ "$other" = "$letter" ]; then
			grep -q "WAS_$other" out || fail "$*: the entry $other was not taken" out
		else
			! grep -q "WAS_$other" out || fail "$*: the entry $other was taken" out
		fi
	done
}

case_database_which_entry()
{
	telling_header lib/api.h
	telling_header lib/deep/er/inner.h
	telling_header include/c.h
	telling_header alone/b.h
	mkdir build
	cat >build/compile_commands.json <<-END
		[
		  { "directory": "$PWD", "file": "src/main.cpp", "command": "g++ -std=c++17 -DX src/main.cpp" },
		  { "directory": "$PWD", "file": "lib/a.c", "command": "gcc -DA -c lib/a.c -o build/a.o" },
		  { "directory": "$PWD/build", "file": "../other/b.c", "arguments": ["gcc", "-DB", "-c", "../other/b.c"] },
		  { "directory": "build/..", "file": "$PWD/src/c.c", "command": "gcc -DC -c ../src/c.c" }
		]
	END
	expect_entry A -p build lib/api.h             # in the same folder
	expect_entry A -p build lib/deep/er/inner.h   # the nearest one
	expect_entry C -p build include/c.h           # the same name, a folder away
	expect_entry B --compile-commands=build alone/b.h
	(cd lib && expect_entry A -p ../build api.h) || exit 1
}

case_database_entry_of_header() # its own entry goes before all others, and the first of equals counts
{
	telling_header api.h
	cat >compile_commands.json <<-END
		[{"directory": "$PWD", "file": "api.c", "command": "gcc -DA -c api.c"},
		 {"directory": "$PWD", "file": "api.h", "command": "gcc -DB -x c-header api.h"},
		 {"directory": "$PWD", "file": "./api.h", "command": "gcc -DC api.h"}]
	END
	expect_entry B -p . api.h
}

case_database_paths() # relative ones are meant from the folder of the entry
{
	local option

	mkdir -p build gen sys quote after frame
	echo '#define FROM_OUT 1' >gen/out.h
	echo '#define FROM_SYS 1' >sys/sys.h
	echo '#define FROM_QUOTE 1' >quote/quote.h
	echo '#define FROM_AFTER 1' >after/after.h
	echo '#define FORCED 1' >gen/forced.h
	printf '#include <out.h>\n#include <sys.h>\n#include "quote.h"\n#include <after.h>\n' >api.h
	echo '#ifdef FORCED' >>api.h
	printf '#define WAS_FORCED 1\n#endif\n' >>api.h
	for option in '"-I../gen", "-isystem../sys", "-iquote../quote", "-idirafter../after", "-include../gen/forced.h"' \
		'"-I", "../gen", "-isystem", "../sys", "-iquote", "../quote", "-idirafter", "../after", "-include", "../gen/forced.h"' \
		"\"-I$PWD/gen\", \"-isystem$PWD/sys\", \"-iquote$PWD/quote\", \"-idirafter$PWD/after\", \"-include\", \"$PWD/gen/forced.h\""; do
		printf '[{"directory": "%s", "file": "x.c", "arguments": ["cc", %s, "-c", "x.c"]}]' "$PWD/build" "$option" \
			>build/compile_commands.json
		expect 0 bind -p build api.h
		for name in FROM_OUT FROM_SYS FROM_QUOTE FROM_AFTER WAS_FORCED; do
			grep -q "const $name:" out || fail "$name is missing with $option" out
		done
	done
}

case_database_what_is_compiled() # outputs, dependency files and sources of the entry are not the binding's
{
	echo 'int f(void);' >api.h
	cat >compile_commands.json <<-END
		[{"directory": "$PWD", "file": "a.c", "command": "ccache /usr/bin/gcc -c -MD -MMD -MP -MF a.d -MT a.o -MQ x -MFb.d -Wp,-MMD,c.d
		 -o a.o -oq.o --output=r.o -S -E -x c -xc -Llib -lm -l m -Wl,-z,now -DN='a b' -fconserve-stack a.c other.o -- a.c"}]
	END
	tr '\n' ' ' <compile_commands.json >x && mv x compile_commands.json
	expect 0 bind -p . api.h -o api.rs
	grep -q 'fn f()' api.rs || fail 'no function' api.rs
	expect_files api.h api.rs compile_commands.json
}

case_database_cross_compiler() # its name says for which machine it compiles
{
	echo 'int x[sizeof(void *)];' >api.h
	printf '[{"directory": "%s", "file": "a.c", "command": "ccache /opt/bin/i686-linux-gnu-gcc-12.2 -c a.c"}]' "$PWD" >compile_commands.json
	expect 0 bind -p . api.h
	grep -q 'x: \[.*; 4usize\]' out || fail 'not 32 bits' out
	expect 0 bind -p . api.h --target x86_64-linux-gnu
	grep -q 'x: \[.*; 8usize\]' out || fail '--target does not override it' out
	expect 0 bind -p . api.h -- --target=x86_64-linux-gnu
	grep -q 'x: \[.*; 8usize\]' out || fail 'clang flags do not override it' out
}

case_database_order() # -p, then --pkg-config, then what stands behind --
{
	echo 'int x[N];' >api.h
	printf '[{"directory": "%s", "file": "a.c", "command": "gcc -DN=1 -c a.c"}]' "$PWD" >compile_commands.json
	printf 'Name: n\nDescription: n\nVersion: 1\nCflags: -UN -DN=2\n' >n.pc
	export PKG_CONFIG_PATH=$PWD
	expect 0 bind -p . api.h
	grep -q '; 1usize\]' out || fail 'not that of the entry' out
	expect 0 bind --pkg-config n api.h -p .
	grep -q '; 2usize\]' out || fail 'not that of pkg-config' out
	expect 0 bind -p . --pkg-config n api.h -- -UN -DN=3
	grep -q '; 3usize\]' out || fail 'not that behind --' out
}

case_database_note()
{
	echo 'int x;' >api.h
	printf '[\n {"directory": "%s", "file": "a.c", "command": "gcc -c a.c"}]' "$PWD" >compile_commands.json
	run_braze bind -v -p . api.h
	expect_line err "braze: note: the flags for 'api.h' are those of '$PWD/a.c' (./compile_commands.json:2)"
}

case_database_errors()
{
	local text want

	: >api.h
	expect 1 bind -p nowhere api.h
	expect_messages <<<"braze: error: cannot read 'nowhere/compile_commands.json': no such file or directory"
	while IFS='|' read -r text want; do
		printf '%b' "$text" >compile_commands.json
		expect 1 bind -p . api.h
		head -n 1 err | grep -qxF -e "./compile_commands.json:$want" || fail "for '$text' not '$want'" err
	done <<-'END'
		{}|1:1: error: a compilation database begins with '['
		|1:1: error: a compilation database begins with '['
		[\n\n 7]|3:2: error: an entry must be an object
		[{"directory": "/", "file": "a.c",\n "command": }]|2: error: not JSON: unexpected token near '}'
		[{"directory": "/", "file": "a.c", "command": "cc a.c"}\n{}]|2:1: error: ',' or ']' is expected here
		[{"directory": "/", "file": "a.c", "command": "cc a.c"},\n]|2: error: not JSON: unexpected token near ']'
		[{"directory": "/", "file": "a.c", "command": "cc a.c"}|1:56: error: ',' or ']' is expected here
		[\n{"file": "a.c", "command": "cc a.c"}]|2: error: the entry has no 'directory' or no 'file'
		[\n\n{"directory": "/", "file": "a.c"}]|3: error: the entry has neither 'arguments' nor 'command'
		[{"directory": "/", "file": "a.c", "arguments": [1]}]|1: error: 'arguments' is no list of strings
		[{"directory": "/", "file": "a.c", "command": "cc 'a.c"}]|1: error: the command is empty or has a quotation mark that is not closed
		[{"directory": "/", "file": "a.c", "command": ""}]|1: error: the command is empty or has a quotation mark that is not closed
	END
	for text in '[]' '[{"directory": "/", "file": "a.cpp", "command": "g++ a.cpp"}]'; do
		echo "$text" >compile_commands.json
		expect 1 bind -p . api.h
		expect_messages <<<"./compile_commands.json: error: no entry is for 'api.h' or for a source in C"
	done
}

case_database_large() # 20,000 entries in a moment
{
	echo 'int x;' >api.h
	python3 - <<-'END'
		import json, os
		here = os.getcwd()
		entries = [{"directory": here, "file": f"src/{i}/f{i}.c", "command": f"gcc -DN={i} -c src/{i}/f{i}.c"} for i in range(20000)]
		json.dump(entries, open("compile_commands.json", "w"), indent=1)
	END
	timeout 20 "$braze" bind -p . api.h -o api.rs || fail "exit code $?"
}

case_pkg_config()
{
	mkdir 'a folder'
	echo '#define FOUND 1' >'a folder/found.h'
	# shellcheck disable=SC2016 # pkg-config's own variable
	printf 'prefix=%s\nName: n\nDescription: n\nVersion: 1.2\nCflags: -I"${prefix}/a folder" -DWORD="two words"\n' "$PWD" >n.pc
	printf 'Name: m\nDescription: m\nVersion: 1\nCflags: -DM\n' >m.pc
	export PKG_CONFIG_PATH=$PWD
	printf '#include <found.h>\n#ifdef M\n#define WAS_M 1\n#endif\n' >api.h
	expect 0 bind --pkg-config n --pkg-config m api.h
	grep -q FOUND out && grep -q WAS_M out || fail 'not all flags came' out
	expect 0 bind --pkg-config 'n >= 1.0' api.h
	expect 1 bind --pkg-config 'n >= 2.0' api.h
	grep -q "^braze: error: pkg-config: .*n >= 2.0" err || fail 'another message' err
	expect 1 bind --pkg-config no-such-package api.h
	grep -q '^braze: error: pkg-config: .*no-such-package' err || fail 'another message' err
	expect 1 bind --pkg-config --version api.h
	PKG_CONFIG=/nowhere/pkg-config expect 1 bind --pkg-config n api.h
	grep -q '^braze: error: cannot run pkg-config: ' err || fail 'another message' err
}
