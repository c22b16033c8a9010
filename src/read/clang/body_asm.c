/*
 * Statements of assembly: an operand whose constraint takes constants only has to be one when the compiler comes to it.
 *
 *     asm("mov %0, %%eax" : : "i"(number))    refused in a helper, where number is its parameter
 *     asm("mov %0, %%eax" : : "ir"(number))   a register will do
 */
#include "read/clang/body.h"

#include <string.h>

#if BRAZE_CLANG_HAS_ASSEMBLY
#pragma weak clang_Cursor_isGCCAssemblyHasGoto
#pragma weak clang_Cursor_getGCCAssemblyNumOutputs
#pragma weak clang_Cursor_getGCCAssemblyNumInputs
#pragma weak clang_Cursor_getGCCAssemblyOutput
#pragma weak clang_Cursor_getGCCAssemblyInput
#endif

#if BRAZE_CLANG_HAS_ASSEMBLY

/* Letters that stand for constants on every machine, and those of x86. */
static bool is_constant_only(const struct frame *frame, const char *constraint)
{
	const char *arch = frame->bodies->reader->api->target.arch;
	bool is_x86 = !strcmp(arch, "x86_64") || (arch[0] == 'i' && g_str_has_suffix(arch, "86"));
	bool found = false;
	for (const char *c = constraint; *c; c++) {
		bool is_modifier = strchr("=+&%*#?!,", *c) != NULL;
		bool is_constant = strchr("in", *c) || (is_x86 && strchr("IJKLMNOeZ", *c));
		if (!is_modifier && !is_constant)
			return false;
		found |= is_constant;
	}
	return found;
}

static void check_input(struct frame *frame, const char *constraint, CXCursor operand)
{
	bool is_memory = strpbrk(constraint, "mVo<>") && !strpbrk(constraint, "rqabcdSDg");
	struct range value = is_memory ? body_address(frame, operand) : body_value(frame, operand);
	body_need(frame, &value);
	if (value.known == KNOWN_OPEN && !value.is_implied && is_constant_only(frame, constraint))
		body_refuse(frame,
			    api_format(frame->bodies->reader->api,
				       "has an assembly operand that must be a constant (\"%s\")", constraint),
			    value.param);
}

/* What assembly leaves in an object is known to nobody. */
static void set_output(struct frame *frame, const char *constraint, CXCursor operand)
{
	struct binding *local = body_local(frame, operand);
	if (strchr(constraint, '+')) {
		struct range value = body_value(frame, operand);
		body_need(frame, &value);
	}
	if (local && strchr(constraint, 'm'))
		local->is_shared = true;
	body_store(frame, operand, body_open(clang_getCursorType(operand)));
}

static bool run_operands(struct frame *frame, CXCursor statement)
{
	if (!clang_Cursor_getGCCAssemblyInput)
		return false;
	CXString constraint;
	CXCursor operand;
	unsigned n_inputs = clang_Cursor_getGCCAssemblyNumInputs(statement);
	unsigned n_outputs = clang_Cursor_getGCCAssemblyNumOutputs(statement);
	frame->has_asm_goto |= body_is_certain(frame) && clang_Cursor_isGCCAssemblyHasGoto(statement);
	for (unsigned i = 0; i < n_inputs; i++) {
		if (!clang_Cursor_getGCCAssemblyInput(statement, i, &constraint, &operand))
			continue;
		check_input(frame, clang_getCString(constraint), operand);
		clang_disposeString(constraint);
	}
	for (unsigned i = 0; i < n_outputs; i++) {
		if (!clang_Cursor_getGCCAssemblyOutput(statement, i, &constraint, &operand))
			continue;
		set_output(frame, clang_getCString(constraint), operand);
		clang_disposeString(constraint);
	}
	return true;
}

#else

static bool run_operands(struct frame *frame, CXCursor statement)
{
	(void)frame;
	(void)statement;
	return false;
}

#endif

void body_run_asm(struct frame *frame, CXCursor statement)
{
	GArray *parts = body_children(statement, true);
	bool has_operands = run_operands(frame, statement);
	for (guint i = 0; i < parts->len && !has_operands; i++) {
		CXCursor part = body_child(parts, i);
		struct binding *local = body_local(frame, part);
		struct range value = body_value(frame, part);
		body_need(frame, &value);
		if (local)
			local->is_shared = true;
	}
	g_array_unref(parts);
	frame->has_written = true;
	frame->summary->effects++;
}
