# shellcheck shell=bash
# What the suites' runners share: finds the cases of a suite, runs them over all cores, prints one line for each.
#
#     . "$(dirname "$0")/../lib/suite.sh"
#     suite_cases() { for f in *.h; do echo "${f%.h}"; done; }   # names, one a line; runs in the suite's folder
#     suite_case() { …; fail "why"; }                            # name in $1; runs there too, scratch folder in $work
#     suite_main "$@"
#
# Output: `ok NAME` (and what the case left in $work/.note) or `not ok NAME: why`, details behind it indented by four, `N passed, N failed` at the end; exit
# code 1 where one failed. Case names as arguments run just these (a name that is none fails).
#
# Environment: BRAZE (default build/braze), BRAZE_SANITIZED (used instead for binding when set), RUSTC, CC, CLANG, JOBS.
set -u
LC_ALL=C.UTF-8
export LC_ALL

suite_self=$(readlink -f "$0")
suite_dir=$(dirname "$suite_self")
top=$(readlink -f "$suite_dir/../..")
cd "$suite_dir" || exit 2

first_of() # the first of the commands that exists
{
	local command

	for command; do
		command -v "$command" && return
	done
	return 1
}

braze=$(readlink -f "${BRAZE_SANITIZED:-${BRAZE:-$top/build/braze}}")
rustc=${RUSTC:-$(first_of /usr/bin/rustc rustc)}
gcc=${CC:-gcc}
clang=${CLANG:-$(first_of clang-{22..16} clang)}
# A sanitizer's finding must not look like one of braze's own exit codes.
export ASAN_OPTIONS="exitcode=86:${ASAN_OPTIONS-}"
export UBSAN_OPTIONS="exitcode=86:halt_on_error=1:print_stacktrace=1:${UBSAN_OPTIONS-}"

fail() # why [file with details]: ends the case
{
	printf 'not ok %s: %s\n' "$case_name" "$1"
	[ -n "${2-}" ] && head -n 25 "$2" | cut -c 1-300 | sed 's/^/    /'
	exit 1
}

# The text behind `// KEY:` at the start of a line in FILE; several lines are joined. Empty where there is none.
directive() # key file
{
	sed -n "s|^// $1:[[:space:]]*||p" "$2" | tr '\n' ' '
}

# Splits FILE's `// flags:` as a shell would into the arrays bind_flags (before a lone `--`) and clang_flags (after it).
read_flags() # file
{
	local word

	bind_flags=() clang_flags=()
	eval "set -- $(directive flags "$1")"
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		bind_flags+=("$1")
		shift
	done
	[ $# -gt 0 ] && shift
	for word; do
		clang_flags+=("$word")
	done
}

suite_one() # name: one case, its output in one piece
{
	case_name=$1
	work=$(mktemp -d) || exit 2
	if (suite_case "$case_name") >"$work/.suite" 2>&1; then
		echo "ok $case_name$(cat "$work/.note" 2>/dev/null)"
	else
		grep -q '^not ok ' "$work/.suite" || echo "not ok $case_name: the runner itself failed"
		cat "$work/.suite"
	fi
	rm -rf "$work"
}

suite_main()
{
	local log

	if [ "${1-}" = --one ]; then
		suite_one "$2"
		exit 0
	fi
	log=$(mktemp)
	if [ $# -gt 0 ]; then
		printf '%s\n' "$@"
	else
		suite_cases
	fi | xargs -r -P "${JOBS:-$(nproc)}" -n 1 "$BASH" "$suite_self" --one | tee "$log"
	suite_passed=$(grep -c '^ok ' "$log")
	suite_failed=$(grep -c '^not ok ' "$log")
	rm -f "$log"
	echo "$suite_passed passed, $suite_failed failed"
	[ "$suite_failed" -eq 0 ] && [ "$suite_passed" -gt 0 ]
	exit
}
