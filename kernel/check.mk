# braze-check: proves that what GCC (or clang) laid out and what rustc laid out of it are the same, in a kernel that was built with CONFIG_RUST.
#
#     make -C OBJECTS -f /usr/share/braze/kernel/check.mk braze-check [BRAZE=braze] [BRAZE_CHECK_FLAGS='--allow FILE']
#
# OBJECTS: the folder that the kernel was built in: that of its sources, or O=. Flags come from the commands that Kbuild recorded there (.cmd
# files): those of GCC for the helpers, of clang for the bindings, of rustc for the crate `bindings`. Witness files use every type, function,
# variable and constant of the bindings; the report is braze-check.html, and what differs is printed. docs/check.md says how to read it.
BRAZE ?= braze
BRAZE_CHECK_FLAGS ?=
# the C compiler; the bindings are made with -DMODULE, so that they can serve modules, and the helpers are not
BRAZE_CC ?= $(shell sed -n '1s/^savedcmd_[^ ]* := *\([^ ]*\) .*/\1/p' $(wildcard rust/helpers/.helpers.o.cmd rust/helpers/.helpers_generated.o.cmd) /dev/null | head -n 1)

bindings := rust/bindings/bindings_generated.rs
helpers := $(wildcard rust/bindings/bindings_helpers_generated.rs)
recorded := rust/bindings/.bindings_generated.rs.cmd
# the C that Rust's helpers are in: written by hand, or by braze
helpers_object := $(firstword $(wildcard rust/helpers/.helpers.o.cmd rust/helpers/.helpers_generated.o.cmd))
helpers_source := $(shell sed -n 's/^source_[^ ]* := //p' $(wildcard rust/helpers/.helpers_generated.o.cmd rust/helpers/.helpers.o.cmd) /dev/null | head -n 1)
header := $(shell sed -n '1s/.* \([^ ]*rust\/bindings\/bindings_helper\.h\) .*/\1/p' $(wildcard $(recorded)) /dev/null)

check = $(BRAZE) check --witness --headers $(header) $(helpers_source) --rust $(bindings) $(helpers) --module bindings_raw \
	--cc-flags $(helpers_object) --cc '$(BRAZE_CC) -DMODULE' --rustc-flags rust/.bindings.o.cmd $(BRAZE_CHECK_FLAGS)

.PHONY: braze-check
braze-check:
	@for file in $(recorded) rust/.bindings.o.cmd; do \
		[ -e "$$file" ] || { echo "braze-check: there is no $$file: build the kernel with CONFIG_RUST first, and run make in its object folder" >&2; exit 1; }; \
	done
	@[ -n '$(helpers_object)' ] || { echo 'braze-check: there is no rust/helpers/.helpers.o.cmd' >&2; exit 1; }
	@sed -n '1{s/.* -- //;s/ ; .*//;s/$$(pound)/#/g;s/\$$\$$/$$/g;p}' $(recorded) >.braze-check.args
	$(check) -o braze-check.html --format html -- @.braze-check.args
