# shellcheck shell=bash disable=SC2154 # kernel/run sets the variables that all parts share
# Configures the kernel: allnoconfig, the fragment kernel/ARCH.config (and kernel/debug.config where that is asked for), every Rust
# sample that the version has as a module, and the defaults of what these make visible.
#
# Kconfig drops a symbol in silence where something that it needs is missing. So each line of the fragment must be found in the
# finished .config, except those of symbols that this version does not know.

config_samples() # Kconfig of the samples: CONFIG_SAMPLE_RUST_…=m for each that can be a module
{
	awk '$1 == "config" { name = $2 }
		$1 == "tristate" && name ~ /^SAMPLE_RUST_/ { print "CONFIG_" name "=m" }' "$tree/samples/rust/Kconfig"
}

config_known() # all symbols of the tree
{
	find "$tree" -name 'Kconfig*' -type f -exec sed -nE 's/^[[:space:]]*(menu)?config ([A-Z0-9_a-z]+).*/CONFIG_\2/p' {} + | sort -u
}

# The lines of the fragment that the finished .config has not, of symbols that there are.
config_lost() # fragment
{
	local line

	grep '^CONFIG_' "$1" | grep -vxFf "$objects/.config" | while IFS= read -r line; do
		if grep -qx "${line%%=*}" "$objects/known-symbols"; then
			echo "$line"
		fi
	done
}

config_is_done() # fragment: nothing changed since the last time, so that nothing is built again
{
	cmp -s "$1" "$objects/fragment" && [ -e "$objects/.config" ] && [ -e "$objects/known-symbols" ] && [ -z "$(config_lost "$1")" ]
}

# What the fragment makes visible gets its default, all else is off.
config_make() # fragment, log: 1 where it failed
{
	config_known >"$objects/known-symbols"
	{ kbuild allnoconfig && cat "$1" >>"$objects/.config" && kbuild olddefconfig; } >"$2" 2>&1 || {
		fail configure 'make allnoconfig, olddefconfig failed' "$2"
		return 1
	}
	config_lost "$1" >"$objects/lost-symbols"
	if [ -s "$objects/lost-symbols" ]; then
		{ echo 'error: asked for, but not in the .config:' && cat "$objects/lost-symbols"; } >"$2"
		fail configure "$(wc -l <"$objects/lost-symbols") symbols could not be set" "$2"
		return 1
	fi
	cp "$1" "$objects/fragment"
}

configure()
{
	local fragment=$objects/fragment.new

	stage "configuring Linux $version for $arch"
	cat "$kernel_dir/$arch.config" >"$fragment"
	if [ "$config" != default ]; then
		cat "$kernel_dir/$config.config" >>"$fragment"
	fi
	config_samples >>"$fragment"
	config_is_done "$fragment" || config_make "$fragment" "$objects/configure.log" || return
	pass configure "$(grep -c '=[ym]$' "$objects/.config") symbols, $(grep -c 'CONFIG_SAMPLE_RUST_.*=m' "$objects/.config") samples"
}
