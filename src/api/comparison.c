/*
 * The storage of a comparison's result.
 */
#include "api/comparison.h"

#include <stdarg.h>

const char *const difference_kind_names[DIFFERENCE_KINDS] = {
	[DIFFERENCE_KIND] = "kind",
	[DIFFERENCE_SIZE] = "size",
	[DIFFERENCE_ALIGNMENT] = "alignment",
	[DIFFERENCE_FIELD_MISSING] = "field-missing",
	[DIFFERENCE_FIELD_EXTRA] = "field-extra",
	[DIFFERENCE_FIELD_OFFSET] = "field-offset",
	[DIFFERENCE_FIELD_SIZE] = "field-size",
	[DIFFERENCE_FIELD_TYPE] = "field-type",
	[DIFFERENCE_FIELD_SIGN] = "field-sign",
	[DIFFERENCE_BITFIELD] = "bitfield",
	[DIFFERENCE_ARRAY_LENGTH] = "array-length",
	[DIFFERENCE_ENUM_SIZE] = "enum-size",
	[DIFFERENCE_ENUM_SIGN] = "enum-sign",
	[DIFFERENCE_ENUM_VALUE] = "enum-value",
	[DIFFERENCE_TYPEDEF] = "typedef",
	[DIFFERENCE_PARAMETER_COUNT] = "parameter-count",
	[DIFFERENCE_PARAMETER_TYPE] = "parameter-type",
	[DIFFERENCE_PARAMETER_SIGN] = "parameter-sign",
	[DIFFERENCE_RESULT_TYPE] = "result-type",
	[DIFFERENCE_RESULT_SIGN] = "result-sign",
	[DIFFERENCE_VARIADIC] = "variadic",
	[DIFFERENCE_CALLING_CONVENTION] = "calling-convention",
	[DIFFERENCE_VARIABLE_TYPE] = "variable-type",
	[DIFFERENCE_CONSTANT_VALUE] = "constant-value",
	[DIFFERENCE_TARGET] = "target",
	[DIFFERENCE_FLAG] = "flag",
	[DIFFERENCE_KCFI] = "kcfi",
};

static void free_layout(void *data)
{
	struct layout *layout = data;
	g_array_unref(layout->rows);
	g_free(layout);
}

struct comparison *comparison_new(void)
{
	struct comparison *comparison = g_new0(struct comparison, 1);
	comparison->pairs = g_array_new(FALSE, TRUE, sizeof(struct comparison_pair));
	comparison->differences = g_array_new(FALSE, TRUE, sizeof(struct difference));
	comparison->gaps = g_array_new(FALSE, TRUE, sizeof(struct gap));
	comparison->flags = g_array_new(FALSE, TRUE, sizeof(struct flag_pair));
	comparison->kcfi = g_array_new(FALSE, TRUE, sizeof(struct kcfi_pair));
	comparison->layouts = g_ptr_array_new_with_free_func(free_layout);
	comparison->notes = g_ptr_array_new();
	comparison->strings = g_string_chunk_new(16 * 1024);
	return comparison;
}

void comparison_free(struct comparison *comparison)
{
	if (!comparison)
		return;
	g_array_unref(comparison->pairs);
	g_array_unref(comparison->differences);
	g_array_unref(comparison->gaps);
	g_array_unref(comparison->flags);
	g_array_unref(comparison->kcfi);
	g_ptr_array_unref(comparison->layouts);
	g_ptr_array_unref(comparison->notes);
	g_string_chunk_free(comparison->strings);
	g_free(comparison);
}

const char *comparison_text(struct comparison *comparison, const char *text)
{
	return text ? g_string_chunk_insert_const(comparison->strings, text) : NULL;
}

const char *comparison_format(struct comparison *comparison, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = g_strdup_vprintf(format, args);
	va_end(args);
	const char *interned = comparison_text(comparison, text);
	g_free(text);
	return interned;
}

unsigned comparison_count_differences(const struct comparison *comparison)
{
	unsigned count = 0;
	for (guint i = 0; i < comparison->differences->len; i++)
		count += !g_array_index(comparison->differences, struct difference, i).allowed;
	return count;
}
