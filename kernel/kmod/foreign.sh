# shellcheck shell=bash
# Programs of a newer Debian -> programs that run here: each gets the loader and the libraries that were unpacked with it, by
# absolute path (a folder that moves is unpacked anew).

foreign_programs() # folder: its ELF files that have a loader
{
	local file

	find "$1/usr/bin" "$1/usr/libexec" "$1"/usr/lib/linux-kbuild* -type f -size +4k | while read -r file; do
		if readelf -lW "$file" 2>/dev/null | grep -q INTERP; then
			printf '%s\n' "$file"
		fi
	done
}

foreign_mend() # name folder
{
	local libraries=$2/usr/lib/x86_64-linux-gnu

	case $1 in
	7*) ;;
	*) return ;;
	esac
	foreign_programs "$2" | tr '\n' '\0' | xargs -0 -r \
		patchelf --set-interpreter "$libraries/ld-linux-x86-64.so.2" --set-rpath "$libraries" --force-rpath
}
