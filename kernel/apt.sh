# shellcheck shell=bash disable=SC2154 # who sources this sets $apt_dir
# Debian's packages without installing them: apt downloads them and checks their signature, from the mirror that the machine's own
# sources name, with a list of sources, state and cache of its own in $apt_dir. The machine's lists stay as they are, and root is
# not needed.
#
#     apt_dir=build/kernel/apt
#     apt_open bookworm bookworm-security && apt_fetch linux-source-6.1      -> build/kernel/apt/linux-source-6.1_….deb
#
# Nothing counts as installed, so that `apt_fetch_closure PACKAGE` gets all that PACKAGE depends on.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# apt's address of the machine's Debian, or of its security updates: the one that it would read SUITE from.
apt_mirror() # suites, as a regular expression
{
	apt-get --print-uris update 2>/dev/null | sed -nE "s,^'([^' ]*)/dists/($1)/InRelease'.*,\1,p" | head -n 1
}

# The list of sources. Security updates are left out where the machine has none.
apt_write_list() # suite…
{
	local mirror security suite sign="[signed-by=$keyring]"

	mirror=${DEBIAN_MIRROR:-$(apt_mirror '(bullseye|bookworm|trixie|forky|sid|oldstable|stable|testing|unstable)(-updates)?')}
	security=${DEBIAN_SECURITY_MIRROR:-$(apt_mirror '[a-z]*-security')}
	if [ -z "$mirror" ]; then
		echo "error: apt's sources have no Debian: set DEBIAN_MIRROR (and DEBIAN_SECURITY_MIRROR) to the address of one"
		return 1
	fi
	for suite; do
		case $suite in
		*-security) [ -z "$security" ] || echo "deb $sign $security $suite main" ;;
		*) echo "deb $sign $mirror $suite main" ;;
		esac
	done >"$apt_dir/sources.list"
}

# Settings that come after the machine's own: its proxies stay, its folders, sources and hooks do not.
apt_write_settings()
{
	mkdir -p "$apt_dir/state" "$apt_dir/lists/partial" "$apt_dir/cache/archives/partial"
	: >"$apt_dir/state/status"
	cat >"$apt_dir/apt.conf" <<-END
		Dir::Etc::sourcelist "$apt_dir/sources.list";
		Dir::Etc::sourceparts "/dev/null";
		Dir::Etc::preferences "/dev/null";
		Dir::Etc::preferencesparts "/dev/null";
		Dir::State "$apt_dir/state";
		Dir::State::lists "$apt_dir/lists";
		Dir::State::status "$apt_dir/state/status";
		Dir::Cache "$apt_dir/cache";
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		Acquire::Retries "3";
		APT::Update::Error-Mode "any";
		#clear APT::Architectures;
		APT::Architectures { $(printf '"%s"; ' "${apt_architectures[@]}") };
		#clear APT::Update::Pre-Invoke;
		#clear APT::Update::Post-Invoke;
		#clear APT::Update::Post-Invoke-Success;
	END
}

# Reads the lists of these suites. apt_architectures names others than the machine's own.
apt_open() # suite…
{
	[ -n "${apt_architectures-}" ] || apt_architectures=("$(dpkg --print-architecture)")
	apt_write_settings
	apt_write_list "$@" && apt-get -c "$apt_dir/apt.conf" update
}

apt_fetch() # package…: into $apt_dir
{
	(cd "$apt_dir" && apt-get -c apt.conf download "$@")
}

apt_fetch_closure() # package…: they and what they depend on, into $apt_dir
{
	apt-get -c "$apt_dir/apt.conf" --yes --no-install-recommends --download-only install "$@" &&
		mv "$apt_dir"/cache/archives/*.deb "$apt_dir"
}
