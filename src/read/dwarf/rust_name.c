/*
 * What names of Rust's debug information say that nothing else does: rustc describes `...` and calling conventions in
 * the name of a function pointer's type only.
 *
 *     unsafe extern "C" fn(*const i8, ...) -> i32      C's convention, variadic
 *     extern "win64" fn(i32)                            CALL_WIN64
 *     fn(u8) -> u8                                      CALL_OTHER, "Rust"
 */
#include "read/dwarf/rust.h"

#include <string.h>

static const struct convention {
	const char *name;
	enum call_conv conv;
} conventions[] = {
	{ "C", CALL_C },
	{ "cdecl", CALL_C },
	{ "system", CALL_C },
	{ "stdcall", CALL_STDCALL },
	{ "fastcall", CALL_FASTCALL },
	{ "thiscall", CALL_THISCALL },
	{ "vectorcall", CALL_VECTORCALL },
	{ "sysv64", CALL_SYSV64 },
	{ "win64", CALL_WIN64 },
	{ "aapcs", CALL_AAPCS },
	{ "efiapi", CALL_EFIAPI },
};

/* The name of a convention ends at end; "-unwind" behind it says nothing of how a call is made. */
static void set_convention(struct rust_signature *signature, const char *name, size_t length)
{
	static const char unwind[] = "-unwind";
	size_t tail = strlen(unwind);
	g_strlcpy(signature->conv_name, name, MIN(length + 1, sizeof(signature->conv_name)));
	if (length > tail && length < sizeof(signature->conv_name) && g_str_has_suffix(signature->conv_name, unwind))
		signature->conv_name[length - tail] = '\0';
	signature->conv = CALL_OTHER;
	for (size_t i = 0; i < G_N_ELEMENTS(conventions); i++)
		if (!strcmp(conventions[i].name, signature->conv_name))
			signature->conv = conventions[i].conv;
}

/* Whether the parameters, which begin behind a parenthesis, end with `...`. */
static bool ends_with_dots(const char *text)
{
	unsigned depth = 0;
	const char *last = text; /* where the last parameter begins */
	for (; *text; text++) {
		if (*text == ')' && !depth)
			return text - last == 3 && !strncmp(last, "...", 3);
		if (strchr("([{<", *text))
			depth++;
		else if (strchr(")]}", *text) || (*text == '>' && text[-1] != '-'))
			depth -= depth > 0;
		else if (*text == ',' && !depth)
			last = text + 1 + (text[1] == ' ');
	}
	return false;
}

bool rust_name_parse_signature(const char *name, struct rust_signature *signature)
{
	memset(signature, 0, sizeof(*signature));
	if (g_str_has_prefix(name, "for<")) {
		name = strstr(name, "> ");
		name = name ? name + 2 : "";
	}
	if (g_str_has_prefix(name, "unsafe "))
		name += strlen("unsafe ");
	set_convention(signature, "Rust", strlen("Rust"));
	if (g_str_has_prefix(name, "extern \"")) {
		name += strlen("extern \"");
		size_t length = strcspn(name, "\"");
		set_convention(signature, name, length);
		name += length;
		name += g_str_has_prefix(name, "\" ") ? 2 : 0;
	}
	if (!g_str_has_prefix(name, "fn("))
		return false;
	signature->is_variadic = ends_with_dots(name + strlen("fn("));
	return true;
}

bool rust_name_is_identifier(const char *name)
{
	if (g_ascii_isdigit(*name) || !*name)
		return false;
	for (; *name; name++)
		if (!g_ascii_isalnum(*name) && *name != '_' && !(*name & 0x80))
			return false;
	return true;
}

bool rust_name_is_mangled(const char *symbol)
{
	return g_str_has_prefix(symbol, "_ZN") || (g_str_has_prefix(symbol, "_R") && strlen(symbol) > 3 &&
						   (g_ascii_isupper(symbol[2]) || g_ascii_isdigit(symbol[2])));
}
