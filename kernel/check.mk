# braze-check: proves that what GCC (or clang) laid out and what rustc laid out of it are the same, in a kernel that was built with CONFIG_RUST.
#
#     make -C OBJECTS -f PREFIX/share/braze/kernel/check.mk braze-check [BRAZE=braze] [BRAZE_CHECK_FLAGS='--allow FILE']
#
# PREFIX is that of `make install`, OBJECTS the folder that the kernel was built in: that of its sources, or O=. Flags come from the commands
# that Kbuild recorded there (.cmd files): those of GCC for the helpers, of clang for the bindings, of rustc for the crate `bindings`. Witness
# files use every type, function, variable and constant of the bindings. What differs is printed; where something does, braze-check.html has
# it with pictures. check.allow, beside this file, names what is meant to differ. docs/check.md says how to read the report.
BRAZE ?= braze
BRAZE_CHECK_FLAGS ?=
# the C compiler; the bindings are made with -DMODULE, so that they can serve modules, and the helpers are not
BRAZE_CC ?= $(shell sed -n '1s/^savedcmd_[^ ]* := *\([^ ]*\) .*/\1/p' $(helpers_object) /dev/null | head -n 1)

beside := $(dir $(lastword $(MAKEFILE_LIST)))
bindings := rust/bindings/bindings_generated.rs
# with generated helpers, a stamp stands for the bindings and there is no second file; what an unpatched build left does not count
recorded := $(firstword $(wildcard rust/bindings/.bindings_generated.stamp.cmd rust/bindings/.bindings_generated.rs.cmd))
helpers := $(if $(findstring .stamp.,$(recorded)),,$(wildcard rust/bindings/bindings_helpers_generated.rs))
# the C that Rust's helpers are in: written by braze, or by hand
helpers_object := $(if $(findstring .stamp.,$(recorded)),$(wildcard rust/helpers/.helpers_generated.o.cmd),$(wildcard rust/helpers/.helpers.o.cmd))
helpers_source := $(shell sed -n 's/^source_[^ ]* := //p' $(helpers_object) /dev/null | head -n 1)
header := $(shell sed -n '1s/.* \([^ ]*rust\/bindings\/bindings_helper\.h\) .*/\1/p' $(recorded) /dev/null)
allow := $(if $(shell grep -x CONFIG_CC_IS_GCC=y include/config/auto.conf 2>/dev/null),$(beside)check.allow,/dev/null)

check = $(BRAZE) check --witness --headers $(header) $(helpers_source) --rust $(bindings) $(helpers) --module bindings_raw \
	--cc-flags $(helpers_object) --cc '$(BRAZE_CC) -DMODULE' --rustc-flags rust/.bindings.o.cmd --allow .braze-check.allow $(BRAZE_CHECK_FLAGS)

.PHONY: braze-check
braze-check:
	@[ -n '$(recorded)' ] && [ -e rust/.bindings.o.cmd ] || { \
		echo 'braze-check: there is no recorded command of the bindings: build the kernel with CONFIG_RUST first, and run make in its object folder' >&2; \
		exit 1; \
	}
	@[ -n '$(helpers_object)' ] || { echo 'braze-check: there is no recorded command of the helpers in rust/helpers' >&2; exit 1; }
	@sed -n '1{s/.* -- //;s/ *; .*//;s/-Wp,-MM*D,[^ ]* //;s/$$(pound)/#/g;s/\$$\$$/$$/g;p;}' $(recorded) >.braze-check.args
	@set -f; while IFS= read -r rule; do \
		set -- $${rule%%#*}; \
		while [ $$# -gt 1 ]; do shift; done; \
		[ $$# -eq 0 ] || ! grep -qw -e "$${1%%.*}" $(bindings) || printf '%s\n' "$$rule"; \
	done <$(allow) >.braze-check.allow
	@rm -f braze-check.html
	@echo '  CHECK   $(bindings)'
	@$(check) -- @.braze-check.args || { $(check) --quiet -o braze-check.html --format html -- @.braze-check.args; exit 1; }
