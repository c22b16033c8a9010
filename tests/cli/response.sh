# shellcheck shell=bash disable=SC2154
# @FILE on the command line.

case_response_file()
{
	echo 'struct a { int x; }; struct b { int x; };' >x.h
	cat >flags <<-'END'
		# a comment
		--use-core   --raw-line 'pub type two_words = u8; // a "quoted" text'
		--blocklist-type=b "x.h" -o 'the output.rs'
	END
	expect 0 bind @flags
	expect_line 'the output.rs' 'pub type two_words = u8; // a "quoted" text'
	expect_no 'the output.rs' 'struct b'
	expect_files flags 'the output.rs' x.h
}

case_response_dashes() # what follows -- in a file is clang's, and so is all that follows the file
{
	echo 'int x = sizeof(int[N]); struct s { char c[M]; };' >x.h
	echo 'x.h -- -DN=1 @more' >flags
	echo '-DM=7' >more
	expect 0 bind -o x.rs @flags -w
	grep -q 'c: \[.*; 7usize\]' x.rs || fail 'no -DM' x.rs
}

case_response_nested()
{
	local i

	: >x.h
	for i in $(seq 0 30); do
		echo "@flags$((i + 1))" >"flags$i"
	done
	echo x.h >flags16
	expect 0 bind @flags1
	expect 2 bind @flags0
	expect_messages <<-'END'
		braze: error: response files are nested deeper than 16 levels
		    @flags16
		    ^
	END
	echo '@loop' >loop
	expect 2 bind @loop
	expect_line err 'braze: error: response files are nested deeper than 16 levels'
}

case_response_errors()
{
	mkdir folder
	printf 'x.h "--use-core' >quote
	printf 'x.h\0' >zero
	expect 2 bind x.h @missing
	expect_messages <<-'END'
		braze: error: cannot read the response file: no such file or directory
		    @missing
		     ^
	END
	expect 2 bind x.h @folder
	expect_line err 'braze: error: cannot read the response file: is a directory'
	expect 2 bind x.h @quote
	expect_line err 'braze: error: cannot read the response file: a quotation mark is not closed'
	expect 2 bind x.h @zero
	expect_line err 'braze: error: cannot read the response file: it has a zero byte in it'
	expect 2 bind x.h @
	expect_line err 'braze: error: cannot read the response file: no such file or directory'
}

case_response_empty()
{
	: >x.h
	: >empty
	expect 0 bind @empty x.h -o x.rs
}

case_response_is_no_value() # the value of an option is never replaced
{
	: >x.h
	expect 0 bind x.h -o x.rs --raw-line @nothing
	expect_line x.rs @nothing
}
