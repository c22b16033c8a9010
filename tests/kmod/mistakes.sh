# shellcheck shell=bash disable=SC2154
# Mistakes in the module itself, which is built for the installed kernel: the error is where the mistake is, the exit code 1, and what was
# built before stays as it was. case_mistakes builds a module once, and then with each mistake of a function mistake_NAME.

# The build of m fails with these words in its output, and the old module is untouched.
fails_with() # text…
{
	local text

	expect 1 kmod build m --kernel "$headers"
	for text; do
		grep -qF -e "$text" err || fail "$mistake: it does not say '$text'" err
	done
	grep -qE '^(braze|m/[^ ]*): error: ' err || fail "$mistake: there is no error of braze's own" err
	cmp -s "m/build/$release/m.ko" before.ko || fail "$mistake: the module that was built before has changed"
}

mistake_type()
{
	printf '\nfn wrong() -> i32 {\n    "text"\n}\n' >>m/src/lib.rs
	fails_with 'error[E0308]: mismatched types' ' src/lib.rs:' '    "text"' "braze: error: 'm' could not be compiled"
}

mistake_std()
{
	printf '\nfn wrong() {\n    let _ = std::vec::Vec::<u8>::new();\n}\n' >>m/src/lib.rs
	fails_with 'error[E0433]' ' src/lib.rs:'
}

# What no header declares is Rust's error.
mistake_no_such_function()
{
	printf '\nfn wrong() {\n    unsafe { bindings::no_such_function_of_linux() };\n}\n' >>m/src/lib.rs
	fails_with 'no_such_function_of_linux' ' src/lib.rs:'
}

# What the machine has no instruction for is a function that the kernel does not have.
mistake_float()
{
	printf '\n#[unsafe(no_mangle)]\nextern "C" fn m_scale(n: i32) -> i32 {\n    (n as f32 * 3.1) as i32\n}\n' >>m/src/lib.rs
	fails_with 'braze: error: the kernel has no floating-point numbers: calculate without f32'
}

mistake_long_division()
{
	printf '\n#[unsafe(no_mangle)]\nextern "C" fn m_share(n: u64, of: u64) -> u64 {\n    (n as u128 * 100 / of as u128) as u64\n}\n' >>m/src/lib.rs
	fails_with 'braze: error: the kernel has no division of 128-bit numbers: divide without u128 and i128'
}

mistake_c()
{
	printf '#include <linux/fs.h>\n\nint no_such_type(struct nothing_of_this x, foo_t y);\n' >m/bindings.h
	fails_with "unknown type name 'foo_t'" 'bindings.h:3:'
}

mistake_header()
{
	echo '#include <linux/no_such_header.h>' >m/bindings.h
	fails_with "bindings.h:1:10: error: 'linux/no_such_header.h' file not found"
}

mistake_contract()
{
	echo 'functions: [' >m/contract.yaml
	fails_with 'contract.yaml:'
}

mistake_no_module()
{
	sed -i 's/module! *{/module_not! {/' m/src/lib.rs
	fails_with 'm/src/lib.rs'
}

mistake_license()
{
	sed -i 's/license: ".*"/license: "Proprietary, all mine"/' m/src/lib.rs
	fails_with 'm/src/lib.rs:' 'Proprietary, all mine'
}

mistake_no_name()
{
	sed -i '/^ *name: /d' m/src/lib.rs
	fails_with 'm/src/lib.rs:' "'name'"
}

case_mistakes()
{
	local mistake seen=0

	find_headers
	new_module
	"$program" kmod build m --kernel "$headers" --quiet >log 2>&1 || fail 'the new module does not build' log
	cp -p "m/build/$release/m.ko" before.ko
	mkdir good
	cp -a m/* good
	rm -r good/build
	while read -r mistake; do
		"$mistake"
		cp -a good/. m
		seen=$((seen + 1))
	done < <(declare -F | sed -n 's/^declare -f \(mistake_.*\)/\1/p')
	[ "$seen" -ge 5 ] || fail "only $seen mistakes were made"
	echo ": $seen of them" >.note
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
	expect_error "the folder '$work/file/out' cannot be made: not a directory"
	if [ "$(id -u)" -eq 0 ]; then
		chmod 755 .
		mkdir -m 755 closed
		setpriv --reuid=65534 --clear-groups "$braze" kmod build m --kernel "$headers" --output closed/out >out 2>err
		status=$?
		[ "$status" -eq 1 ] || fail "exit code $status" err
		expect_error "the folder '$work/closed/out' cannot be made: permission denied"
	fi
}

# The module's own Kbuild file would be overwritten.
case_output_in_module()
{
	find_headers
	new_module
	cp m/Kbuild before
	expect 1 kmod build m --kernel "$headers" --output m/src/..
	expect_error "'m/src/..' is the module's own folder, whose Kbuild file would be overwritten: name another one to build in"
	cmp -s m/Kbuild before || fail 'the Kbuild file has changed' m/Kbuild
}

# A module's C may lie in folders of its own.
case_c_in_folders()
{
	find_headers
	new_module
	mkdir -p m/c/deep m/test/c
	echo 'm-y += c/deep/three.o' >>m/Kbuild
	printf '#include "three.h"\n\nint m_three(void)\n{\n\treturn THREE;\n}\n' >m/c/deep/three.c
	printf '#define THREE 3\nint m_three(void);\n' >m/c/deep/three.h
	echo 'not C' >m/test/c/program.c
	expect 0 kmod build m --kernel "$headers" --quiet
	nm "m/build/$release/m.ko" | grep -q ' T m_three$' || fail 'the function is not in the module' err
	[ ! -e "m/build/$release/test" ] || fail "the test's programs are none of the module's"
	sed -i 's/THREE 3/THREE FOUR/' m/c/deep/three.h
	expect 1 kmod build m --kernel "$headers" --quiet
	grep -q FOUR err || fail 'a header that has changed is not read' err
}

case_output_with_space()
{
	find_headers
	new_module
	expect 1 kmod build m --kernel "$headers" --output 'a folder'
	expect_error "'$work/a folder' cannot be a folder of Kbuild's: it has ' ' in its name, which make or the shell takes for something else"
}
