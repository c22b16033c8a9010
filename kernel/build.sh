# shellcheck shell=bash disable=SC2154 # kernel/run sets the variables that all parts share
# Builds the kernel out of its tree, in $objects, and looks at what Kbuild asks of a bindgen:
#
#     probe           the version line and the libclang that scripts/rust_is_available.sh reads
#     build           the whole kernel, or what `make prepare` builds where it is not booted
#     rerun           make again: nothing is built
#     deterministic   the commands that Kbuild recorded, run again: the same bytes, and a newer file
#
# Debian's compilers are used, gcc and rustc-web, whatever else is on the path.

build_done=no

kbuild() # make's arguments
{
	if [ "$helpers" = generated ]; then
		set -- BRAZE="$braze" "$@"
	fi
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES -u LLVM -u KCONFIG_ALLCONFIG \
		PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 nice make -C "$tree" O="$objects" ARCH="$arch" CROSS_COMPILE="$cross" BINDGEN="$bindgen" \
		RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc HOSTRUSTC=/usr/bin/rustc "$@"
}

# What Kbuild has of the bindgen: line 1 of --version, and the one line of the probe with libclang's version.
probe()
{
	local log=$objects/probe.log versions

	stage 'asking bindgen for its version'
	kbuild rustavailable >"$log" 2>&1 || {
		fail probe "the kernel's rust_is_available.sh refuses $bindgen" "$log"
		return 1
	}
	"$bindgen" "$tree/scripts/rust_is_available_bindgen_libclang.h" 2>"$log" >/dev/null
	versions=$(grep -oE 'clang version [0-9]+\.[0-9.]+' "$log")
	if [ "$(wc -l <<<"$versions")" -ne 1 ]; then
		fail probe 'libclang must give its version on one line of stderr' "$log"
		return 1
	fi
	pass probe "$("$bindgen" --version | head -n 1), $versions, $(/usr/bin/rustc --version | cut -d ' ' -f 1-2)"
}

# Bindings that another program wrote under the same name are made again: Kbuild knows bindgen by its command line only.
build_drop_stale()
{
	local sum program=$bindgen

	if [ "$helpers" = generated ]; then
		program=$braze
	fi
	sum=$(sha256sum <"$(readlink -f "$program")")
	if [ "$sum" != "$(cat "$objects/bindgen.sum" 2>/dev/null)" ]; then
		rm -f "$objects"/rust/*/*_generated.rs "$objects"/rust/*/*_generated.stamp "$objects/warnings"
		echo "$sum" >"$objects/bindgen.sum"
	fi
}

build() # make's target
{
	local start=$SECONDS log=$objects/build.log

	build_drop_stale
	stage "building Linux $version for $arch ($1)"
	if ! kbuild -O -j "${JOBS:-$(nproc)}" "$1" 2>&1 | follow "$log"; then
		fail build "make $1 failed" "$log"
		return 1
	fi
	build_done=yes
	warnings_keep "$log"
	pass build "Linux $version $arch, make $1, $(report_elapsed "$start")"
}

# Kbuild's own bookkeeping is written each time; what a compiler or bindgen makes must stay.
rerun() # make's target
{
	local log=$objects/rerun.log made

	stage 'making it again'
	touch "$objects/rerun.start"
	sleep 1
	if ! kbuild -j "${JOBS:-$(nproc)}" "$1" 2>&1 | follow "$log"; then
		fail rerun "make $1 failed" "$log"
		return 1
	fi
	made=$(find "$objects" -type f -newer "$objects/rerun.start" \
		-regex '.*\.\(o\|a\|so\|ko\|rs\|rmeta\|rlib\|h\|c\)\|.*/\(vmlinux\|bzImage\|Image\)' -printf '%P\n' | sort)
	if [ -n "$made" ]; then
		printf 'error: built again:\n%s\n' "$made" >"$log"
		fail rerun "$(wc -l <<<"$made") files were built again" "$log"
		return 1
	fi
	pass rerun 'nothing was built'
}

# The command that Kbuild recorded for a file, as a shell reads it.
recorded_command() # file
{
	sed -n "1s/^savedcmd_[^ ]* := //p" "$(dirname "$1")/.$(basename "$1").cmd" | sed -e "s/\\\$(pound)/#/g" -e 's/\$\$/$/g'
}

again_name() # file: rust/bindings/bindings_generated.rs -> rust/bindings/bindings_generated_again.rs
{
	echo "${1%.*}_again.${1##*.}"
}

# Runs FILE's recorded command for other files, which must get the same bytes. Then once more over them, with the target made
# old: one that stays older than its prerequisites would be made in every run of make.
written_again() # target, then the files that its command writes
{
	local command file target=$1 turn

	shift
	command=$(recorded_command "$target")
	for file in "$target" "$@"; do
		command=${command//"$file"/"$(again_name "$file")"}
	done
	for turn in 1 2; do
		PATH=/usr/sbin:/usr/bin:/sbin:/bin bash -e -c "$command" || return
		for file; do
			cmp "$file" "$(again_name "$file")" || return
		done
		if [ "$turn" -eq 1 ]; then
			touch -d @0 "$(again_name "$target")"
		fi
	done
	[ "$(stat -c %Y "$(again_name "$target")")" -ne 0 ] || {
		echo "error: $target is left as old as it was when the same text is written again"
		return 1
	}
}

# The targets of the commands that write bindings, and what each writes. With generated helpers two files come from one command,
# whose target is a stamp.
written_files()
{
	local file

	for file in rust/*/*_generated.rs; do
		if [ -e "${file%.rs}.stamp" ]; then
			echo "${file%.rs}.stamp $file rust/helpers/helpers_generated.c"
		else
			echo "$file $file"
		fi
	done
}

deterministic()
{
	local files file log=$objects/deterministic.log count=0

	stage 'writing the bindings again'
	: >"$log"
	cd "$objects" || return
	while read -r -a files; do
		written_again "${files[@]}" >>"$log" 2>&1 || {
			fail deterministic "${files[1]} comes out differently" "$log"
			return 1
		}
		for file in "${files[@]}"; do
			rm -f "$(again_name "$file")" "${file%/*}/.${file##*/}.d"
		done
		count=$((count + ${#files[@]} - 1))
	done < <(written_files)
	pass deterministic "$count files, byte for byte"
}
