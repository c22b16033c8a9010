# shellcheck shell=bash disable=SC2154
# All samples in one boot of Debian's own image: each is loaded, used and unloaded ten times, and judged by `braze kmod test`.

rounds=10

run_boot() # kernel
{
	local sample folders=() named=() console seconds=$SECONDS

	kernel_load "$1"
	for sample in $(samples); do
		if sample_is_for "$sample" "$1"; then
			built "$1" "$sample"
			folders+=("$top/rust/kmod/samples/$sample")
			named+=("$sample")
		fi
	done
	console=$built_folder/$1/console.log
	"$program" kmod test "${folders[@]}" --no-build --output "$built_folder/$1" --kernel "$kernel_headers" --image "$kernel_image" \
		--busybox "$kernel_busybox" --rounds "$rounds" --timeout 300 --log "$console" >log 2>&1 || fail "exit code $?" log
	for sample in "${named[@]}"; do
		grep -q "^ok $sample\>" log || fail "$sample is not among what was tested" log
	done
	names_rust "$console"
	echo ": ${#named[@]} modules, $rounds rounds of each, $((SECONDS - seconds)) s" >.note
}

# The panic sample's trace: functions of Rust by their names, without the '?' of a guess.
names_rust() # console
{
	grep -E '^(\[[ 0-9.]+\])? +_R[A-Za-z0-9_]*5panic[A-Za-z0-9_]*\+0x[0-9a-f]+/0x[0-9a-f]+ \[panic\]' "$1" >named ||
		fail 'no stack trace names a function in Rust' <(grep -A 25 'Call [Tt]race:' "$1")
}
