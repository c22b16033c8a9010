# shellcheck shell=bash disable=SC2154
# Completions: each has every option, and each shell takes it and offers the right things. bash, elvish, fish and zsh are
# asked themselves; PowerShell, which Debian does not have, is read.

# The options of `braze bind`, those of bindgen but for what is not supported, and those of other commands. (option_names: pages.sh)
offered_names() # bind|bindgen|infer-macros|check|kmod build|...
{
	if [ "$1" != bind ] && [ "$1" != bindgen ]; then
		command_option_names "$1"
		return
	fi
	option_names
	[ "$1" = bind ] ||
		sed -n '/^OPTION([^,]*, [^,]*, [^,]*, REFUSED,/d; s/^OPTION("\([^"]*\)".*/\1/p' "$top/src/cli/bindgen.def"
}

refused_names()
{
	sed -n 's/^OPTION("\([^"]*\)", [^,]*, [^,]*, REFUSED,.*/\1/p' "$top/src/cli/bindgen.def"
}

# The completions that a program of this name has, as a file NAME.SHELL.
write_completion() # shell braze|bindgen
{
	if [ "$2" = braze ]; then
		expect 0 "--print=$1"
	else
		expect 0 bindgen --generate-shell-completions "$1"
	fi
	mv out "$2.$1"
}

expect_offers() # offer...: just these, in any order; they stand in the file offered
{
	printf '%s\n' "$@" | sort | sed '/^$/d' | diff - <(sort offered | sed '/^$/d') >diff ||
		fail "it offers something else than '$*'" diff
}

# All options of the command, and no others, are offered.
expect_options() # bind|bindgen|infer-macros|check|kmod build|...
{
	offered_names "$1" | sed 's/^/--/' | sort | diff - <(grep -e -- offered | sort) >diff ||
		fail "other options of $1" diff
}

case_completion_lists()
{
	[ "$(offered_names bindgen | wc -l)" -gt "$(offered_names bind | wc -l)" ] || fail 'the table was not read'
	[ "$(refused_names | wc -l)" -gt 10 ] || fail 'the table was not read'
	expect 2 bindgen --generate-shell-completions tcsh
	expect 2 --print=tcsh
}

# ---- bash ----

bash_offers() # program word...: for the last one, which is being written
{
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	compopt() { :; }
	"_$1" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
	printf '%s\n' "${COMPREPLY[@]}" >offered
}

load_bash()
{
	local program

	mkdir sub
	: >sub/api.h
	for program; do
		write_completion bash "$program"
		bash -n "$program.bash" || fail 'bash rejects it'
		# shellcheck source=/dev/null
		. "./$program.bash"
		[ "$(complete -p "$program")" = "complete -F _$program $program" ] || fail "not for $program"
	done
}

case_bash_completion()
{
	load_bash braze
	bash_offers braze ''
	expect_offers bind bindgen check help infer-macros kmod version
	bash_offers braze b
	expect_offers bind bindgen
	bash_offers braze help ''
	expect_offers bind bindgen check infer-macros kmod
	bash_offers braze help bind ''
	expect_offers ''
	bash_offers braze bind --
	expect_options bind
	bash_offers braze infer-macros --
	expect_options infer-macros
	bash_offers braze check --
	expect_options check
	bash_offers braze infer-macros --configuration sub/
	expect_offers sub/api.h
	bash_offers braze bind --dump la
	expect_offers layout
	bash_offers braze bind --color = a
	expect_offers always auto
	bash_offers braze bind --color =
	expect_offers always auto never
	bash_offers braze bind sub/
	expect_offers sub/api.h
	bash_offers braze bind -o sub/
	expect_offers sub/api.h
	bash_offers braze bind -p s
	expect_offers sub
	bash_offers braze bind --allowlist-type s
	expect_offers ''
	bash_offers braze bind x.h -- --
	expect_offers ''
}

