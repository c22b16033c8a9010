# shellcheck shell=bash
# What the scripts fuzz-NAME share: builds the libFuzzer target fuzz_NAME.c and runs it for FUZZ_SECONDS (60).
#
#     . "$(dirname "$0")/fuzzer.sh"
#     fuzzer_build NAME "LIBRARY…" "PACKAGE…"     libraries in the build folder, braze: all; what they need by pkg-config's name
#     … fills $run/corpus …
#     fuzzer_run NAME [OPTION…] -- [FILE…]           files: runs these once again
#
# Exit 0: nothing found. What was found stays as build/fuzzer/NAME/crash-…, what was said of it as build/fuzzer/NAME/log.
#
# Environment: FUZZ_SECONDS, CLANG (of the same LLVM as libclang), JOBS.
set -eu

top=$(readlink -f "$(dirname "$0")/../..")
build=$top/build/fuzzer
clang=${CLANG:-}
for version in 22 21 20 19 18 17 16; do
	[ -n "$clang" ] || clang=$(command -v clang-$version || true)
done
if [ -z "$clang" ]; then
	echo "${0##*/}: there is no clang; on Debian 12: apt-get install clang-22 libclang-rt-22-dev" >&2
	exit 1
fi
llvm=$(dirname "$(dirname "$(readlink -f "$(command -v "$clang")")")")

# The libraries as meson builds them, with every function watched; only the program differs.
fuzzer_build() # name, libraries or braze, packages
{
	local libraries parts

	mkdir -p "$top/build"
	exec 9>"$top/build/fuzzer.lock"
	flock 9
	if [ ! -e "$build/build.ninja" ]; then
		CC=$clang meson setup "$build" "$top" -Dlibclang_path="$llvm" -Dbuildtype=debugoptimized -Db_lundef=false \
			-Db_sanitize=address,undefined -Dc_args='-fsanitize=fuzzer-no-link -fno-sanitize-recover=all' \
			>"$build.log" 2>&1 || { cat "$build.log" >&2; exit 1; }
	fi
	read -ra libraries <<<"$2"
	ninja -C "$build" ${JOBS:+-j"$JOBS"} "${libraries[@]}" >"$build.log" 2>&1 || {
		tail -n 40 "$build.log" >&2
		exit 1
	}
	parts=("${libraries[@]/#/$build/}")
	[ "$2" = braze ] && parts=("$build"/src/*/lib*.a "$build"/src/*/*/lib*.a)
	# shellcheck disable=SC2046,SC2086 # lists of options
	"$clang" -std=gnu17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
		-I"$top/src" $(pkg-config --cflags glib-2.0) "$top/tests/fuzz/fuzz_$1.c" -o "$build/fuzz_$1" \
		-Wl,--start-group "${parts[@]}" -Wl,--end-group $(pkg-config --libs glib-2.0 jansson $3) \
		-L"$llvm/lib" -Wl,-rpath,"$llvm/lib" -lclang
	flock -u 9
	run=$build/$1
	mkdir -p "$run/corpus" "$run/found"
}

fuzzer_run() # name, options, --, files
{
	local name=$1 options=() status=0

	shift
	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	shift
	# libclang is not ours: what it leaks is not looked at.
	printf 'leak:%s\n' libclang libLLVM >"$run/leaks"
	export ASAN_OPTIONS="detect_leaks=1:allocator_may_return_null=1"
	export UBSAN_OPTIONS="print_stacktrace=1" LSAN_OPTIONS="suppressions=$run/leaks:print_suppressions=0"
	if [ -x "$llvm/bin/llvm-symbolizer" ]; then export ASAN_SYMBOLIZER_PATH="$llvm/bin/llvm-symbolizer"; fi
	cd "$run"
	if [ $# -gt 0 ]; then
		exec "$build/fuzz_$name" "$@"
	fi
	rm -f crash-* leak-* timeout-* oom-*
	"$build/fuzz_$name" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=25 -rss_limit_mb=3000 -print_final_stats=1 \
		"${options[@]}" found corpus >log 2>&1 || status=$?
	if [ $status != 0 ]; then
		grep -n -A 40 -E 'runtime error|ERROR:|SUMMARY|artifact_prefix|DictionaryFile' log | head -n 80
		exit 1
	fi
	grep -E '^(stat::|Done)' log
}
