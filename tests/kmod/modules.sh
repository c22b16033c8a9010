# shellcheck shell=bash disable=SC2154
# A sample on a kernel: built without a warning, looked into, then loaded, used and unloaded ten times in QEMU.

rounds=${KMOD_ROUNDS:-10}

run_sample() # kernel sample
{
	local module seen=

	kernel_load "$1"
	plain_built "$1"
	built "$1" "$2"
	module=$out/$2.ko
	# compilers, objtool, modpost and pahole all say so
	! grep -i 'warning' "$log" >warnings || fail 'the build warns' warnings
	look sections "$module" "$plain" "$out/kmod_rust.o"
	look information "$module" "$plain" "$top/rust/kmod/samples/$2/src/lib.rs"
	compare_layouts "$1"
	boot "$2"
	echo ": $seen" >.note
}

# Adds to $seen what module.py has seen.
look() # module.py's arguments…
{
	python3 "$suite_dir/module.py" "$@" >words 2>faults || fail "$(tail -n 1 faults)" faults
	seen+="${seen:+; }$(cat words)"
}

# The bindings against the types of the very kernel that is booted: $btf.
compare_layouts() # kernel
{
	btf_read "$1"
	"$program" check --c "$btf" --rust "$out/bindings.rs" --format json -o report.json >check.log 2>&1
	[ -s report.json ] || fail 'braze check makes no report' check.log
	look layouts report.json
}

boot() # sample
{
	local before=$SECONDS

	"$program" kmod test "$top/rust/kmod/samples/$1" --no-build --output "${out%/*}" --kernel "$kernel_headers" --image "$kernel_image" \
		--busybox "$kernel_busybox" --rounds "$rounds" --timeout 300 --log "$out/console.log" >test.log 2>&1 ||
		fail "$(grep '^not ok' test.log || echo "braze kmod test: exit code $?")" test.log
	grep -q "^ok $1\>" test.log || fail 'braze kmod test does not say ok' test.log
	grep -qF " btf $(stat -c %s "$btf") $(sha256sum <"$btf" | cut -c 1-64)" "$out/console.log" ||
		fail 'the BTF that the bindings were compared with is not the guest'\''s' <(grep ' btf ' "$out/console.log")
	if [ "$1" = panic ]; then
		names_rust "$out/console.log"
	fi
	seen+="; $rounds rounds in $((SECONDS - before)) s"
}

# The panic's trace: functions of Rust by their names, without the '?' of a guess.
names_rust() # console
{
	grep -qE '^(\[[ 0-9.]+\])? +_R[A-Za-z0-9_]+\+0x[0-9a-f]+/0x[0-9a-f]+ \[panic\]' "$1" ||
		fail 'no stack trace names a function in Rust' <(grep -A 25 'Call [Tt]race:' "$1")
}
