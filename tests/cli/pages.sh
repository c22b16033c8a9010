# shellcheck shell=bash disable=SC2154
# Help and manual page: each has every option, and each is right in its own language. And what is installed.

option_names()
{
	sed -n 's/^OPTION("\([^"]*\)".*/\1/p' "$top/src/cli/options.def"
}

# Of a command that has a table of its own: 'check', 'kmod build'.
command_option_names() # command
{
	sed -nE 's/^(SHARED|OPTION)\("([^"]*)".*/\2/p' "$top/src/cli/$(tr ' -' '__' <<<"$1").def"
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
	for form in infer-macros check 'kmod new' 'kmod build' 'kmod test' 'kmod dkms'; do
		# shellcheck disable=SC2086 # two words
		expect 0 help $form
		[ "$(command_option_names "$form" | wc -l)" -gt 5 ] || fail "the table of $form was not read"
		for name in $(command_option_names "$form"); do
			grep -q -e "--$name\b" out || fail "$form: --$name is missing" out
		done
		expect_no out --use-core
	done
	expect 2 help frobnicate
	expect 2 help bidn
	expect_messages <<<"braze: error: no help on 'bidn', did you mean 'bind'?"
	expect 2 help bind check
	expect_messages <<<"braze: error: no help on 'bind check'"
}

case_help_of_kmod()
{
	local form

	expect 0 kmod help
	mv out want
	for form in 'kmod --help' 'kmod -h' 'help kmod'; do
		# shellcheck disable=SC2086 # two words
		expect 0 $form
		cmp -s out want || fail "$form differs from kmod help" out
	done
	for form in new build test dkms; do
		grep -q "^  $form " want || fail "no $form" want
		expect 0 help kmod "$form"
		mv out page
		expect 0 kmod "$form" --help
		cmp -s out page || fail "kmod $form --help differs from help kmod $form" out
		expect 0 kmod help "$form"
		cmp -s out page || fail "kmod help $form differs from help kmod $form" out
	done
	expect 2 kmod help biuld
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
	for name in $(option_names) configuration witness rustc-flags kernel qemu-arg; do
		grep -q -e "--$name\b" page || fail "--$name is missing" page
	done
	for name in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' ENVIRONMENT EXAMPLES; do
		expect_line page "$name"
	done
	! grep -q "$PWD" out || fail 'it has a path'
	expect 2 --print=html
}

case_installed_files()
{
	local prefix=$work/prefix build

	build=$(dirname "$(readlink -f "$braze")")
	DESTDIR=$prefix meson install -C "$build" --no-rebuild >log 2>&1 || fail 'the installation failed' log
	(cd "$prefix" && find . -type f | sed 's|^\./usr/\(local/\)\{0,1\}||' | sort) >files
	{
		(cd "$top/rust" && find kmod -type f -printf 'share/braze/%p\n')
		printf '%s\n' bin/braze share/bash-completion/completions/braze share/fish/vendor_completions.d/braze.fish \
			share/man/man1/braze.1 share/zsh/site-functions/_braze share/braze/kernel/check.mk share/braze/kernel/check.allow
	} | sort | diff - files >diff || fail 'other files are installed' diff
	[ "$(find "$prefix" -name braze.1 -size +4k | wc -l)" = 1 ] || fail 'the page is empty'
}
