#!/bin/busybox sh
# The guest's first process: loads, uses and unloads a module, and tells the host through the kernel's log, so that its words and the
# kernel's are in order. /kmod/settings has: token release name rounds limit. What each line says is in session.h.

export PATH=/bin HOME=/
/bin/busybox mkdir -p /proc /sys /dev /tmp
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t debugfs debugfs /sys/kernel/debug 2>/dev/null
mount -t tmpfs tmpfs /tmp
exec </dev/null >/dev/null 2>&1
. /kmod/settings

say()
{
	echo "<6>$token $*" >/dev/kmsg
}

# Lines, as long as the kernel's log takes them.
say_lines()
{
	fold -s -w 800 | while IFS= read -r line || [ -n "$line" ]; do
		say "$1 $line"
	done
}

# $1 step, the rest: a command. Its exit code and first words.
step()
{
	say "step $1"
	shift
	"$@" 2>/tmp/words >&2
	status=$?
	say "status $status $(head -n 1 /tmp/words)"
	return $status
}

is_loaded()
{
	grep -q "^$1 " /proc/modules
}

# ---- counts ----

# NAME=N of each slab cache, of vmalloc's areas by who made them, and of pages that kmalloc() took from the page allocator: some in a line.
print_counts()
{
	awk '
		function add(name, n) {
			line = line name "=" n " "
			if (length(line) > 600) { print line; line = "" }
		}
		$13 == "slabdata" && NF == 16 { pages -= $6 * $15 }
		$13 == "slabdata" && NF == 16 && $1 != "shmem_inode_cache" { add($1, $2) } # files in /tmp
		$1 == "nr_slab_reclaimable" || $1 == "nr_slab_unreclaimable" { pages += $2 }
		FILENAME == "/proc/vmallocinfo" && $3 ~ /[+]/ { areas[$3]++ }
		END {
			for (caller in areas) add("vmalloc:" caller, areas[caller])
			add("pages-of-large-kmalloc", pages)
			print line
		}' /proc/slabinfo /proc/vmstat /proc/vmallocinfo
}

# Caches that only exist to be reused are emptied first.
count()
{
	echo 2 >/proc/sys/vm/drop_caches
	for cache in /sys/kernel/slab/*; do
		[ -L "$cache" ] || echo 1 >"$cache/shrink"
	done
	echo 1 >/proc/sys/vm/stat_refresh
	print_counts >/tmp/counts.last
	[ "$1" = 1 ] && cp /tmp/counts.last /tmp/counts.first
	while IFS= read -r line; do
		say "count $1 $line"
	done </tmp/counts.last
}

# Whether something has grown by one in each round: what waits for RCU takes up to six seconds.
has_grown()
{
	[ "$rounds" -gt 1 ] && awk -v rounds="$rounds" '
		{
			for (i = 1; i <= NF; i++) {
				split($i, pair, "=")
				if (FILENAME ~ /first$/) before[pair[1]] = pair[2]
				else if (pair[1] in before && pair[2] - before[pair[1]] >= rounds - 1) found = 1
			}
		}
		END { exit !found }' /tmp/counts.first /tmp/counts.last
}

# ---- records ----

# Objects of kmalloc() and areas of vmalloc() whose allocation has an address in its trace at which there is no code any more.
print_records()
{
	{
		for traces in /sys/kernel/debug/slab/*/alloc_traces; do
			cache=${traces%/alloc_traces}
			echo "=cache ${cache##*/}"
			cat "$traces"
		done
		sed 's/^/=vmalloc /' /proc/vmallocinfo
	} | awk '
		function flush() {
			if (by) sum[cache " " by] += objects
			by = ""
		}
		$1 == "=cache" { flush(); cache = $2; next }
		$1 == "=vmalloc" { if ($4 ~ /^0x[0-9a-f]+$/) sum["vmalloc own " $4]++; next }
		/^ *[0-9]+ / { flush(); objects = $1; if ($2 ~ /^0x[0-9a-f]+$/) by = "own " $2; next }
		/^ +0x[0-9a-f]+$/ { if (!by) by = "via " $1 }
		END { flush(); for (record in sum) print record, sum[record] }' | sort
}

records()
{
	print_records >/tmp/records
	[ -s /tmp/records ] && sleep 6 && print_records >/tmp/records
	say_lines record </tmp/records
}

leaks()
{
	say "step looking for leaks"
	if has_grown; then
		sleep 6
		count "$rounds"
	fi
	[ -d /sys/kernel/debug/slab ] && records
	if [ -e /sys/kernel/debug/kmemleak ]; then
		echo scan >/sys/kernel/debug/kmemleak
		sleep 6
		echo scan >/sys/kernel/debug/kmemleak
		say_lines kmemleak </sys/kernel/debug/kmemleak
	fi
}

# ---- a round ----

# A test looks into the log for what its module said, not for its own words, which are there, too. A function, because busybox's shell does not look
# for a dmesg of ours.
prelude='dmesg() { busybox dmesg "$@" | sed "/ $token /d"; }; . "$0"'

# What the test prints is said line by line. Nothing that it leaves running outlives the round.
use()
{
	[ -e /kmod/test/run ] || return 0
	mkfifo /tmp/words.fifo
	say_lines out </tmp/words.fifo &
	sink=$!
	say "step test/run"
	(
		cd /kmod/test && token=$token KMOD=$name KMOD_FILE=/kmod/$name.ko KMOD_ROUND=$1 \
			exec timeout -s KILL "$limit" sh -c "$prelude" ./run
	) >/tmp/words.fifo 2>&1
	status=$?
	tenths=0
	while [ $tenths -lt 50 ] && kill -0 $sink; do
		sleep 0.1
		tenths=$((tenths + 1))
	done
	kill -KILL -1
	wait $sink
	rm /tmp/words.fifo
	say "status $status"
	return $status
}

round()
{
	say "round $1"
	eval "set -- $1 $(grep -v '^#' /kmod/test/parameters | tr '\n' ' ')"
	number=$1
	shift
	step insmod insmod "/kmod/$name.ko" "$@"
	is_loaded "$name" || return
	for section in .text .init.text; do
		say "section $section $(cat "/sys/module/$name/sections/$section")"
	done
	use "$number"
	step rmmod rmmod "$name"
	is_loaded "$name" && say "loaded"
}

echo 4 >/proc/sys/vm/drop_caches # from now on it says nothing of that
say "ready $(uname -r)"
if [ -e /sys/kernel/btf/vmlinux ]; then
	say "btf $(wc -c </sys/kernel/btf/vmlinux) $(sha256sum </sys/kernel/btf/vmlinux)"
fi
ip link set lo up
for module in /kmod/load/*.ko; do
	[ -e "$module" ] && step "insmod of ${module##*/}" insmod "$module"
done
[ -e /sys/kernel/debug/kmemleak ] && echo clear >/sys/kernel/debug/kmemleak
count 0
number=1
while [ "$number" -le "$rounds" ]; do
	round "$number"
	count "$number"
	number=$((number + 1))
done
leaks
say end
poweroff -f
