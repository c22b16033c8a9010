# shellcheck shell=bash disable=SC2154
# A sample that has been built for a kernel: was anything said, and is what the kernel reads from a module right?

run_sample() # kernel sample
{
	kernel_load "$1"
	plain_built "$1"
	built "$1" "$2"
	# compilers, objtool, modpost and pahole all say so
	! grep -i 'warning' "$log" >warnings || fail 'the build warns' warnings
	python3 "$suite_dir/module.py" sections "$out/$2.ko" "$plain" "$out/kmod_rust.o" >seen 2>faults ||
		fail "$(head -n 1 faults)" faults
	python3 "$suite_dir/module.py" information "$out/$2.ko" "$plain" "$top/rust/kmod/samples/$2/src/lib.rs" >>seen 2>faults ||
		fail "$(head -n 1 faults)" faults
	has_btf "$out/$2.ko"
	printf ': %s' "$(paste -sd ';' seen | sed 's/;/; /g')" >.note
}

# The types of the C part, where a module in C has them: 6.1's headers lack the vmlinux that they go on from.
has_btf() # module
{
	if readelf -SW "$plain" | grep -q ' \.BTF '; then
		readelf -SW "$1" | grep -q ' \.BTF ' || fail 'it has no section .BTF'
		"$program" dump "$1" >/dev/null 2>&1 || true
	fi
}
