# A thin front for Meson: `make` builds build/braze.
BUILD = build
SANITIZED = build/sanitized
FORMAT = $(firstword $(shell command -v clang-format-22 clang-format-19 clang-format-16 clang-format))
# headers in tests/ are cases: they look as they must
SOURCES = $$(git ls-files 'src/*.[ch]' 'tests/unit/*.c' 'tests/fuzz/*.[ch]')

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

$(BUILD)/build.ninja:
	meson setup $(if $(PREFIX),--prefix=$(PREFIX)) $(BUILD)

# The same with ASan and UBSan, for the suites.
sanitized: $(SANITIZED)/build.ninja
	ninja -C $(SANITIZED)

$(SANITIZED)/build.ninja:
	meson setup -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debug -Doptimization=1 $(SANITIZED)

check:
	./check

# A Linux kernel built with build/bindgen, booted and tested: KERNEL=6.12 or 7.3, ARCH=x86_64 or arm64, HELPERS=generated,
# CONFIG=debug, BINDGEN=another program.
test-kernel:
	tools/setup kernel
	$(MAKE) all
	kernel/run $(if $(KERNEL),--kernel '$(KERNEL)') $(if $(ARCH),--arch '$(ARCH)') \
		$(if $(HELPERS),--helpers '$(HELPERS)') $(if $(CONFIG),--config '$(CONFIG)') $(if $(BINDGEN),--bindgen '$(BINDGEN)')

# Modules in Rust for Debian's stock kernels, used in QEMU: KERNEL=6.1, 6.12, 7 (the newest 7.x) or 6.12-arm64 takes only that one.
test-kmod:
	tools/setup kmod
	$(MAKE) all
	KMOD_KERNELS='$(KERNEL)' tests/kmod/run

bench: all
	bench/run

fuzz: all
	for reader in header dwarf btf bindings; do tests/fuzz/fuzz-$$reader || exit 1; done

install: $(BUILD)/build.ninja
	$(if $(PREFIX),meson configure $(BUILD) --prefix=$(PREFIX))
	meson install -C $(BUILD)

check-format:
	$(FORMAT) --dry-run --Werror $(SOURCES)

format:
	$(FORMAT) -i $(SOURCES)

clean:
	rm -rf $(BUILD)

.PHONY: all sanitized check test-kernel test-kmod bench fuzz install check-format format clean
