# shellcheck shell=bash disable=SC2154
# docs/kmod.md: the module that stands there builds, and so do all other examples in Rust, each as a module of a crate.

# The examples, as ./1.rs, ./2.rs …
read_guide()
{
	awk '/^```rust$/ { n++; inside = 1; next } /^```$/ { inside = 0 } inside { print > (n ".rs") }' "$top/docs/kmod.md"
}

case_guide()
{
	local i

	find_headers
	read_guide
	[ -e 10.rs ] || fail 'there are no examples'
	expect 0 kmod new hello
	mv 1.rs hello/src/lib.rs
	for ((i = 2; ; i++)); do
		[ -e "$i.rs" ] || break
		mv "$i.rs" "hello/src/example$i.rs"
		echo "#[allow(dead_code)] mod example$i;" >>hello/src/lib.rs
	done
	"$program" kmod build hello --kernel "$headers" >log 2>&1 || fail 'it does not build' log
	! grep -q '^warning' log || fail 'it builds with warnings' log
}
