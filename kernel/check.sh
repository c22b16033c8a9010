# shellcheck shell=bash disable=SC2154 # kernel/run sets the variables that all parts share
# braze-check of the tree that was built: what the C compiler and rustc laid out, and what libclang thinks of the headers. kernel/check.mk has the
# target, kernel/check.allow what is meant to differ.

# The line of the report with what was compared of C and Rust, and the last one, with the differences.
check_summary() # log
{
	sed -n 's/^C (.* against Rust (.*: compared //p' "$1"
	grep -E '^([0-9]+|no) difference' "$1"
}

check()
{
	local log=$objects/check.log summary

	stage 'comparing what gcc and rustc laid out'
	if ! env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 nice \
		make -s -C "$objects" -f "$kernel_dir/check.mk" braze-check BRAZE="$braze" >"$log" 2>&1; then
		fail check 'C and Rust do not agree' "$log"
		return 1
	fi
	summary=$(check_summary "$log" | paste -sd ';' | sed 's/;/; /')
	if ! grep -qE 'compared [1-9][0-9]* types .* [1-9][0-9]* functions' "$log"; then
		fail check 'nothing was compared' "$log"
		return 1
	fi
	pass check "$summary"
}