case_bash_completion_of_kmod()
{
	local command

	load_bash braze
	bash_offers braze km
	expect_offers kmod
	bash_offers braze kmod ''
	expect_offers new build test dkms help
	bash_offers braze kmod t
	expect_offers test
	bash_offers braze kmod help ''
	expect_offers new build test dkms
	bash_offers braze help kmod d
	expect_offers dkms
	bash_offers braze help kmod build ''
	expect_offers ''
	for command in new build test dkms; do
		bash_offers braze kmod "$command" --
		expect_options "kmod $command"
	done
	bash_offers braze kmod build s
	expect_offers sub
	bash_offers braze kmod new s
	expect_offers ''
	bash_offers braze kmod test --image sub/
	expect_offers sub/api.h
	bash_offers braze kmod build --kernel s
	expect_offers sub
	bash_offers braze kmod build --jobs s
	expect_offers ''
	bash_offers braze kmod frobnicate --
	expect_offers ''
}

case_bash_completion_of_bindgen()
{
	local command

	load_bash braze bindgen
	for command in 'braze bindgen' bindgen; do
		# shellcheck disable=SC2086 # one or two words
		{
			bash_offers $command --
			expect_options bindgen
			bash_offers $command --formatter ''
			expect_offers none prettyplease rustfmt
			bash_offers $command --formatter = ru
			expect_offers rustfmt
			bash_offers $command --generate-shell-completions ''
			expect_offers bash elvish fish powershell zsh
			bash_offers $command -o sub/
			expect_offers sub/api.h
			bash_offers $command --dynamic-l
			expect_offers ''
			bash_offers $command x.h -- sub/
			expect_offers sub/api.h
		}
	done
	# which is not one of `braze bind`: a header is
	bash_offers braze bind --formatter s
	expect_offers sub
}

# ---- zsh ----

# What zsh shows for the words in a terminal.
zsh_shows() # words commands-before
{
	[ -e ask.py ] || cat >ask.py <<-'END'
		import os, pty, select, sys, time
		words, before = sys.argv[1:3]
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
		say(b"PS1='' LISTMAX=1000; fpath=($PWD/functions $fpath); autoload -U compinit; compinit -u -D; "
		    + before.encode() + b" echo rea''dy\n")
		read(b"ready\r")
		say(words.encode() + b"\t\t")
		time.sleep(1.5)
		say(b"\x15echo do''ne\n")
		print(read(b"done\r").decode(errors="replace").replace("\r", ""))
	END
	python3 ask.py "$1" "${2-}" >offered
}

case_zsh_completion()
{
	local name before

	write_completion zsh braze
	mkdir functions
	mv braze.zsh functions/_braze
	zsh -n functions/_braze 2>log || fail 'zsh rejects it' log
	zsh_shows 'braze bind --allowlist-'
	for name in $(option_names | grep '^allowlist-'); do
		grep -q -e "--$name" offered || fail "--$name is not offered" offered
	done
	zsh_shows 'braze bind --default-visibility='
	grep -q 'crate.*private.*public' offered || fail 'no choices' offered
	zsh_shows 'braze '
	for name in bind bindgen check help infer-macros kmod version; do
		grep -q "^$name  *-- " offered || fail "no command $name" offered
	done
	for before in 'braze kmod ' 'braze kmod help ' 'braze help kmod '; do
		zsh_shows "$before"
		for name in build dkms new test; do
			grep -q "^$name  *-- " offered || fail "no command '$before$name'" offered
		done
		! grep -q 'bindgen' offered || fail "'$before' shows other commands" offered
	done
	zsh_shows 'braze kmod test --'
	for name in $(offered_names 'kmod test'); do
		grep -q -e "--$name\b" offered || fail "kmod test: --$name is not offered" offered
	done
	zsh_shows 'braze infer-macros --'
	for name in $(offered_names infer-macros); do
		grep -q -e "--$name\b" offered || fail "--$name is not offered" offered
	done
	! grep -q -e --use-core offered || fail 'options of another command' offered
	zsh_shows 'braze bindgen --formatter '
	grep -q 'none.*prettyplease.*rustfmt' offered || fail 'no choices of bindgen' offered
}

