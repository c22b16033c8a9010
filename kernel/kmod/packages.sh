# shellcheck shell=bash disable=SC2154 # kernel/kmod/get sets $apt_dir and $update
# Which packages a kernel is made of: 6.12 -> linux-headers-6.12.117+deb12-amd64, …-common, linux-kbuild-…, linux-image-….
#
# A release's kernel moves from its security updates into the release, one that is newer than the release is in the backports;
# the newest by version order is taken. Debian 13's needs a compiler and pahole of that release, with all their libraries.

packages_debian() # name: the release of Debian that it comes from
{
	case $1 in
	6.1 | 6.12 | 6.12-arm64) echo bookworm ;;
	7 | 7.*) echo trixie ;;
	*) return 1 ;;
	esac
}

packages_arch() # name
{
	case $1 in
	*-arm64) echo arm64 ;;
	*) echo amd64 ;;
	esac
}

# Kernels of the same Debian that are wanted one after the other share its lists.
packages_open() # name
{
	local debian

	debian=$(packages_debian "$1")
	if [ "$update" = no ] && [ -n "$(find "$apt_dir/opened" -mmin -15 2>/dev/null)" ]; then
		return
	fi
	apt_architectures=(amd64)
	if [ "$debian" = bookworm ]; then
		apt_architectures+=(arm64)
	fi
	apt_open "$debian" "$debian-security" "$debian-backports" && touch "$apt_dir/opened"
}

packages_named() # regular expression: the whole name
{
	apt-cache -c "$apt_dir/apt.conf" pkgnames | grep -xE "$1" | sort -V
}

# The image of a release: since 7.0 its package is empty, and linux-binary has what boots.
packages_image() # release
{
	packages_named "linux-(image|binary)-${1//+/\\+}" | head -n 1
}

# The newest release of the series that has headers and an image for the machine.
packages_release() # name
{
	local arch release series=${1%-arm64}

	arch=$(packages_arch "$1")
	packages_named "linux-headers-${series//./\\.}\.[0-9.]+([+-][a-z0-9.]+)?-$arch" | tac | sed 's/^linux-headers-//' |
		while read -r release; do
			if [ -n "$(packages_image "$release")" ]; then
				echo "$release"
				break
			fi
		done
}

# Debian 13's image has its modules in a package of their own, wanted only if a sample's test wants one.
packages_modules() # release
{
	[ -z "$(unpack_modules)" ] || packages_named "linux-modules-${1//+/\\+}"
}

# kbuild is what runs here, whichever machine the kernel is for.
packages_fetch() # name release
{
	local arch common=${2%-*} kbuild image modules

	arch=$(packages_arch "$1")
	image=$(packages_image "$2") modules=$(packages_modules "$2")
	kbuild=linux-kbuild-$common
	case $1 in
	6.1) kbuild=linux-kbuild-6.1 ;;
	esac
	set -- "$1" "linux-headers-$2:$arch" "$image:$arch" "linux-headers-$common-common:all" "$kbuild:amd64"
	case $1 in
	7*) apt_fetch_closure "${@:2}" ${modules:+"$modules"} pahole ;;
	*-arm64) apt_fetch "${@:2}" busybox-static:arm64 ;;
	*) apt_fetch "${@:2}" ;;
	esac
}
