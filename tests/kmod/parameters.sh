# shellcheck shell=bash disable=SC2154
# tests/kmod/parameters, a module with parameters of every type, and all keys of module!: what modinfo shows, and what insmod and the files in
# /sys do. (That the types fit the kernel's own is seen by its compiler.)

case_parameters()
{
	kernel_load 6.12
	"$program" kmod test "$suite_dir/parameters" --kernel "$kernel_headers" --image "$kernel_image" --busybox "$kernel_busybox" \
		--output built >log 2>&1 || fail 'it fails' log
	! grep -i 'warning' log >warnings || fail 'the build warns' warnings
	modinfo built/parameters/parameters.ko | sed 's/: */:/' >information
	while read -r line; do
		expect_line information "$line"
	done <<-'END'
		softdep:pre: configfs
		firmware:a.bin
		alias:x-y
		alias:pci:v00001234d*
		version:2.0-rc1
		author:B é <b@c>
		author:A <a@b>
		license:GPL
		parm:flag:bool (bool)
		parm:i8_:i8 (s8)
		parm:u8_:u8 (byte)
		parm:i16_:i16 (short)
		parm:i64_:i64 (s64)
		parm:u64_:u64 (ullong)
		parm:usize_:usize (ulong)
		parm:text:a "text" (string)
		parm:current:no file, and a name that is a macro in C (uint)
	END
	expect_line information $'description:quotes " and \\ and ??= and \ttabs'
}
