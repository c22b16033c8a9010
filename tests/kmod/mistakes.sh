# shellcheck shell=bash disable=SC2154
# Mistakes in the module itself, which is built for the installed kernel: the error is where the mistake is, the exit code 1, and what was
# built before stays as it was.

# A module that has been built once, in the suite's own folder for it, so that the next build does only what has changed.
built_module()
{
	find_headers
	new_module
	"$program" kmod build m --kernel "$headers" --quiet >log 2>&1 || fail 'the new module does not build' log
	ko=m/build/$release/m.ko
	cp -p "$ko" before.ko
}

# Building fails with these words somewhere in its output, and the old module is untouched.
fails_with() # text…
{
	local text

	expect 1 kmod build m --kernel "$headers"
	for text; do
		grep -qF -e "$text" err || fail "it does not say '$text'" err
	done
	cmp -s "$ko" before.ko || fail 'the module that was built before has changed'
}

case_rust_error()
{
	built_module
	printf '\nfn wrong() -> i32 {\n    "text"\n}\n' >>m/src/lib.rs
	fails_with 'error[E0308]: mismatched types' 'src/lib.rs:' '    "text"'
	tail -n 1 err | grep -q "^braze: error: 'm' could not be compiled" || fail "braze's own error is not the last" err
}

# core::fmt in a place where it cannot be, a float: what the kernel does not have.
case_alloc_is_missing()
{
	built_module
	printf '\nfn wrong() {\n    let _ = std::vec::Vec::<u8>::new();\n}\n' >>m/src/lib.rs
	fails_with 'error[E0433]' 'src/lib.rs:'
}

case_c_error()
{
	built_module
	printf '#include <linux/fs.h>\n\nint no_such_type(struct nothing_of_this x, foo_t y);\n' >m/bindings.h
	fails_with "unknown type name 'foo_t'" 'bindings.h:3:'
}

case_header_missing()
{
	built_module
	echo '#include <linux/no_such_header.h>' >m/bindings.h
	fails_with "bindings.h:1:10: error: 'linux/no_such_header.h' file not found"
}

case_no_module_macro()
{
	built_module
	sed -i 's/module! *{/module_not! {/' m/src/lib.rs
	fails_with 'm/src/lib.rs'
}

case_folder_is_none()
{
	find_headers
	expect 1 kmod build nothing --kernel "$headers"
	mkdir empty
	expect 1 kmod build empty --kernel "$headers"
	[ "$(wc -l <err)" -eq 1 ] || fail 'more than one error' err
}

# As another user where the suite runs as root.
case_no_write_permission()
{
	find_headers
	new_module
	touch file
	expect 1 kmod build m --kernel "$headers" --output file/out
	grep -qF "file/out' cannot be made: " err || fail 'it does not name the folder' err
	if [ "$(id -u)" -eq 0 ]; then
		chmod 755 .
		mkdir -m 755 closed
		setpriv --reuid=65534 --clear-groups "$braze" kmod build m --kernel "$headers" --output closed/out >out 2>err
		status=$?
		[ "$status" -eq 1 ] || fail "exit code $status" err
		expect_messages <<<"braze: error: the folder '$work/closed/out' cannot be made: permission denied"
	fi
}

case_output_with_space()
{
	find_headers
	new_module
	expect 1 kmod build m --kernel "$headers" --output 'a folder'
	expect_error "'$work/a folder' cannot be a folder of Kbuild's: it has a space, or another character that make does not take in names"
}
