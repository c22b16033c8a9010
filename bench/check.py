"""The case `check` of bench/run: `braze check --witness` on a kernel that kernel/run has built, beside the compilers that it runs."""
import os
import re
import shlex


def clang_arguments(tree):
    """What stands behind -- in the recorded command for the bindings, as check.mk takes it."""
    with open(os.path.join(tree, "rust/bindings/.bindings_generated.rs.cmd"), encoding="utf-8") as file:
        line = file.readline().replace("$(pound)", "#").replace("$$", "$")
    header = re.search(r" (\S*rust/bindings/bindings_helper\.h) ", line)[1]
    return header, shlex.split(re.sub(r".* -- ", "", line.split(" ; ")[0]))


def source_of(tree):
    with open(os.path.join(tree, "rust/helpers/.helpers.o.cmd"), encoding="utf-8") as file:
        return re.search(r"^source_\S+ := (\S+)", file.read(), re.M)[1]


def compiler(tree):
    with open(os.path.join(tree, "rust/helpers/.helpers.o.cmd"), encoding="utf-8") as file:
        return re.search(r":= *(\S+)", file.readline())[1]


def tools(tree, work, braze, allow, tool):
    """tool: makes one of a name and a command. The first four need what the last one leaves in work."""
    header, arguments = clang_arguments(tree)
    bindings = ["rust/bindings/bindings_generated.rs", "rust/bindings/bindings_helpers_generated.rs"]
    everything = [braze, "check", "--witness", "--headers", header, source_of(tree), "--rust", *bindings, "--module", "bindings_raw",
                  "--cc-flags", "rust/helpers/.helpers.o.cmd", "--cc", compiler(tree) + " -DMODULE", "--rustc-flags", "rust/.bindings.o.cmd",
                  "--allow", allow, "--keep", work, "-o", os.path.join(work, "report.html"), "--format", "html", "--", *arguments]
    objects = [braze, "check", "--c", os.path.join(work, "witness-c.o"), "--rust", os.path.join(work, "witness-rust.o"), *bindings,
               "--module", "bindings_raw", "--allow", allow, "-o", os.path.join(work, "report2.html"), "--format", "html"]
    run = "export RUSTC_BOOTSTRAP=1; eval env \"$(cat %s)\""
    return everything, [
        tool("clang -fsyntax-only", [os.environ["CLANG"], *arguments, "-w", "-fsyntax-only", "-x", "c", header]),
        tool("gcc, C witness", ["sh", "-c", run % os.path.join(work, "witness-c.c.cmd")]),
        tool("rustc, Rust witness", ["sh", "-c", run % os.path.join(work, "witness-rust.rs.cmd")]),
        tool("braze check, the objects", objects),
        tool("braze check --witness", everything),
    ]