case_zsh_completion_of_bindgen()
{
	local name

	write_completion zsh bindgen
	mkdir functions
	zsh -n bindgen.zsh 2>log || fail 'zsh rejects it' log
	for name in $(offered_names bindgen); do
		grep -q -e "--${name}[='[}]" bindgen.zsh || fail "--$name is missing"
	done
	for name in $(refused_names); do
		! grep -q -e "--${name}[='[}]" bindgen.zsh || fail "--$name is there"
	done
	# sourced, which compinit's own way is not
	zsh_shows 'bindgen --emit-' 'source ./bindgen.zsh;'
	for name in $(offered_names bindgen | grep '^emit-'); do
		grep -q -e "--$name  *-- " offered || fail "--$name is not offered" offered
	done
	mv bindgen.zsh functions/_bindgen
	zsh_shows 'bindgen --generate-shell-completions '
	grep -q 'bash.*elvish.*fish.*powershell.*zsh' offered || fail 'no choices' offered
	zsh_shows 'bindgen -o '
	grep -q 'ask\.py' offered || fail 'no files' offered
}

# ---- fish ----

fish_offers() # file line
{
	# shellcheck disable=SC2016 # $argv is fish's
	HOME=$work fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$1" "$2" 2>log | cut -f 1 >offered
	[ ! -s log ] || fail "fish rejects $1" log
}

case_fish_completion()
{
	mkdir sub
	: >sub/api.h
	write_completion fish braze
	fish_offers braze.fish 'braze '
	expect_offers bind bindgen check help infer-macros kmod version
	fish_offers braze.fish 'braze help '
	expect_offers bind bindgen check infer-macros kmod
	fish_offers braze.fish 'braze version '
	expect_offers
	fish_offers braze.fish 'braze bind --'
	expect_options bind
	fish_offers braze.fish 'braze infer-macros --'
	expect_options infer-macros
	fish_offers braze.fish 'braze check --'
	expect_options check
	fish_offers braze.fish 'braze bindgen --'
	expect_options bindgen
	fish_offers braze.fish 'braze bindgen bind.h --formatter '
	expect_offers none prettyplease rustfmt
	fish_offers braze.fish 'braze bind --color=a'
	expect_offers --color=always --color=auto
	fish_offers braze.fish 'braze bind -o sub/'
	expect_offers sub/api.h
	fish_offers braze.fish 'braze bind -p s'
	expect_offers sub/
	fish_offers braze.fish 'braze bind --allowlist-type s'
	expect_offers
}

case_fish_completion_of_kmod()
{
	local command

	mkdir sub
	write_completion fish braze
	fish_offers braze.fish 'braze kmod '
	expect_offers new build test dkms help
	fish_offers braze.fish 'braze kmod help '
	expect_offers new build test dkms
	fish_offers braze.fish 'braze help kmod '
	expect_offers new build test dkms
	for command in new build test dkms; do
		fish_offers braze.fish "braze kmod $command --"
		expect_options "kmod $command"
	done
	fish_offers braze.fish 'braze kmod build '
	expect_offers sub/
	fish_offers braze.fish 'braze kmod new '
	expect_offers
	fish_offers braze.fish 'braze kmod test --busybox br'
	expect_offers braze.fish
}

case_fish_completion_of_bindgen()
{
	write_completion fish bindgen
	fish_offers bindgen.fish 'bindgen --'
	expect_options bindgen
	fish_offers bindgen.fish 'bindgen --generate-shell-completions='
	expect_offers --generate-shell-completions={bash,elvish,fish,powershell,zsh}
	fish_offers bindgen.fish 'bindgen -o b'
	expect_offers bindgen.fish
}

# ---- elvish ----

# The completer is there in a terminal only. Every argument behind the first is what stands behind the program, its last word is being
# written; the answers are the files offered.1, offered.2 …
elvish_answers() # braze|bindgen 'word word ...'...
{
	local program=$1 words i=0

	shift

	{
		sed "s/PROGRAM/$program/g" <<-'END'
			eval (slurp < PROGRAM.elvish)
			fn ask {|file @words|
				$edit:completion:arg-completer[PROGRAM] PROGRAM $@words |
					each {|offer| if (eq (kind-of $offer) string) { echo $offer } else { echo $offer[stem] } } > $file
			}
		END
		for words; do
			echo "ask offered.$((++i)) $words"
		done
		echo exit
	} >rc.elv
	HOME=$work TERM=xterm timeout 60 python3 -c 'import pty; pty.spawn(["elvish", "-rc", "rc.elv"])' </dev/null >log 2>&1
	[ -e "offered.$i" ] || fail 'elvish rejects it' log
}

