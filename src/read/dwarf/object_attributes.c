/*
 * Build attributes to texts: .ARM.attributes, .riscv.attributes, .gnu.attributes and their like.
 *
 *     'A'  [size "aeabi\0"  1 (Tag_File) size  28 1  6 10 …] …        "arm.Tag_ABI_VFP_args=1" "arm.Tag_CPU_arch=10"
 *     'A'  [size "riscv\0"  1 (Tag_File) size  5 "rv64gc…\0"] …       "riscv.arch=rv64gc…"
 *     'A'  [size "aeabi_feature_and_bits\0" 1 0  0 1  1 1] …          "aeabi_feature_and_bits.Tag_Feature_BTI=1": AArch64's
 *
 * Tags are ULEB128; values are ULEB128 or strings: even tags numbers, odd tags strings, but for Arm's below 32. Sources: "Addenda to, and
 * Errata in, the ABI for the Arm Architecture", 3; "Build Attributes for the Arm 64-bit Architecture"; RISC-V ELF psABI, "Attributes"; "GNU
 * Object Attributes" of the manual of gas. What is behind a broken part is not read.
 */
#include "read/dwarf/object_private.h"

#include <string.h>

enum { TAG_FILE = 1, TAG_COMPATIBILITY = 32 };

static const struct {
	const char *vendor, *prefix;
	uint64_t tag;
	const char *name;
} names[] = {
	{ "aeabi", "arm", 4, "Tag_CPU_raw_name" },
	{ "aeabi", "arm", 5, "Tag_CPU_name" },
	{ "aeabi", "arm", 6, "Tag_CPU_arch" },
	{ "aeabi", "arm", 7, "Tag_CPU_arch_profile" },
	{ "aeabi", "arm", 8, "Tag_ARM_ISA_use" },
	{ "aeabi", "arm", 9, "Tag_THUMB_ISA_use" },
	{ "aeabi", "arm", 10, "Tag_FP_arch" },
	{ "aeabi", "arm", 11, "Tag_WMMX_arch" },
	{ "aeabi", "arm", 12, "Tag_Advanced_SIMD_arch" },
	{ "aeabi", "arm", 13, "Tag_PCS_config" },
	{ "aeabi", "arm", 14, "Tag_ABI_PCS_R9_use" },
	{ "aeabi", "arm", 15, "Tag_ABI_PCS_RW_data" },
	{ "aeabi", "arm", 16, "Tag_ABI_PCS_RO_data" },
	{ "aeabi", "arm", 17, "Tag_ABI_PCS_GOT_use" },
	{ "aeabi", "arm", 18, "Tag_ABI_PCS_wchar_t" },
	{ "aeabi", "arm", 19, "Tag_ABI_FP_rounding" },
	{ "aeabi", "arm", 20, "Tag_ABI_FP_denormal" },
	{ "aeabi", "arm", 21, "Tag_ABI_FP_exceptions" },
	{ "aeabi", "arm", 22, "Tag_ABI_FP_user_exceptions" },
	{ "aeabi", "arm", 23, "Tag_ABI_FP_number_model" },
	{ "aeabi", "arm", 24, "Tag_ABI_align_needed" },
	{ "aeabi", "arm", 25, "Tag_ABI_align_preserved" },
	{ "aeabi", "arm", 26, "Tag_ABI_enum_size" },
	{ "aeabi", "arm", 27, "Tag_ABI_HardFP_use" },
	{ "aeabi", "arm", 28, "Tag_ABI_VFP_args" },
	{ "aeabi", "arm", 29, "Tag_ABI_WMMX_args" },
	{ "aeabi", "arm", 30, "Tag_ABI_optimization_goals" },
	{ "aeabi", "arm", 31, "Tag_ABI_FP_optimization_goals" },
	{ "aeabi", "arm", 34, "Tag_CPU_unaligned_access" },
	{ "aeabi", "arm", 36, "Tag_FP_HP_extension" },
	{ "aeabi", "arm", 38, "Tag_ABI_FP_16bit_format" },
	{ "aeabi", "arm", 42, "Tag_MPextension_use" },
	{ "aeabi", "arm", 44, "Tag_DIV_use" },
	{ "aeabi", "arm", 46, "Tag_DSP_extension" },
	{ "aeabi", "arm", 48, "Tag_MVE_arch" },
	{ "aeabi", "arm", 50, "Tag_PAC_extension" },
	{ "aeabi", "arm", 52, "Tag_BTI_extension" },
	{ "aeabi", "arm", 64, "Tag_nodefaults" },
	{ "aeabi", "arm", 65, "Tag_also_compatible_with" },
	{ "aeabi", "arm", 66, "Tag_T2EE_use" },
	{ "aeabi", "arm", 67, "Tag_conformance" },
	{ "aeabi", "arm", 68, "Tag_Virtualization_use" },
	{ "aeabi", "arm", 74, "Tag_BTI_use" },
	{ "aeabi", "arm", 76, "Tag_PACRET_use" },
	{ "aeabi_feature_and_bits", "aeabi_feature_and_bits", 0, "Tag_Feature_BTI" },
	{ "aeabi_feature_and_bits", "aeabi_feature_and_bits", 1, "Tag_Feature_PAC" },
	{ "aeabi_feature_and_bits", "aeabi_feature_and_bits", 2, "Tag_Feature_GCS" },
	{ "aeabi_pauthabi", "aeabi_pauthabi", 1, "Tag_PAuth_Platform" },
	{ "aeabi_pauthabi", "aeabi_pauthabi", 2, "Tag_PAuth_Schema" },
	{ "riscv", "riscv", 4, "stack_align" },
	{ "riscv", "riscv", 5, "arch" },
	{ "riscv", "riscv", 6, "unaligned_access" },
	{ "riscv", "riscv", 8, "priv_spec" },
	{ "riscv", "riscv", 10, "priv_spec_minor" },
	{ "riscv", "riscv", 12, "priv_spec_revision" },
	{ "riscv", "riscv", 14, "atomic_abi" },
	{ "riscv", "riscv", 16, "x3_reg_usage" },
};

