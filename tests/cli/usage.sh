# shellcheck shell=bash disable=SC2154
# Commands and options: what is accepted, and what is said about a mistake.

case_no_command()
{
	expect 2
	expect_messages <<<"braze: error: no command given; 'braze help' lists them"
}

case_unknown_command()
{
	expect 2 bnid
	expect_messages <<<"braze: error: unknown command 'bnid', did you mean 'bind'?"
	expect 2 frobnicate
	expect_messages <<<"braze: error: unknown command 'frobnicate'; 'braze help' lists them"
}

case_no_header()
{
	expect 2 bind
	expect_messages <<<"braze: error: no header given; 'braze bind --help' shows how to use it"
}

case_unknown_option()
{
	expect 2 bind x.h --allowlist-tpye x
	expect_messages <<-'END'
		braze: error: unknown option '--allowlist-tpye', did you mean '--allowlist-type'?
		    --allowlist-tpye
		    ^
	END
	expect 2 bind x.h --zzzzzzzz=1 -k -vqZ
	expect_messages <<-'END'
		braze: error: unknown option '--zzzzzzzz'
		    --zzzzzzzz=1
		    ^
		braze: error: unknown option '-k'
		    -k
		     ^
		braze: error: unknown option '-Z'
		    -vqZ
		       ^
	END
}

case_missing_value()
{
	expect 2 bind x.h -o
	expect_messages <<-'END'
		braze: error: -o needs a value: FILE
		    -o
		      ^
	END
	expect 2 bind x.h --depfile -- -DX
	expect_line err 'braze: error: --depfile needs a value: FILE'
}

case_value_for_flag()
{
	expect 2 bind x.h --use-core=yes
	expect_messages <<-'END'
		braze: error: --use-core takes no value
		    --use-core=yes
		              ^
	END
}

case_choices()
{
	expect 2 bind x.h --default-enum-style=rusty
	expect_messages <<-'END'
		braze: error: 'rusty' is none of 'consts', 'moduleconsts', 'bitfield', 'newtype', 'newtype_global', 'rust', 'rust_non_exhaustive'
		    --default-enum-style rusty
		                         ^
	END
	expect 2 bind x.h --generate functions,type,vars
	expect_messages <<-'END'
		braze: error: 'type' is none of 'functions', 'types', 'vars'
		    --generate functions,type,vars
		                         ^
	END
	local option
	for option in --macro-types --default-macro-constant-type --default-alias-style --default-non-copy-union-style \
		--default-visibility --message-format --color --dump --rust-edition; do
		expect 2 bind x.h "$option" nonsense
		grep -q "error: 'nonsense' is none of '" err || fail "$option takes anything" err
	done
}

case_rust_target()
{
	local version

	: >x.h
	for version in 1.85 1.85.1 1.96 nightly; do
		expect 0 bind x.h --rust-target "$version"
	done
	for version in 1 1. 1.x 2.0 1.85. 1.85.1.2 stable '' 1.99999999999; do
		expect 2 bind x.h --rust-target "$version"
		grep -q "is not a valid Rust target" err || fail "'$version'" err
	done
}

