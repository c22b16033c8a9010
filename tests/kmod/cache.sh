# shellcheck shell=bash disable=SC2154
# core in the cache: made once for a rustc and its flags, by one of two builds that want it at the same time; made anew for another rustc
# and for other flags. What has not changed is not made again.

# ./rustc: the real one, with ./identity in what it says of itself; it notes each core that it is asked for in ./asked, and refuses once there is
# a file ./refuse.
counting_rustc()
{
	cat >rustc <<-END
		#!/bin/sh
		case " \$* " in
		*' --crate-name core '*)
			echo core >>'$work/asked'
			[ ! -e '$work/refuse' ] || exit 1
			;;
		*' -vV '*)
			'$rustc' -vV | sed "s/^commit-hash: .*/commit-hash: \$(cat '$work/identity')/"
			exit
			;;
		esac
		exec '$rustc' "\$@"
	END
	chmod +x rustc
	echo first >identity
	: >asked
}

asked_for() # count
{
	[ "$(wc -l <asked)" -eq "$1" ] || fail "core was compiled $(wc -l <asked) times instead of $1"
}

# What takes time, and when it was made.
made_of_rust()
{
	stat -c '%n %y' out-one/bindings.rs out-one/lib*.rlib out-one/lib*.a out-one/kmod_rust.o out-one/one.ko
}

build() # module [headers]
{
	"$program" kmod build "$1" --kernel "${2:-$headers}" --rustc "$work/rustc" --output "$work/out-$1"
}

case_cache()
{
	local first second before

	find_headers
	counting_rustc
	export XDG_CACHE_HOME=$work/cache
	expect 0 kmod new one
	expect 0 kmod new two
	build one >one.log 2>&1 &
	first=$!
	build two >two.log 2>&1 &
	second=$!
	wait "$first" || fail 'the first of two builds at the same time fails' one.log
	wait "$second" || fail 'the second of two builds at the same time fails' two.log
	asked_for 1

	before=$(made_of_rust)
	build one >log 2>&1 || fail 'it does not build a second time' log
	asked_for 1
	diff <(echo "$before") <(made_of_rust) >changed ||
		fail 'a second build makes something again' changed

	touch refuse
	echo second >identity
	if build one >log 2>&1; then
		fail 'core of another rustc was taken'
	fi
	grep -qxF "braze: error: Rust's core library cannot be compiled for this kernel" log || fail 'it does not say that core fails' log
	asked_for 2

	echo first >identity
	build one >log 2>&1 || fail 'the first core is no longer there' log
	asked_for 2

	changed_headers '^CONFIG_(MITIGATION_)?(RETHUNK|CALL_DEPTH_TRACKING)=' ''
	if build one headers >log 2>&1; then
		fail 'core for other flags was taken'
	fi
	asked_for 3
	[ -z "$(find cache -name '*.new')" ] || fail 'a core that failed is left half-made'
}
