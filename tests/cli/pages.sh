# shellcheck shell=bash disable=SC2154
# Help, manual page and completions: each has every option, and each is right in its own language.

option_names()
{
	sed -n 's/^OPTION("\([^"]*\)".*/\1/p' "$top/src/cli/options.def"
}

case_version()
{
	local form

	for form in version --version -V 'bind --version' 'bind x.h -V'; do
		# shellcheck disable=SC2086 # two words
		expect 0 $form
		grep -qxE 'braze [0-9]+\.[0-9]+\.[0-9]+ \(libclang [0-9.]+\)' out || fail "$form" out
		[ "$(wc -l <out)" = 1 ] || fail "$form: more than a line" out
	done
}

case_help()
{
	local form name

	for form in help --help -h; do
		expect 0 "$form"
		grep -q '^  bind ' out || fail "$form" out
	done
	expect 0 help bind
	mv out want
	for form in '--help' '-h' 'x.h --use-core -h'; do
		# shellcheck disable=SC2086 # several words
		expect 0 bind $form
		cmp -s out want || fail "bind $form differs from help bind" out
	done
	[ "$(option_names | wc -l)" -gt 80 ] || fail 'the table was not read'
	for name in $(option_names); do
		grep -q -e "--$name\b" out || fail "--$name is missing" out
	done
	expect 2 help frobnicate
}

case_help_width()
{
	local columns

	for columns in 60 72 100; do
		COLUMNS=$columns expect 0 bind --help
		[ "$(wc -L <out)" -le "$columns" ] || fail "wider than $columns" out
	done
	[ "$(sed -n '/ --color/,/ --verbose/p' out | wc -l)" -lt 5 ] || fail 'wrapped too early' out
}

case_man_page()
{
	local name

	expect 0 --print=man
	man --warnings -l out >page 2>warnings || fail 'man rejects it' warnings
	[ ! -s warnings ] || fail 'man warns' warnings
	groff -man -ww -z out 2>warnings || fail 'groff rejects it' warnings
	[ ! -s warnings ] || fail 'groff warns' warnings
	for name in $(option_names); do
		grep -q -e "--$name\b" page || fail "--$name is missing" page
	done
	for name in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' ENVIRONMENT EXAMPLES; do
		expect_line page "$name"
	done
	! grep -q "$PWD" out || fail 'it has a path'
	expect 2 --print=html
}

# What bash offers for the words, the last of which is being written.
bash_completes() # word...
{
	COMP_WORDS=(braze "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	compopt() { :; }
	_braze braze "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
	printf '%s\n' "${COMPREPLY[@]}" | sort >offered
}

case_bash_completion()
{
	expect 0 --print=bash
	bash -n out || fail 'bash rejects it'
	# shellcheck source=/dev/null
	. ./out
	mkdir sub
	: >sub/api.h
	bash_completes b
	expect_line offered bind
	bash_completes bind --
	option_names | sed 's/^/--/' | sort | diff - offered >diff || fail 'other options' diff
	bash_completes bind --dump la
	expect_line offered layout
	bash_completes bind --color = a
	printf 'always\nauto\n' | diff - offered >diff || fail '--color=a' diff
	bash_completes bind --color =
	printf 'always\nauto\nnever\n' | diff - offered >diff || fail '--color=' diff
	bash_completes bind sub/
	expect_line offered sub/api.h
	bash_completes bind -o sub/
	expect_line offered sub/api.h
	bash_completes bind -p s
	expect_line offered sub
	bash_completes bind --allowlist-type s
	expect_line offered ''
	bash_completes bind x.h -- --
	expect_line offered ''
	bash_completes help ''
	expect_line offered bind
}

case_zsh_completion()
{
	expect 0 --print=zsh
	mkdir functions
	mv out functions/_braze
	zsh -n functions/_braze 2>log || fail 'zsh rejects it' log
	# a terminal in which zsh shows what it offers
	cat >ask.py <<-'END'
		import os, pty, select, sys, time
		words = sys.argv[1]
		child, fd = pty.fork()
		if child == 0:
		    os.environ.update(TERM="dumb", COLUMNS="100", ZDOTDIR="/nonexistent")
		    os.execvp("zsh", ["zsh", "-f"])
		def read(until, seconds=20):
		    text, end = b"", time.time() + seconds
		    while until not in text and time.time() < end:
		        if select.select([fd], [], [], 0.1)[0]:
		            text += os.read(fd, 65536)
		    return text
		def say(text):
		    os.write(fd, text)
		say(b"PS1='' LISTMAX=1000; fpath=($PWD/functions $fpath); autoload -U compinit; compinit -u -D; echo rea''dy\n")
		read(b"ready\r")
		say(words.encode() + b"\t\t")
		time.sleep(1.5)
		say(b"\x15echo do''ne\n")
		print(read(b"done\r").decode(errors="replace").replace("\r", ""))
	END
	python3 ask.py 'braze bind --allowlist-' >offered
	for name in $(option_names | grep '^allowlist-'); do
		grep -q -e "--$name" offered || fail "--$name is not offered" offered
	done
	python3 ask.py 'braze bind --default-visibility=' >offered
	grep -q 'crate.*private.*public' offered || fail 'no choices' offered
	python3 ask.py 'braze ' >offered
	grep -q 'bind.*help.*version' offered || fail 'no commands' offered
}

case_installed_files()
{
	local prefix=$work/prefix build

	build=$(dirname "$(readlink -f "$braze")")
	DESTDIR=$prefix meson install -C "$build" --no-rebuild >log 2>&1 || fail 'the installation failed' log
	(cd "$prefix" && find . -type f | sed 's|^\./usr/\(local/\)\{0,1\}||' | sort) >files
	printf '%s\n' bin/braze share/bash-completion/completions/braze share/man/man1/braze.1 share/zsh/site-functions/_braze |
		sort | diff - files >diff || fail 'other files are installed' diff
	[ "$(find "$prefix" -name braze.1 -size +4k | wc -l)" = 1 ] || fail 'the page is empty'
}
