/*
 * A bootable kernel → its own types (BTF), without booting it.
 *
 *     bzImage     setup code, then a compressed ELF (x86)
 *     Image       the kernel as it lies in memory (arm64), also compressed as a whole
 *     vmlinuz.efi a program for EFI firmware with a compressed Image in it (arm64: CONFIG_EFI_ZBOOT)
 *     vmlinux     ELF
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* *btf: what /sys/kernel/btf/vmlinux is under this kernel; the caller unrefs it. One error where there is none, and false. */
bool image_read_btf(const char *path, GBytes **btf);
