# shellcheck shell=bash disable=SC2154 # kernel/run sets the variables that all parts share
# Gets Debian's source of a kernel and unpacks it, once: 6.12 -> build/kernel/linux-6.12.117/, read afterwards and never written.
#
# apt downloads the package and checks its signature, from the mirror that the machine's own sources name, with a list of sources,
# state and cache of its own in build/kernel/apt: the machine's lists stay as they are, and root is not needed. Beside the tree
# lies linux-VERSION.sums, the checksums of all files as they were unpacked; source_is_unmodified compares the tree with it.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# apt's address of the machine's Debian, or of its security updates: the one that it would read SUITE from.
source_mirror() # suites, as a regular expression
{
	apt-get --print-uris update 2>/dev/null | sed -nE "s,^'([^' ]*)/dists/($1)/InRelease'.*,\1,p" | head -n 1
}

# The list of sources: the suites that hold kernels of this series. A release's own kernel moves from its security updates into
# the release; one that is newer than the release is in the backports of the next.
source_write_list() # series
{
	local mirror security sign="[signed-by=$keyring]"

	mirror=${DEBIAN_MIRROR:-$(source_mirror '(bullseye|bookworm|trixie|forky|sid|oldstable|stable|testing|unstable)(-updates)?')}
	security=${DEBIAN_SECURITY_MIRROR:-$(source_mirror '[a-z]*-security')}
	if [ -z "$mirror" ]; then
		echo "error: apt's sources have no Debian: set DEBIAN_MIRROR (and DEBIAN_SECURITY_MIRROR) to the address of one"
		return 1
	fi
	case $1 in
	6.*)
		printf 'deb %s\n' "$sign $mirror bookworm main" "$sign $mirror bookworm-backports main"
		if [ -n "$security" ]; then
			printf 'deb %s\n' "$sign $security bookworm-security main"
		fi
		;;
	*)
		printf 'deb %s\n' "$sign $mirror trixie-backports main"
		;;
	esac >"$apt_dir/sources.list"
}

# Settings that come after the machine's own: its proxies stay, its folders, sources and hooks do not.
source_write_settings()
{
	mkdir -p "$apt_dir/state" "$apt_dir/lists/partial" "$apt_dir/cache/archives/partial"
	cat >"$apt_dir/apt.conf" <<-END
		Dir::Etc::sourcelist "$apt_dir/sources.list";
		Dir::Etc::sourceparts "/dev/null";
		Dir::Etc::preferences "/dev/null";
		Dir::Etc::preferencesparts "/dev/null";
		Dir::State "$apt_dir/state";
		Dir::State::lists "$apt_dir/lists";
		Dir::State::status "/dev/null";
		Dir::Cache "$apt_dir/cache";
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		#clear APT::Update::Pre-Invoke;
		#clear APT::Update::Post-Invoke;
		#clear APT::Update::Post-Invoke-Success;
	END
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

	source_write_settings
	source_write_list "$1" || return
	apt-get -c "$apt_dir/apt.conf" update || return
	package=$(source_package "$1")
	if [ -z "$package" ]; then
		echo "error: Debian has no package linux-source-$1"
		return 1
	fi
	rm -f "$apt_dir"/linux-source-*.deb
	(cd "$apt_dir" && apt-get -c apt.conf download "$package")
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
