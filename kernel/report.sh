# shellcheck shell=bash
# What the harness says while it runs: the stage it is in, one line for each result, and the first error of a log.
#
#     stage 'building'              -- 0:35 building           (on a terminal one line that is refreshed)
#     follow LOG < output           the same with the last line of the output behind it; all of the output is in LOG
#     pass boot '2 s'               ok boot: 2 s
#     fail build 'make failed' LOG  not ok build: make failed, then the log's first error with the lines around it
#     totals                        N passed, N failed
#
# Where the output is no terminal, a stage gets a line when it starts and one a minute, so that a log of CI stays short.

report_stage='' report_passed=0 report_failed=0

report_elapsed() # since when
{
	printf '%d:%02d' $(((SECONDS - $1) / 60)) $(((SECONDS - $1) % 60))
}

report_clear()
{
	if [ -t 1 ]; then
		printf '\r\033[K'
	fi
}

stage() # what is done now
{
	report_stage=$1
	if [ -t 1 ]; then
		printf '\r\033[K-- %s %s' "$(report_elapsed 0)" "$1"
	else
		printf -- '-- %s %s\n' "$(report_elapsed 0)" "$1"
	fi
}

# What is read goes to LOG, and its last line on the screen.
follow() # log
{
	local line shown=$SECONDS width

	width=$(($(tput cols 2>/dev/null || echo 80) - 1))
	while IFS= read -r line; do
		printf '%s\n' "$line" >&3
		if [ -t 1 ]; then
			line="-- $(report_elapsed 0) $report_stage: ${line//[[:space:]]/ }"
			printf '\r\033[K%s' "${line:0:width}"
		elif [ $((SECONDS - shown)) -ge 60 ]; then
			printf -- '-- %s %s: %s\n' "$(report_elapsed 0)" "$report_stage" "${line:0:100}"
			shown=$SECONDS
		fi
	done 3>"$1"
}

pass() # name [what was seen]
{
	report_clear
	echo "ok $1${2:+: $2}"
	report_passed=$((report_passed + 1))
}

fail() # name why [log]
{
	report_clear
	echo "not ok $1: $2"
	report_failed=$((report_failed + 1))
	if [ -n "${3-}" ]; then
		report_first_error "$3" | cut -c 1-300 | sed 's/^/    /'
		echo "    the whole log: $3"
	fi
}

# The first line that a compiler, make, apt, braze or the kernel marks as an error, with 2 lines before and 12 behind it; the end
# of the log where there is none.
report_first_error() # log
{
	local line signs

	signs='(^|[^_[:alnum:]])([Ff]atal )?[Ee]rror(\[E[0-9]+\])?: |undefined reference|panicked at|^E: |\*\*\* '
	signs+='|^(\[[ 0-9.]*\] )?(BUG|Oops|WARNING|Kernel panic)\>|Unknown symbol|(EXPECTATION|ASSERTION) FAILED|not ok [0-9]|^init: failed'
	line=$(grep -n -m 1 -aE "$signs" "$1" | cut -d : -f 1)
	if [ -n "$line" ]; then
		sed -n "$((line > 2 ? line - 2 : 1)),$((line + 12))p" "$1"
	else
		tail -n 10 "$1"
	fi
}

totals()
{
	report_clear
	echo "$report_passed passed, $report_failed failed"
	[ "$report_failed" -eq 0 ] && [ "$report_passed" -gt 0 ]
}
