# shellcheck shell=bash disable=SC2154
# The parts of the runtime crate that need no kernel: rust/kmod/tests/*.rs are Rust test programs that run here, on an allocator that fails.

run_host_test() # NAME of rust/kmod/tests/NAME.rs
{
	"$rustc" --edition 2024 --test "$top/rust/kmod/tests/$1.rs" -o "$1" 2>log || fail 'it does not compile' log
	"./$1" >log 2>&1 || fail 'tests failed' log
	echo ": $(grep -c ' \.\.\. ok$' log) tests" >.note
}

case_memory()
{
	run_host_test memory
}

case_containers()
{
	run_host_test containers
}

case_safety_comments()
{
	python3 "$suite_dir/safety.py" "$top/rust/kmod/src" "$top/rust/kmod/samples" "$top/runtime/kmod" >words 2>log ||
		fail 'an unsafe block has no SAFETY comment' log
	echo ": $(cat words)" >.note
}
