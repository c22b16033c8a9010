# shellcheck shell=bash disable=SC2154 # kernel/kmod/get sets $top and $apt_dir
# Packages -> a folder with what building and booting need: headers and programs whole, of an image vmlinuz and the modules that a
# sample's test/modules names, of nothing the documentation.

unpack_modules() # the names in all test/modules, sorted
{
	local file

	for file in "$top"/rust/kmod/samples/*/test/modules; do
		[ ! -e "$file" ] || sed 's/#.*//' "$file"
	done | xargs -r -n 1 | sort -u
}

# One pattern for each; a module that is built in, or that this kernel does not have, is no error.
unpack_image() # package folder
{
	local patterns

	mapfile -t patterns < <(unpack_modules | sed 's/[-_]/[-_]/g; s/.*/*\/&.ko*/')
	dpkg-deb --fsys-tarfile "$1" | tar -x --no-same-owner -C "$2" --wildcards './*/vmlinuz*' './*/modules.builtin' "${patterns[@]}" || true
}

unpack_all() # folder
{
	local package

	for package in "$apt_dir"/*.deb; do
		case $(dpkg-deb -f "$package" Package) in
		linux-image-* | linux-binary-* | linux-modules-*) unpack_image "$package" "$1" ;;
		debconf | linux-base) ;; # nothing that a build uses, and programs that would hide the machine's own
		*)
			dpkg-deb --fsys-tarfile "$package" |
				tar -x --no-same-owner --exclude=./usr/share --exclude=./etc --exclude=./var -C "$1" || return
			;;
		esac
	done
}

# kernel.env is written last: a folder that has it is whole.
unpack_describe() # name release folder
{
	local image busybox=/bin/busybox path=

	image=$(find "$3/boot" "$3/usr/lib/modules" -name 'vmlinuz*' 2>/dev/null | head -n 1)
	if [ -z "$image" ] || [ ! -d "$3/usr/src/linux-headers-$2" ]; then
		echo "error: the packages of $2 have no vmlinuz or no headers"
		return 1
	fi
	case $1 in
	7*) path=$3/usr/bin ;;
	*-arm64) busybox=$3/bin/busybox ;;
	esac
	cat >"$3/kernel.env" <<-END
		kernel_release='$2'
		kernel_arch='$(packages_arch "$1")'
		kernel_headers='$3/usr/src/linux-headers-$2'
		kernel_image='$image'
		kernel_busybox='$busybox'
		kernel_path='$path'
		kernel_modules='$(unpack_modules | xargs)'
	END
}