case_patterns()
{
	expect 2 bind x.h --allowlist-type 'a(b' --opaque-type='*' --no-copy '[z-a]' --blocklist-item '(?=x)' --allowlist-var '\1'
	expect_messages <<-'END'
		braze: error: --allowlist-type: the group has no closing ')'
		    --allowlist-type a(b
		                      ^
		braze: error: --opaque-type: nothing stands before '*'
		    --opaque-type *
		                  ^
		braze: error: --no-copy: the range ends before it begins
		    --no-copy [z-a]
		               ^
		braze: error: --blocklist-item: look-around is not supported
		    --blocklist-item (?=x)
		                     ^
		braze: error: --allowlist-var: backreferences are not supported
		    --allowlist-var \1
		                    ^
	END
}

case_pattern_with_list()
{
	expect 2 bind x.h --with-derive-custom foo --with-derive-custom 'a(=Eq' --with-attribute-custom 'x=]#[a]' \
		--with-attribute-custom-enum 'x=' --override-abi 'f=fast'
	expect_messages <<-'END'
		braze: error: --with-derive-custom: there is no '=' behind the regular expression
		    --with-derive-custom foo
		                            ^
		braze: error: --with-derive-custom: the group has no closing ')'
		    --with-derive-custom a(=Eq
		                          ^
		braze: error: --with-attribute-custom: the bracket has no counterpart
		    --with-attribute-custom x=]#[a]
		                              ^
		braze: error: --with-attribute-custom-enum: nothing stands behind '='
		    --with-attribute-custom-enum x=
		                                   ^
		braze: error: 'fast' is none of 'C', 'C-unwind', 'system', 'stdcall', 'fastcall', 'thiscall', 'vectorcall', 'aapcs', 'win64', 'sysv64', 'efiapi'
		    --override-abi f=fast
		                     ^
	END
}

case_forms_of_options() # values apart and attached, short ones together, before and behind the header
{
	echo '#define ONE 1' >x.h
	expect 0 bind --allowlist-var=ONE x.h -o a.rs --use-core
	expect 0 bind x.h --use-core --allowlist-var ONE -ob.rs
	expect 0 bind -qo c.rs --use-core --allowlist-var ONE x.h --
	cmp a.rs b.rs && cmp a.rs c.rs || fail 'they differ'
	grep -q 'ONE: u32 = 1' a.rs || fail 'no constant' a.rs
}

case_header_behind_dashes() # belongs to clang
{
	: >x.h
	expect 2 bind -- x.h
	expect_line err "braze: error: no header given; 'braze bind --help' shows how to use it"
}

case_last_value_counts()
{
	echo 'enum e { A };' >x.h
	expect 0 bind x.h --default-enum-style rust --default-enum-style newtype -o first.rs -o last.rs
	grep -q 'pub struct e(' last.rs || fail 'not a newtype' last.rs
	expect_files last.rs x.h
}

case_depfile_needs_output()
{
	: >x.h
	expect 2 bind x.h --depfile x.d
	expect_line err 'braze: error: --depfile needs -o: the rule has the name of the output'
	expect_files x.h
}

case_json_messages()
{
	echo 'int f(struct;' >x.h
	expect 2 bind x.h --message-format=json --allowlist-type 'ä[' --nope
	python3 - <<-'END' || fail 'wrong JSON' err
		import json
		first, second = [json.loads(line) for line in open("err")]
		assert first == {"option": "--allowlist-type", "argument": "ä[", "offset": 2, "severity": "error",
		                 "message": "--allowlist-type: the class has no closing ']'"}, first
		assert second["argument"] == "--nope" and second["severity"] == "error", second
	END
	expect 1 bind x.h --message-format json
	python3 - <<-'END' || fail 'wrong JSON' err
		import json
		for line in open("err"):
		    message = json.loads(line)
		    assert message["file"] == "x.h" and message["line"] == 1 and message["column"] > 0, message
	END
}

case_color()
{
	echo 'int f(struct;' >x.h
	run_braze bind x.h
	! grep -q $'\033' err || fail 'colour without a terminal' err
	run_braze bind x.h --color always
	grep -q $'\033\\[1;31merror' err || fail 'no colour' err
	run_braze bind x.h --color=never
	! grep -q $'\033' err || fail 'colour although never' err
	NO_COLOR='' TERM=xterm script -qec "$braze bind x.h" /dev/null >terminal </dev/null
	grep -q $'\033\\[1;31merror' terminal || fail 'no colour on a terminal' terminal
	NO_COLOR=1 TERM=xterm script -qec "$braze bind x.h" /dev/null >terminal </dev/null
	! grep -q $'\033' terminal || fail 'colour although NO_COLOR' terminal
}

case_quiet()
{
	printf '#warning look\nint x;\n' >x.h
	run_braze bind x.h -o x.rs
	grep -q warning err || fail 'no warning' err
	expect 0 bind x.h -q -o x.rs --report r.json
}
