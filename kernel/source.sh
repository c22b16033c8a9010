# shellcheck shell=bash disable=SC2154 # kernel/run sets the variables that all parts share
# Gets Debian's source of a kernel and unpacks it, once: 6.12 -> build/kernel/linux-6.12.117/, read afterwards and never written.
#
# apt.sh gets the package, in build/kernel/apt. Beside the tree lies linux-VERSION.sums, the checksums of all files as they were
# unpacked; source_is_unmodified compares the tree with it.

# The suites that hold kernels of this series. A release's own kernel moves from its security updates into the release; one that
# is newer than the release is in the backports of the next.
source_suites() # series
{
	case $1 in
	6.*) echo bookworm bookworm-backports bookworm-security ;;
	*) echo trixie-backports ;;
	esac
}

# The package of the series; where it has gone, the newest of the same first number (7.3 -> 7.5).
source_package() # series
{
	local names

	names=$(apt-cache -c "$apt_dir/apt.conf" --names-only search "^linux-source-${1%%.*}\.[0-9]+$" | sed 's/ .*//' | sort -V)
	if grep -qx "linux-source-$1" <<<"$names"; then
		echo "linux-source-$1"
	else
		tail -n 1 <<<"$names"
	fi
}

source_download() # series: its newest package, as $apt_dir/linux-source-….deb
{
	local package

	# shellcheck disable=SC2046 # one word for each suite
	apt_open $(source_suites "$1") || return
	package=$(source_package "$1")
	if [ -z "$package" ]; then
		echo "error: Debian has no package linux-source-$1"
		return 1
	fi
	rm -f "$apt_dir"/linux-source-*.deb
	apt_fetch "$package"
}

source_sums() # tree: a line for each file, link and folder
{
	(
		cd "$1" || exit
		find . ! -type f -printf '%y %m %p %l\n' | LC_ALL=C sort
		find . -type f -printf '%m %p\n' | LC_ALL=C sort
		find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -P 1 sha1sum
	)
}

source_unpack() # package: into linux-VERSION, all of it or nothing; sets $tree
{
	local name version new=$kernel_build/unpacking

	name=$(dpkg-deb -f "$1" Package) && version=$(dpkg-deb -f "$1" Version) || return
	tree=$kernel_build/linux-${version%%-*}
	rm -rf "$new" "$tree" "$tree.sums"
	mkdir -p "$new"
	dpkg-deb --fsys-tarfile "$1" | tar -xO "./usr/src/$name.tar.xz" | xz -dc -T 0 |
		tar -x --strip-components=1 --no-same-owner -C "$new" || return
	source_sums "$new" >"$tree.sums" && mv "$new" "$tree" && rm "$1"
}

# Sets $tree to the unpacked source of the series; downloads it where there is none.
source_get() # series
{
	local package log=$kernel_build/source-$1.log

	tree=$(readlink -f "$kernel_build/series-$1")
	if [ -d "$tree" ] && [ -e "$tree.sums" ]; then
		return
	fi
	stage "downloading the source of Linux $1"
	source_download "$1" >"$log" 2>&1 || {
		fail source "no source of Linux $1" "$log"
		return 1
	}
	stage "unpacking the source of Linux $1"
	package=$(find "$apt_dir" -name 'linux-source-*.deb')
	source_unpack "$package" >>"$log" 2>&1 || {
		fail source 'it could not be unpacked' "$log"
		return 1
	}
	ln -sfn "${tree##*/}" "$kernel_build/series-$1"
}

source_is_unmodified() # log: what differs
{
	source_sums "$stock_tree" | diff "$stock_tree.sums" - >"$1"
}