struct reader {
	const struct object_elf *elf;
	struct object *object;
	struct api *api;
	const char *vendor;
};

static void add_attribute(const struct reader *reader, uint64_t tag, const char *value)
{
	const char *prefix = reader->vendor, *name = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(names) && !name; i++)
		if (g_str_equal(names[i].vendor, reader->vendor)) {
			prefix = names[i].prefix;
			if (names[i].tag == tag)
				name = names[i].name;
		}
	char *number = g_strdup_printf("%" G_GUINT64_FORMAT, tag);
	char *text = g_strdup_printf("%s.%s=%s", prefix, name ? name : number, value);
	char *valid = g_utf8_make_valid(text, -1);
	g_ptr_array_add(reader->object->attributes, (char *)api_intern(reader->api, valid));
	g_free(valid);
	g_free(text);
	g_free(number);
}

/* Whether the value of a tag is a string. */
static bool is_string(const struct reader *reader, uint64_t tag)
{
	if (g_str_equal(reader->vendor, "aeabi") && tag < TAG_COMPATIBILITY)
		return tag == 4 || tag == 5;
	return tag % 2 == 1;
}

static void read_values(const struct reader *reader, struct bytes bytes)
{
	size_t offset = 0;
	uint64_t tag, number = 0;
	while (offset < bytes.size && object_get_uleb(bytes, &offset, &tag)) {
		const char *string = NULL;
		bool has_both = tag == TAG_COMPATIBILITY;
		if (has_both || !is_string(reader, tag))
			if (!object_get_uleb(bytes, &offset, &number))
				return;
		if (has_both || is_string(reader, tag)) {
			string = object_get_string(bytes, &offset);
			if (!string)
				return;
		}
		char *text = has_both || !string ? g_strdup_printf("%" G_GUINT64_FORMAT, number) : g_strdup(string);
		add_attribute(reader, tag, text);
		g_free(text);
	}
}

/* The parts of a vendor's: a tag for what it holds for, its size with both, attributes. */
static void read_parts(const struct reader *reader, struct bytes bytes)
{
	size_t offset = 0;
	uint64_t tag;
	while (offset < bytes.size) {
		size_t start = offset;
		if (!object_get_uleb(bytes, &offset, &tag) || bytes.size - offset < 4)
			return;
		size_t size = object_get(reader->elf, bytes.data + offset, 4);
		offset += 4;
		if (size < offset - start || size > bytes.size - start)
			return;
		if (tag == TAG_FILE)
			read_values(reader, (struct bytes){ bytes.data + offset, start + size - offset });
		offset = start + size;
	}
}

/* AArch64's: whether it may be ignored, whether values are strings, attributes. */
static void read_plain(const struct reader *reader, struct bytes bytes)
{
	size_t offset = 2;
	uint64_t tag, number;
	while (bytes.size > 2 && offset < bytes.size && object_get_uleb(bytes, &offset, &tag)) {
		const char *string = NULL;
		bool fine;
		if (bytes.data[1] == 1)
			fine = (string = object_get_string(bytes, &offset)) != NULL;
		else
			fine = object_get_uleb(bytes, &offset, &number);
		if (!fine)
			return;
		char *text = string ? g_strdup(string) : g_strdup_printf("%" G_GUINT64_FORMAT, number);
		add_attribute(reader, tag, text);
		g_free(text);
	}
}

void object_read_attributes(const struct object_elf *elf, const struct object_section *section, struct object *object,
			    struct api *api)
{
	struct bytes bytes = section->raw;
	size_t offset = 1;
	if (bytes.size < 1 || bytes.data[0] != 'A' || object_section_is_packed(section))
		return;
	while (bytes.size - offset >= 4) {
		size_t size = object_get(elf, bytes.data + offset, 4);
		if (size < 4 || size > bytes.size - offset)
			return;
		struct bytes part = { bytes.data + offset + 4, size - 4 };
		size_t start = 0;
		struct reader reader = { elf, object, api, object_get_string(part, &start) };
		if (!reader.vendor)
			return;
		struct bytes rest = { part.data + start, part.size - start };
		if (g_str_has_prefix(reader.vendor, "aeabi_"))
			read_plain(&reader, rest);
		else
			read_parts(&reader, rest);
		offset += size;
	}
}
