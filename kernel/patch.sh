# shellcheck shell=bash disable=SC2154 # kernel/run sets the variables that all parts share
# The kernel without hand-written helpers: kernel/patches/SERIES/*.patch on a copy of its source, build/kernel/linux-VERSION-generated.
#
#     patch           all of them apply
#     handwritten     what is left by hand: C for helpers, constants that are named twice, and the contract
#     warnings        the build says nothing that the unpatched kernel's does not
#
# The copy shares its files with the source by hard links. patch replaces files and leaves the linked ones as they are, which the
# last stage, tree, finds to be so. Where the unpatched kernel has been built, its objects are the start of the patched one's:
# a copy in which only the paths of the recorded commands change, so that make builds what the patches are about and no more.

patch_most_lines=60     # of C by hand
contract_most_lines=150

# What the copy was made of: it is made again where that changes.
patch_key()
{
	cat "$stock_tree.sums" "$kernel_dir/patches/$series"/*.patch | sha256sum
}

patch_apply() # into: a copy of the source
{
	local file

	cp -al "$stock_tree" "$1" || return
	for file in "$kernel_dir/patches/$series"/*.patch; do
		echo "${file##*/}:"
		patch -d "$1" -p1 -N -E --no-backup-if-mismatch -r - <"$file" || return
	done
}

patched() # makes $tree
{
	local log=$kernel_build/patch-$version.log key count=0

	stage "patching Linux $version"
	count=$(find "$kernel_dir/patches/$series" -name '*.patch' 2>/dev/null | wc -l)
	if [ "$count" -eq 0 ]; then
		fail patch "there are no patches in kernel/patches/$series"
		return 1
	fi
	key=$(patch_key)
	if [ "$key" != "$(cat "$tree.key" 2>/dev/null)" ]; then
		rm -rf "$tree" "$tree.key" "$tree.new"
		patch_apply "$tree.new" >"$log" 2>&1 || {
			fail patch "they do not apply to Linux $version" "$log"
			return 1
		}
		mv "$tree.new" "$tree"
		echo "$key" >"$tree.key"
	fi
	pass patch "$count in kernel/patches/$series"
}

# The unpatched kernel's objects, as if they had been built here: .cmd files hold the commands, with paths of source and objects.
patch_take_objects()
{
	local placeholder=$'\001'

	if [ -e "$objects/.config" ] || [ ! -e "$stock_objects/vmlinux" ]; then
		return 0
	fi
	stage 'copying the objects of the unpatched kernel'
	rm -rf "$objects" "$objects.new"
	cp -a "$stock_objects" "$objects.new" || return
	rm -f "$objects.new"/*.log "$objects.new/bindgen.sum" "$objects.new/warnings"
	find "$objects.new" -name '*.cmd' -type f -exec grep -lZF "$stock_tree" {} + | xargs -0 -r sed -i \
		-e "s,$stock_objects,$placeholder,g; s,$stock_tree,$tree,g; s,$placeholder,$objects,g" || return
	mv "$objects.new" "$objects"
}

# Lines of C by hand for helpers, comments and all.
lines_for_helpers() # tree
{
	find "$1/rust" \( -path '*/rust/helpers/*' -o -name 'helpers*' \) -type f -name '*.[ch]' -exec cat {} + | wc -l
}

handwritten()
{
	local stock left constants contract=$tree/rust/contract.yaml

	stock=$(lines_for_helpers "$stock_tree")
	left=$(lines_for_helpers "$tree")
	constants=$(grep -rn RUST_CONST_HELPER_ "$tree/rust" | wc -l)
	contract=$(wc -l <"$contract")
	if [ "$left" -gt "$patch_most_lines" ]; then
		fail handwritten "$left lines of C for helpers, more than $patch_most_lines"
	elif [ "$constants" -ne 0 ]; then
		fail handwritten "$constants lines name RUST_CONST_HELPER_"
	elif [ "$contract" -gt "$contract_most_lines" ]; then
		fail handwritten "the contract has $contract lines, more than $contract_most_lines"
	else
		pass handwritten "$left lines of C for helpers (unpatched: $stock), a contract of $contract lines"
	fi
}

# Warnings of a log, without places that differ between the trees.
warnings_of() # log
{
	grep -aiE '\<warning(:|\[)' "$1" | sed -e "s,$stock_tree/,,g; s,$tree/,,g; s,$objects/,,g" -e 's/:[0-9]*:[0-9]*:/:/' | LC_ALL=C sort -u
}

# A build says nothing about what is there from the last one: warnings stay until bindings are written by another program.
warnings_keep() # log
{
	warnings_of "$1" | LC_ALL=C sort -u - "$objects/warnings" >"$objects/warnings.new" 2>/dev/null
	mv "$objects/warnings.new" "$objects/warnings"
}

warnings()
{
	local log=$objects/warnings.log

	touch "$stock_objects/warnings"
	LC_ALL=C comm -13 "$stock_objects/warnings" "$objects/warnings" >"$log"
	if [ -s "$log" ]; then
		fail warnings "$(wc -l <"$log") that the unpatched kernel has not" "$log"
	else
		pass warnings "none that is new, $(wc -l <"$objects/warnings") in all"
	fi
}