case_elvish_completion()
{
	mkdir sub
	: >sub/api.h
	write_completion elvish bindgen
	elvish_answers bindgen "--" "--formatter ''" '--formatter=' '-o sub/' '-p s' "--allowlist-type ''" 'x.h -- sub/'
	mv offered.1 offered
	expect_options bindgen
	mv offered.2 offered
	expect_offers none prettyplease rustfmt
	mv offered.3 offered
	expect_offers none prettyplease rustfmt
	mv offered.4 offered
	expect_offers sub/api.h
	mv offered.5 offered
	expect_offers sub/
	[ ! -s offered.6 ] || fail 'it offers something for an expression' offered.6
	mv offered.7 offered
	expect_offers sub/api.h
}

case_elvish_completion_of_braze()
{
	mkdir sub
	: >sub/api.h
	write_completion elvish braze
	elvish_answers braze "''" "kmod ''" "kmod help ''" "help kmod ''" 'kmod build --' 'kmod test --image sub/' "kmod build s" \
		"help ''" 'bind --' "kmod new s" 'kmod frobnicate --'
	mv offered.1 offered
	expect_offers bind bindgen check help infer-macros kmod version
	mv offered.2 offered
	expect_offers new build test dkms help
	mv offered.3 offered
	expect_offers new build test dkms
	mv offered.4 offered
	expect_offers new build test dkms
	mv offered.5 offered
	expect_options 'kmod build'
	mv offered.6 offered
	expect_offers sub/api.h
	mv offered.7 offered
	expect_offers sub/
	mv offered.8 offered
	expect_offers bind bindgen check infer-macros kmod
	mv offered.9 offered
	expect_options bind
	[ ! -s offered.10 ] || fail 'it offers something for a new name' offered.10
	[ ! -s offered.11 ] || fail 'it offers something for an unknown command' offered.11
}

# ---- PowerShell ----

# Every row of the table is a hash table with the right keys, and every quotation mark in it is closed.
powershell_rows() # file: all of its rows are in the file rows
{
	local quoted="'([^']|'')+'" value="('(none|text|file|folder)'|'choice'; Choices = '[^']+'(, '[^']+')*)" pair

	grep -F '@{' "$1" >rows
	grep -vE "^		@\{ Names = '--[a-z_-]+'(, '-[a-zA-Z]')?; Value = $value; Help = $quoted \}$" rows | head >wrong
	[ ! -s wrong ] || fail "$1: rows that PowerShell would not read" wrong
	sed "s/'[^']*'//g; s/#.*//" "$1" >bare
	for pair in '{}' '()'; do
		[ "$(tr -cd "${pair:0:1}" <bare | wc -c)" = "$(tr -cd "${pair:1:1}" <bare | wc -c)" ] || fail "$1: $pair: not in pairs"
	done
}

case_powershell_completion_of_braze()
{
	local command

	write_completion powershell braze
	powershell_rows braze.powershell
	for command in bind check 'kmod build' 'kmod test' 'kmod new' 'kmod dkms'; do
		sed -n "/^	\\\${${command// /_}} = @(/,/^	)/p" braze.powershell | sed -n "s/.*Names = '\([^']*\)'.*/\1/p" >offered
		expect_options "$command"
		grep -qF "'$command' { \$options = \${${command// /_}} }" braze.powershell || fail "$command has no options"
	done
	sed -n "/ -ceq 'kmod'/,/return/s/.*offer '\([^']*\)'.*/\1/p" braze.powershell >offered
	expect_offers new build test dkms help
}

case_powershell_completion()
{
	write_completion powershell bindgen
	powershell_rows bindgen.powershell
	sed "s/.*Names = '\([^']*\)'.*/\1/" rows >offered
	expect_options bindgen
	grep -qF "Names = '--formatter'; Value = 'choice'; Choices = 'none', 'rustfmt', 'prettyplease'; Help = " rows ||
		fail 'no choices' rows
	grep -qF "Names = '--output', '-o'; Value = 'file'; Help = " rows || fail 'no short name' rows
}
