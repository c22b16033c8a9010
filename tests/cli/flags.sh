# shellcheck shell=bash disable=SC2154
# Flags that only GCC knows: what is dropped, and that nothing is dropped that clang knows.

dropped() # target flag...: the flags that braze drops, one a line
{
	local target=$1

	shift
	: >empty.h
	"$braze" bind -v empty.h -- "--target=$target" "$@" 2>&1 | sed -n "s/^braze: note: dropped '\(.*\)', which .*/\1/p" | sort -u
}

targets='x86_64-linux-gnu i686-linux-gnu aarch64-linux-gnu arm-linux-gnueabi riscv64-linux-gnu s390x-linux-gnu m68k-linux-gnu
	powerpc64le-linux-gnu loongarch64-linux-gnu mips-linux-gnu'

# None of clang's own options, and none of gcc's that clang accepts, but for the rows that say why.
case_flags_that_clang_knows()
{
	local target flag

	echo 'int x;' >x.c
	"$clang" --autocomplete=- | awk '{ print $1 }' | grep -vxE -e '-(Xclang|mllvm|Xpreprocessor|target)|--target.*' >all
	gcc --help=optimizers,common,target | grep -oE '^ +-[fmg][a-z0-9-]+=?' | tr -d ' ' | sed 's/=$/=2/' >>all
	grep -E '^-[fm][a-z0-9-]+$' all | sed -n 's/^\(-[fm]\)\(no-\)*/\1no-/p' >>all
	[ "$(wc -l <all)" -gt 3000 ] || fail 'there are no options to try' all
	for target in $targets; do
		# shellcheck disable=SC2046 # a list
		dropped "$target" $(cat all) >dropped
		[ -s dropped ] || fail "$target: nothing was dropped"
		while read -r flag; do
			case $flag in -fplugin=* | -fplugin-arg-* | --param*) continue ;; esac
			! "$clang" "--target=$target" -fsyntax-only "$flag" x.c 2>/dev/null ||
				fail "$target: $flag is dropped, although clang accepts it"
		done <dropped
	done
}

# What Linux's rust/Makefile takes away before it calls bindgen, as the architectures use it.
case_flags_of_linux()
{
	local target flags

	while IFS=: read -r target flags; do
		echo 'int x;' >x.h
		# shellcheck disable=SC2086 # a list
		expect 0 bind x.h -o x.rs -- "--target=$target" $flags
	done <<-'END'
		x86_64-linux-gnu: -mno-fp-ret-in-387 -mpreferred-stack-boundary=3 -mskip-rax-setup -mgeneral-regs-only -mindirect-branch=thunk-extern
		x86_64-linux-gnu: -mindirect-branch-register -mfunction-return=thunk-extern -mrecord-mcount -mindirect-branch-cs-prefix -mfentry -pg
		x86_64-linux-gnu: -mstack-protector-guard-reg=gs -mstack-protector-guard-symbol=__x -mdirect-extern-access -fconserve-stack
		x86_64-linux-gnu: -falign-jumps=1 -falign-loops=1 -femit-struct-debug-baseonly -fno-ipa-cp-clone -fno-ipa-sra -fno-partial-inlining
		x86_64-linux-gnu: -fno-reorder-blocks -fno-allow-store-data-races -fasan-shadow-offset=0xdffffc0000000000 -fzero-call-used-regs=used-gpr
		x86_64-linux-gnu: -fno-stack-clash-protection -fno-inline-functions-called-once -fsanitize=bounds-strict -fstrict-flex-arrays=3
		x86_64-linux-gnu: -fmin-function-alignment=16 -fzero-init-padding-bits=all --param=asan-globals=1 --param asan-stack=1 -mharden-sls=all
		x86_64-linux-gnu: -fno-isolate-erroneous-paths-dereference -fno-var-tracking-assignments -fplugin-arg-arm_ssp_per_task_plugin-tso=1
		x86_64-linux-gnu: -fdiagnostics-show-context=2 -fsanitize=kernel-address -fasan-shadow-offset=0xdf --param asan-instrumentation-with-call-threshold=0
		aarch64-linux-gnu: -mgeneral-regs-only -mabi=lp64 -msign-return-address=all -mstack-protector-guard=sysreg -mstack-protector-guard-reg=sp_el0 -mstack-protector-guard-offset=1304
		arm-linux-gnueabi: -mno-fdpic -mtls-dialect=gnu -mno-sched-prolog
		loongarch64-linux-gnusf: -mabi=lp64s -mno-strict-align -mstrict-align -mexplicit-relocs -mdirect-extern-access -mno-check-zero-division
		powerpc64le-linux-gnu: -mtraceback=no -mno-pointers-to-nested-functions -mno-string -mno-strict-align
		riscv64-linux-gnu: -mabi=lp64 -mno-riscv-attribute -mno-save-restore -mstrict-align
		s390x-linux-gnu: -mindirect-branch=thunk-extern -mindirect-branch-table -mfunction-return=thunk-extern -mhotpatch=0,3 -mwarn-dynamicstack -mstack-guard=256 -mstack-size=16384 -mzarch -mrecord-mcount -mnop-mcount
		m68k-linux-gnu: -fno-strict-aliasing -mno-strict-align
	END
}

case_flags_with_a_value_apart() # the word behind --param and -aux-info goes with it
{
	echo 'int x = N;' >x.h
	expect 0 bind x.h -o x.rs -- --param asan-stack=1 -aux-info protos -DN=1 -aux-info
	expect_files x.h x.rs
}

case_flags_that_change_meaning() # are never dropped: clang must see and reject them
{
	local flag

	: >x.h
	for flag in -fsso-struct=big-endian -fplan9-extensions -fleading-underscore -fno-signed-bitfields -m96bit-long-double; do
		expect 1 bind x.h -o x.rs -- "$flag"
		expect_files x.h
	done
	expect 1 bind x.h -o x.rs -- --target=m68k-linux-gnu -malign-int
	expect 1 bind x.h -o x.rs -- --target=m68k-linux-gnu -mshort
}

case_flags_kept() # -fshort-enums, -funsigned-char and the like reach clang
{
	printf 'enum e { A };\nstruct s { char c; enum e e; int n[N]; };\nint size[sizeof(struct s)];\n' >x.h
	expect 0 bind x.h -- -fshort-enums -DN=2
	grep -q 'size: \[.*; 12usize\]' out || fail 'other size' out
	expect 0 bind x.h --target i686-linux-gnu -- -DN=1
	grep -q 'size: \[.*; 12usize\]' out || fail 'other size' out
}

case_flags_unknown_warning() # only GCC has it: no message
{
	echo 'int x;' >x.h
	expect 0 bind x.h -o x.rs -- -Wmaybe-uninitialized -Wno-stringop-truncation -Wimplicit-fallthrough=5 -Werror -Wlogical-op
}
