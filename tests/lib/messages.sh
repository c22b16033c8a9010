# shellcheck shell=bash disable=SC2154
# Running braze in the current folder and judging its exit code and its words; a suite sources it behind suite.sh.
#
#     expect 2 bind --frobnicate
#     expect_messages <<<"braze: error: …"

# Runs braze with the arguments; $status, out and err are what came of it.
run_braze()
{
	"$braze" "$@" >out 2>err
	status=$?
	[ "$status" -lt 3 ] || fail "braze $*: exit code $status" err
}

# braze must end with this code: 0 without a message, 1 or 2 with an error.
expect() # status argument...
{
	local want=$1

	shift
	run_braze "$@"
	[ "$status" = "$want" ] || fail "braze $*: exit code $status, not $want" err
	case $want in
	0) [ ! -s err ] || fail "braze $*: it says something" err ;;
	*) grep -qE '^[^ ]+: error: |"severity":"error"' err || fail "braze $*: it says nothing" err ;;
	esac
}

# Standard error of the last run is what stands on standard input, to the letter.
expect_messages()
{
	diff -u - err >diff || fail 'it says something else' diff
}

expect_line() # file text: a whole line
{
	grep -qxF -e "$2" "$1" || fail "no line '$2'" "$1"
}

expect_no() # file text
{
	! grep -qF -e "$2" "$1" || fail "'$2' should not be there" "$1"
}
