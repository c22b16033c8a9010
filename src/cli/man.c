/*
 * The manual page braze(1) in roff, from the table of options.
 *
 * Every character that roff could read as its own is escaped: a backslash, a dash (which is to be copied as '-'), and a
 * dot or quotation mark at the start of a line.
 */
#include "cli/options.h"
#include "cli/pages.h"

#include <string.h>

static char *roff(const char *text)
{
	GString *out = g_string_new(NULL);
	for (const char *p = text; *p; p++) {
		if (*p == '\\')
			g_string_append(out, "\\e");
		else if (*p == '-')
			g_string_append(out, "\\-");
		else if (g_str_has_prefix(p, "…")) {
			g_string_append(out, "\\&...");
			p += strlen("…") - 1;
		} else if ((*p == '.' || *p == '\'') && (p == text || p[-1] == '\n'))
			g_string_append_printf(out, "\\&%c", *p);
		else if (*p == '\'')
			g_string_append(out, "\\(aq");
		else
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

static void put_text(struct writer *out, const char *text)
{
	char *escaped = roff(text);
	writer_line(out, "%s", escaped);
	g_free(escaped);
}

static void put_option(struct writer *out, const struct option *option)
{
	char *name = roff(option->name);
	char *description = option_description(option);
	writer_line(out, ".TP");
	if (option->short_name)
		writer_print(out, "\\fB\\-%c\\fR, ", option->short_name);
	writer_print(out, "\\fB\\-\\-%s\\fR", name);
	if (option->metavar)
		writer_print(out, " \\fI%s\\fR", option->metavar);
	writer_line(out, "%s", "");
	put_text(out, description);
	g_free(description);
	g_free(name);
}

static void put_section(struct writer *out, const char *title, const char *const *paragraphs, size_t n)
{
	writer_line(out, ".SH %s", title);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			writer_line(out, ".PP");
		put_text(out, paragraphs[i]);
	}
}

#define SECTION(out, title, ...) \
	put_section(out, title, (const char *const[]){ __VA_ARGS__ }, \
		    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static void put_example(struct writer *out, const char *text, const char *command)
{
	writer_line(out, ".PP");
	put_text(out, text);
	writer_line(out, ".PP\n.RS 4\n.nf");
	put_text(out, command);
	writer_line(out, ".fi\n.RE");
}

/* Those that braze bind has, too, are named; its own, and those that say something else, are described. */
static void put_own_options(struct writer *out, const char *title, enum personality personality)
{
	GString *names = g_string_new("It has these of the options above:");
	writer_line(out, ".SH OPTIONS OF %s", title);
	for (const struct option *option = options; option->name; option++)
		if (option_is_of(option, personality) && option_is_of(option, PERSONALITY_BIND))
			g_string_append_printf(names, " --%s", option->name);
	put_text(out, names->str);
	g_string_free(names, TRUE);
	for (const struct option *option = options; option->name; option++)
		if (option_is_of(option, personality) && !option_is_of(option, PERSONALITY_BIND))
			put_option(out, option);
}

void man_print(struct writer *out)
{
	writer_line(out, ".TH BRAZE 1 \"\" \"braze " BRAZE_VERSION "\" \"User Commands\"");
	SECTION(out, "NAME", "braze - write Rust declarations of what C headers declare");
	writer_line(out, ".SH SYNOPSIS\n.B braze bind\n"
			 "[\\fIOPTION\\fR]... \\fIHEADER\\fR... [\\fB\\-o\\fR \\fIFILE\\fR] [\\fB\\-\\-\\fR "
			 "\\fICLANG\\-ARG\\fR...]");
	writer_line(out, ".br\n.B braze bindgen\n[\\fIOPTION\\fR]... \\fIHEADER\\fR [\\fB\\-o\\fR \\fIFILE\\fR] "
			 "[\\fB\\-\\-\\fR \\fICLANG\\-ARG\\fR...]");
	writer_line(
		out,
		".br\n.B braze infer\\-macros\n[\\fIOPTION\\fR]... \\fIHEADER\\fR... [\\fB\\-o\\fR \\fIFILE.yaml\\fR] "
		"[\\fB\\-\\-\\fR \\fICLANG\\-ARG\\fR...]");
	writer_line(out, ".br\n.B braze check\n\\fB\\-\\-c\\fR \\fIFILE\\fR... \\fB\\-\\-rust\\fR \\fIFILE\\fR... "
			 "[\\fIOPTION\\fR]... "
			 "[\\fB\\-\\-headers\\fR \\fIFILE\\fR... [\\fB\\-\\-\\fR \\fICLANG\\-ARG\\fR...]]");
	writer_line(out, ".br\n.B braze kmod new\n[\\fIOPTION\\fR]... \\fINAME\\fR");
	writer_line(out, ".br\n.B braze kmod build\n[\\fIOPTION\\fR]... [\\fIDIR\\fR]");
	writer_line(out, ".br\n.B braze kmod test\n[\\fIOPTION\\fR]... [\\fIDIR\\fR]...");
	writer_line(out, ".br\n.B braze kmod dkms\n[\\fIOPTION\\fR]... [\\fIDIR\\fR]");
	writer_line(out, ".br\n.B braze help\n[\\fICOMMAND\\fR]\n.br\n.B braze version");
	SECTION(out, "DESCRIPTION",
		"braze bind reads C headers exactly as the C compiler would, with the flags behind --, those of a "
		"compilation database "
		"(-p) or those of pkg-config, and writes Rust declarations of all that they declare: functions, "
		"variables, structs, "
		"unions, enums, typedefs, and the macros that are constants. The output has the shape that bindgen "
		"gives it.",
		"What cannot be said in Rust without risk is left out; --report lists each such item with its place "
		"and the reason.",
		"A HEADER that is no file in the current folder is searched for on the include path.",
		"@FILE stands for the words that FILE holds, split and quoted as in a shell; such files may name "
		"others.",
		"A REGEX has the syntax of Rust's regex crate and must match the whole name.",
		"braze bindgen is the same for builds that expect bindgen 0.72.1: its options, its environment, its "
		"habits. "
		"The program does so, too, where it is started under the name bindgen; an installation has such a link "
		"in "
		"libexec/braze.",
		"braze infer-macros finds out which types macros take and give, in one or several configurations, and "
		"writes them as entries of a contract, which a project keeps and braze bind --contract verifies.",
		"braze check compares what the C compiler laid out (the debug information of objects, archives, shared "
		"libraries or vmlinux; BTF), what libclang thinks of the headers, and what rustc laid out (rlibs, "
		"static "
		"libraries, objects) or bindings declare (.rs): types, functions, variables, constants and the flags "
		"of "
		"both compilers. With --witness it makes, builds and reads a file for each side that uses everything.",
		"braze kmod builds kernel modules in Rust for any Linux from 6.1 on, with or without CONFIG_RUST: new "
		"writes "
		"a folder with a module to begin with; build makes NAME.ko, with the flags that Kbuild has for this "
		"kernel; test boots the kernel in QEMU, loads the module, runs its test/run, unloads it, and looks for "
		"what is wrong in the kernel's words; dkms writes dkms.conf. kmod.md in braze's documentation is the "
		"guide.");
	writer_line(out, ".SH OPTIONS");
	for (unsigned group = 0; group < GROUPS; group++) {
		writer_line(out, ".SS %s", option_group_names[group]);
		for (const struct option *option = options; option->name; option++)
			if (option->group == group && option_is_of(option, PERSONALITY_BINDGEN))
				put_option(out, option);
	}
	put_own_options(out, "INFER\\-MACROS", PERSONALITY_INFER);
	put_own_options(out, "CHECK", PERSONALITY_CHECK);
	put_own_options(out, "KMOD NEW", PERSONALITY_KMOD_NEW);
	put_own_options(out, "KMOD BUILD", PERSONALITY_KMOD_BUILD);
	put_own_options(out, "KMOD TEST", PERSONALITY_KMOD_TEST);
	put_own_options(out, "KMOD DKMS", PERSONALITY_KMOD_DKMS);
	SECTION(out, "EXIT STATUS", "0: all went well. 1: errors in what was read or written. 2: wrong usage.",
		"Unless it is 0, no output file has been touched; but braze check writes its report in any case, and "
		"has 1 for "
		"differences, too. braze kmod test has 1 where a test failed.");
	SECTION(out, "ENVIRONMENT",
		"COLUMNS: width of --help. NO_COLOR: no colour with --color=auto. PKG_CONFIG: the program that "
		"--pkg-config runs, with the environment variables of that program. LIBCLANG_PATH: a libclang, or the "
		"folder of "
		"one, to be used instead of the one that braze was built with.",
		"Of braze bindgen: BINDGEN_EXTRA_CLANG_ARGS_TARGET or else BINDGEN_EXTRA_CLANG_ARGS: more arguments "
		"for clang. "
		"TARGET: what Cargo builds for. RUSTFMT, CLANG_PATH: the programs that --formatter=rustfmt and "
		"--dump-preprocessed-input run.",
		"Of braze kmod: RUSTC: the compiler. ARCH, CROSS_COMPILE, LLVM: as Kbuild has them. XDG_CACHE_HOME: "
		"core is "
		"built into braze/core in there. BRAZE_KMOD: the folder of the crate for modules, instead of the one "
		"that "
		"was installed.");
	writer_line(out, ".SH EXAMPLES");
	put_example(out, "Bind a library, with the flags that pkg-config knows:",
		    "braze bind --pkg-config gtk+-3.0 gtk/gtk.h --allowlist-file '.*/gtk-3.0/.*' -o gtk.rs");
	put_example(out, "Bind a header of a project that has a compilation database in build/:",
		    "braze bind -p build include/api.h -o src/api.rs --depfile api.d");
	put_example(out, "Prove that a library and its bindings agree:",
		    "braze check --c libfoo.so --rust src/foo.rs --headers foo.h -- -I include");
	put_example(out,
		    "Bind for another machine:", "braze bind --target s390x-linux-gnu --use-core regs.h -o regs.rs");
	put_example(out, "A kernel module, from nothing to a test in QEMU:",
		    "braze kmod new hello && cd hello && braze kmod build && braze kmod test");
	SECTION(out, "SEE ALSO", "clang(1), dkms(8), insmod(8), pkg-config(1), qemu(1), rustc(1)");
}
