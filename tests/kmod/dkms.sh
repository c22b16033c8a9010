# shellcheck shell=bash disable=SC2154
# DKMS itself, in folders of its own, with what `braze kmod dkms` wrote: it takes the source, builds, signs and installs the module for the
# installed headers, and does so again when asked to.

# As root, which dkms asks for, be it in a namespace; with a key of its own.
run_dkms() # argument...
{
	local as_root=()

	[ "$(id -u)" -eq 0 ] || as_root=(unshare --map-root-user)
	PATH=$work/bin:$PATH mok_signing_key=$work/key mok_certificate=$work/certificate \
		"${as_root[@]}" dkms --dkmstree "$work/tree" --sourcetree "$work/source" --installtree "$work/install" "$@" >dkms.log 2>&1 ||
		fail "dkms $*: exit code $?" <(cat dkms.log tree/m/*/build/make.log 2>/dev/null)
}

case_dkms()
{
	local arch module

	find_headers
	expect 0 kmod new m
	expect 0 kmod dkms m
	mkdir -p bin tree source "install/$release"
	ln -s "$program" bin/braze
	run_dkms add ./m
	[ -e source/m-0.1.0/src/lib.rs ] || fail 'dkms took no source' dkms.log
	arch=$(uname -m)
	run_dkms build m/0.1.0 -k "$release" -a "$arch" --kernelsourcedir "$headers"
	run_dkms install m/0.1.0 -k "$release" -a "$arch" --kernelsourcedir "$headers"
	run_dkms status
	grep -qxF "m/0.1.0, $release, $arch: installed" dkms.log || fail 'dkms does not say that it is installed' dkms.log
	module=$(find install -name 'm.ko*')
	[ "$module" ] || fail 'there is no module' <(find install)
	modinfo "$module" >information || fail 'modinfo does not read it'
	grep -qE '^name: +m$' information || fail 'another name' information
	grep -qE '^version: +0\.1\.0$' information || fail 'another version' information
	grep '^vermagic:' information | grep -qF " $release " || fail 'another vermagic' information
	grep -qE '^signer: ' information || fail 'it is not signed' information
	run_dkms remove m/0.1.0 --all
	[ -z "$(find install -name 'm.ko*')" ] || fail 'dkms leaves the module'
}

# For a kernel that no module in Rust is built for, DKMS builds nothing, which is no error of an installation.
case_dkms_old_kernel()
{
	local kernelver kernel_source_dir old new

	expect 0 kmod new m
	expect 0 kmod dkms m
	kernelver='' kernel_source_dir=''
	# shellcheck source=/dev/null
	. m/dkms.conf
	for old in 5.15.0-1-amd64 6.0.3 4.19.0; do
		[[ ! $old =~ $BUILD_EXCLUSIVE_KERNEL ]] || fail "it would build for $old"
	done
	for new in 6.1.0-56-amd64 6.12.117+deb12-amd64 6.18.3 7.3.4+deb13-amd64 10.1.0; do
		[[ $new =~ $BUILD_EXCLUSIVE_KERNEL ]] || fail "it would not build for $new"
	done
}
