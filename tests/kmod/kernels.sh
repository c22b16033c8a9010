# shellcheck shell=bash disable=SC2154,SC2034
# The kernels and the samples of this suite: which there are, and building one for the other, once in a run.

samples()
{
	local folder

	for folder in "$top"/rust/kmod/samples/*/Kbuild; do
		folder=${folder%/Kbuild}
		echo "${folder##*/}"
	done
}

# test/architectures, where there is one, has the names of arch/. On arm64, unless it is asked for by name, only what differs there from x86_64 is
# tested: code, user memory, a trace, and the driver that is made for it.
sample_is_for() # sample kernel
{
	local file=$top/rust/kmod/samples/$1/test/architectures arch=x86

	case $2 in
	*-arm64)
		arch=arm64
		[[ -n ${KMOD_KERNELS-} || $1 =~ ^(minimal|chrdev|panic|pl061)$ ]] || return
		;;
	esac
	[ ! -e "$file" ] || sed 's/#.*//' "$file" | grep -qw "$arch"
}

# Sets kernel_headers and the others of kernel.env, and puts the kernel's compiler on the path.
kernel_load() # kernel
{
	"$top/kernel/kmod/get" "$1" >get.log 2>&1 || fail "$(head -n 1 get.log)" "$top/build/kmod/$1.log"
	# shellcheck source=/dev/null
	. "$top/build/kmod/$1/kernel.env"
	[ -z "$kernel_path" ] || PATH=$kernel_path:$PATH
}

# Runs the command, unless it has been run under this name; its exit code, and its output in $log.
once() # name command…
{
	local mark=$KMOD_RUN/${1//\//-}

	shift
	log=$mark.log
	(
		flock 9
		[ -e "$mark" ] || {
			"$@" >"$log" 2>&1
			echo $? >"$mark"
		}
	) 9>"$mark.lock"
	return "$(cat "$mark")"
}

build_sample() # sample folder
{
	rm -rf "$2"
	mkdir -p "$2"
	"$program" kmod build "$top/rust/kmod/samples/$1" --kernel "$kernel_headers" --output "$2"
}

# The sample as it is built for the loaded kernel: $out is its folder, $log what was said.
built() # kernel sample
{
	out=$built_folder/$1/$2
	once "$1/$2" build_sample "$2" "$out" || fail "braze kmod build $2: exit code $?" "$log"
	[ -s "$out/$2.ko" ] || fail "braze kmod build made no $2.ko" "$log"
}

# A module in C for the loaded kernel, made by Kbuild alone: $plain.
build_plain() # folder
{
	local source

	source=$(sed -n 's|^include \(/.*\)/Makefile$|\1|p' "$kernel_headers/Makefile" | tail -n 1)
	[ -z "$source" ] || source=$(dirname "$kernel_headers")/${source##*/}
	rm -rf "$1"
	mkdir -p "$1"
	cp "$suite_dir"/plain/* "$1"
	set -- "M=$1" "KBUILD_OUTPUT=$kernel_headers"
	case $kernel_arch in
	arm64) set -- "$@" ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- ;;
	esac
	make -C "$kernel_headers" -f "${source:-$kernel_headers}/Makefile" "$@" modules
}

plain_built() # kernel
{
	plain=$built_folder/$1/plain/plain.ko
	once "$1/plain" build_plain "${plain%/*}" || fail 'Kbuild makes no module in C' "$log"
}

# The types of the loaded kernel: $btf. Debian has them with the headers; for 6.1 they are in the image.
btf_read() # kernel
{
	local source=$kernel_headers/vmlinux

	[ -e "$source" ] || source=$kernel_image
	btf=$built_folder/$1/vmlinux.btf
	once "$1/btf" python3 "$suite_dir/module.py" btf "$source" "$btf" || fail "no BTF in $source" "$log"
}
