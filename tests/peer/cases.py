#!/usr/bin/env python3
"""Runs braze as `bindgen` and the real one on the same input with the same options, and compares what they write.

    cases.py list            names of the cases
    cases.py CASE WORK       one case: numbers on one line, or the differences and exit code 1
    cases.py stale FILE      rows of the lists that no case used; FILE has the places of those that were

Cases: corpus-NAME (tests/corpus/NAME.case), kernel and kernel-layout (the kernel's header with the options of its
build), option-NAME (options/NAME.h), golden-NAME (the headers of tests/golden whose options both know), upstream-NAME
(with BINDGEN_SRC: the headers of bindgen's own tests against the output that is expected of it there).

A header's `// flags:` are options of both; clang's are behind --; `// env: NAME=VALUE` is set for both. Each is run in
a folder of its own; the files that they leave there are compared, too: *.c must compile and define the same functions,
*.d name the same prerequisites. `// order: yes` compares the order of items and the number of extern blocks, as well.

Differences are allowed by the lists *.differs: all.differs, and kernel.differs, corpus.differs, options.differs or
upstream.differs.
"""
import glob
import os
import re
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "corpus"))
import corpus  # noqa: E402

import compare  # noqa: E402
import digest  # noqa: E402
import peer  # noqa: E402
import proof  # noqa: E402

BRAZE = os.environ.get("BRAZE_UNDER_TEST") or os.path.join(peer.TOP, "build/braze")
RUSTC = os.environ.get("RUSTC") or "rustc"
CLANG = os.environ.get("CLANG") or "clang"
SOURCE = os.environ.get("BINDGEN_SRC")
GOLDEN = os.path.join(HERE, "..", "golden")

# What the kernel's build gives bindgen for x86_64, in rust/Makefile and rust/bindgen_parameters.
KERNEL = shlex.split("""
    --rust-target 1.85 --use-core --with-derive-default --ctypes-prefix ffi --no-debug .* --no-doc-comments
    --enable-function-attribute-detection --opaque-type xregs_state --opaque-type desc_struct
    --opaque-type arch_lbr_state --opaque-type local_apic --opaque-type alt_instr --opaque-type x86_msi_data
    --opaque-type x86_msi_addr_lo --opaque-type kunit_try_catch --opaque-type spinlock --blocklist-type __kernel_s?size_t --blocklist-type __kernel_ptrdiff_t
    --blocklist-item ARCH_SLAB_MINALIGN --blocklist-function __list_.*_report
    --with-derive-custom-struct .*=MaybeZeroable --with-derive-custom-union .*=MaybeZeroable
    --with-attribute-custom-enum 'fwctl_rpc_scope=#[cfi_encoding="15fwctl_rpc_scope"]'""")

# What bindgen's own tests are run with. The option for virtual functions is of C++.
HARNESS = ["--with-derive-default", "--disable-header-comment"]
HELPER = re.compile(r"__(Bindgen|Incomplete)\w+")  # types that are not the header's: they always come first here
NOT_C = re.compile(r"c\+\+|objective-c|-fblocks")


class Failed(Exception):
    """Ends the case; the text is what is printed."""


class Refused(Exception):
    """One of the two programs ends with an error: (side of the difference, message)."""


def run(command, cwd=None, env=None):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL,
                          check=False, env=dict(os.environ, LC_ALL="C", **(env or {})))
    return done.returncode, done.stdout, done.stderr


def flags_of(path, key="flags"):
    """The words behind `// flags:` in a header: (options, clang's flags)."""
    with open(path, encoding="utf-8", errors="replace") as f:
        words = shlex.split(" ".join(re.findall(r"^// %s:[ \t]*(.*)$" % key, f.read(), re.M)))
    end = words.index("--") if "--" in words else len(words)
    return words[:end], words[end + 1:]


def has_directive(path, key):
    with open(path, encoding="utf-8", errors="replace") as f:
        return bool(re.search(r"^// %s:" % key, f.read(), re.M))


class Case:
    """One input, given to both."""

    lists = ("all",)

    def __init__(self, name, work):
        self.name, self.work = name, work
        self.cwd, self.header, self.env = None, None, {}
        self.options, self.flags, self.clang_flags = [], [], []
        self.with_order = False
        self.notes = []

    def path(self, name):
        return os.path.join(self.work, name)

    def ours(self):
        output = self.path("ours.rs")
        status, _, stderr = run([BRAZE, "bindgen", self.header, *self.options, "-o", output, "--", *self.flags],
                                self.cwd or self.folder("ours"), self.env)
        if status:
            raise Refused("theirs", "exit code %d: %s" % (status, stderr[:3000]))
        return digest.Digest.of_file(output)

    def folder(self, tool):
        os.makedirs(self.path(tool), exist_ok=True)
        return self.path(tool)

    def theirs(self):
        return self.peer()

    def peer(self):
        output = self.path("theirs.rs")
        bindgen = peer.bindgen()
        plain = [] if any("format" in o or "rustfmt" in o for o in self.options) else ["--formatter=none"]
        own = [o for o in bindgen.options if o not in self.options]
        status, _, stderr = bindgen.run([self.header, *plain, *own, *self.options, "-o", output, "--", *bindgen.flags,
                                         *self.clang_flags], self.cwd or self.folder("theirs"), self.env)
        if status:
            raise Refused("ours", "exit code %d: %s" % (status, stderr[-3000:]))
        return digest.Digest.of_file(output)

    def rows(self):
        rows = []
        for name in reversed(self.lists):
            rows += read_list(name)
        return [row for row in rows if row.is_for(self.name)]

    def differences(self, ours, theirs):
        found = compare.differences(ours, theirs)
        if self.with_order:
            if ours.extern_blocks != theirs.extern_blocks:
                found.append(compare.Difference("both", "order.blocks", "extern", str(ours.extern_blocks),
                                                str(theirs.extern_blocks)))
            both = {i for i in set(ours.order) & set(theirs.order) if not HELPER.fullmatch(i[1])}
            pairs = zip(*([i for i in d.order if i in both] for d in (ours, theirs)))
            wrong = next(((a, b) for a, b in pairs if a != b), None)
            if wrong:
                found.append(compare.Difference("both", "order.items", wrong[0][1], *map(" ".join, wrong)))
        return found + self.other_files()

    def other_files(self):
        found = []
        folders = [self.path(tool) for tool in ("ours", "theirs") if os.path.isdir(self.path(tool))]
        names = {name for folder in folders for name in os.listdir(folder)}
        for name in sorted(names):
            texts = [self.file_text(os.path.join(self.path(tool), name)) for tool in ("ours", "theirs")]
            if texts[0] != texts[1]:
                found.append(compare.Difference("both", "file", name, *texts))
        return found

    def file_text(self, path):
        if not os.path.exists(path):
            return "none"
        if path.endswith(".c"):
            status, _, stderr = run([CLANG, *self.clang_flags, "-w", "-fsyntax-only", path], self.cwd)
            with open(path, encoding="utf-8") as f:
                functions = sorted(re.findall(r"(\w+)\([^;{]*\)\s*{", f.read()))
            return "%s%s" % (stderr[:300] if status else "", " ".join(functions))
        with open(path, encoding="utf-8") as f:
            _, _, rest = f.read().replace("\\\n", " ").partition(":")
        return " ".join(sorted({os.path.realpath(p) for p in rest.split()})) if path.endswith(".d") else ""

    def compiler(self):
        return [CLANG, *self.clang_flags]

    def head(self):
        return ['#include "%s"' % os.path.abspath(self.header)]

    def run(self):
        rows = self.rows()
        try:
            ours, theirs = self.ours(), self.theirs()
            found = self.differences(ours, theirs)
        except Refused as refusal:
            ours = theirs = digest.Digest.of_text("")
            side, message = refusal.args
            found = [compare.Difference(side, "run", self.name, *((message, "") if side == "theirs" else ("", message)))]
        self.prepare(rows, found, ours)
        unknown, known = compare.sort_out(found, rows)
        prover = proof.Prover(self.compiler(), self.head(), self.cwd, self.work, RUSTC)
        for row, members in known.items():
            prover.row(row, members, ours, theirs)
        failures = prover.run()
        with open(self.path(".rows"), "w", encoding="utf-8") as f:
            f.writelines(row.place + "\n" for row in known)
        if ours.items:
            failures += self.also(ours, theirs, unknown)
        if unknown or failures:
            raise Failed("%d differences, %d failures\n%s" % (len(unknown), len(failures),
                                                              "\n".join(failures[:60] + compare.report(unknown))))
        parts = ["%d items" % len(ours.items)]
        if known:
            parts.append("%d known differences in %d classes" % (sum(map(len, known.values())), len(known)))
        if prover.count:
            parts.append("%d proofs in C" % prover.count)
        return ", ".join(parts + self.notes)

    def prepare(self, rows, found, ours):
        """Before rows are matched."""

    def also(self, ours, theirs, unknown):
        """More checks; returns failures."""
        return []


class CorpusCase(Case):
    lists = ("all", "corpus")

    def __init__(self, name, work, which=None):
        super().__init__(name, work)
        case = corpus.Case(os.path.join(HERE, "..", "corpus", (which or name.split("-", 1)[1]) + ".case"), work)
        self.cwd, self.flags, self.clang_flags = case.cwd, case.flags, case.clang_flags
        headers = case.together(case.find_headers()) if "each" not in case.keys else case.find_headers()
        self.header = self.path("input.h")
        with open(self.header, "w", encoding="utf-8") as f:
            f.write("\n".join(case.include_lines(headers)) + "\n")


class KernelCase(CorpusCase):
    lists = ("all", "corpus", "kernel")

    def __init__(self, name, work):
        super().__init__(name, work, "kernel")
        self.options = list(KERNEL) + ([] if name.endswith("-layout") else ["--no-layout-tests"])


class HeaderCase(Case):
    lists = ("all", "options")

    def __init__(self, name, work, folder):
        super().__init__(name, work)
        self.header = os.path.join(folder, name.split("-", 1)[1] + ".h")
        if not os.path.exists(self.header):
            raise Failed("there is no %s" % self.header)
        self.options, self.clang_flags = flags_of(self.header)
        self.flags = self.clang_flags
        self.env = dict(word.split("=", 1) for word in flags_of(self.header, "env")[0])
        self.with_order = has_directive(self.header, "order")
        if folder != os.path.join(HERE, "options"):
            self.cwd = folder  # flags of golden cases name files in it


class UpstreamCase(Case):
    lists = ("all", "upstream")

    def __init__(self, name, work):
        super().__init__(name, work)
        self.folder = os.path.join(SOURCE, "bindgen-tests/tests")
        self.stem = name.split("-", 1)[1]
        self.cwd = os.path.dirname(self.folder)
        self.header = os.path.join(self.folder, "headers", self.stem + ".h")
        self.expected = os.path.join(self.folder, "expectations/tests", self.stem + ".rs")
        options, flags = flags_of(self.header, "bindgen-flags")
        self.options = HARNESS + ["--raw-line", "#![allow(warnings)]"] + options
        if not any("target" in flag for flag in flags):
            flags.append("--target=x86_64-unknown-linux")
        self.flags = self.clang_flags = flags
        self.is_native = "x86_64-unknown-linux" in " ".join(self.flags)
        self.same_as_peer = None

    def theirs(self):
        found = digest.Digest.of_file(self.expected)
        for item in [i for i in found.items.values() if i.space == "inner" and "dead_code" in i.name]:
            del found.items[(item.space, item.name)]
        return found

    def differences(self, ours, theirs):
        for item in [i for i in ours.items.values() if i.space == "inner" and i.name == "allow(warnings)"]:
            del ours.items[(item.space, item.name)]
        return compare.differences(ours, theirs)

    def prepare(self, rows, found, ours):
        """Rows `when 0.72.1` match where the real program writes what ours does: what is expected is of a newer one."""
        if not found or not any(row.keys["when"] for row in rows):
            return
        try:
            theirs = self.peer()
        except Refused:
            return
        other = {(d.side, d.what, d.name) for d in compare.differences(ours, theirs)}
        for row in rows:
            if row.keys["when"]:
                row.condition = lambda d: (d.side, d.what, d.name) not in other

    def also(self, ours, theirs, unknown):
        """Our output compiles, with its own assertions and with those of the expectation."""
        lines = []
        skip = {(d.name, d.what.partition(".")[2]) for d in compare.differences(ours, theirs)}
        for item in theirs.items.values():
            for facet, text in item.facets.items() if ("type", item.name) in ours.items else ():
                if (item.name, facet) in skip or "<" in item.name:
                    continue
                if facet in ("size", "align"):
                    lines.append("assert!(::core::mem::%s_of::<%s>() == %s);" % (facet, item.name, text))
                elif facet.startswith("offset "):
                    lines.append("assert!(::core::mem::offset_of!(%s, %s) == %s);" % (item.name, facet[7:], text))
        with open(self.path("ours.rs"), encoding="utf-8") as f:
            text = f.read()
        for name in re.findall(r'#\[path = "\./([\w.]+)"\]', text):
            os.symlink(os.path.join(os.path.dirname(self.expected), name), self.path(name))
        if not self.is_native:  # the numbers and calling conventions are of another target: only the rest is compiled
            text, lines = re.sub(r"^const _: \(\) = \{.*?^\};\n", "", text, flags=re.M | re.S), []
            text = re.sub(r'extern "(std|fast|this|vector)call"', 'extern "C"', text)
        with open(self.path("crate.rs"), "w", encoding="utf-8") as f:
            f.write(text + ("const _: () = {\n%s\n};\n" % "\n".join(lines) if lines else ""))
        edition = "2024" if "2024" in " ".join(self.options) else "2021"
        status, _, stderr = run([RUSTC, "--edition", edition, "--crate-type", "lib", "--crate-name", "bindings", "-A",
                                 "warnings", "--emit", "metadata", "--out-dir", self.work, self.path("crate.rs")])
        self.notes.append("%d assertions of the expectation" % len(lines))
        return ["rustc: " + stderr[:1500]] if status else []

    def compiler(self):
        return [CLANG, *self.clang_flags]


def upstream_names():
    if not SOURCE:
        return
    folder = os.path.join(SOURCE, "bindgen-tests/tests/headers")
    for path in sorted(glob.glob(os.path.join(folder, "*.h"))):
        options, flags = flags_of(path, "bindgen-flags")
        by_library = has_directive(path, "bindgen-parse-callbacks") or "--dynamic-loading" in options
        if not by_library and not NOT_C.search(" ".join(options + flags)):
            yield os.path.basename(path)[:-2]


def golden_names():
    """The golden headers whose options the real bindgen has, too; those for other targets are the same headers again."""
    known = set(re.findall(r"--[\w-]+", peer.bindgen().run(["--help"])[1]))
    for path in sorted(glob.glob(os.path.join(GOLDEN, "*.h"))):
        options, _ = flags_of(path)
        if {o.split("=")[0] for o in options if re.match(r"--\w", o)} <= known and not has_directive(path, "target"):
            yield os.path.basename(path)[:-2]


def names():
    yield "digest"
    yield "kernel"
    yield "kernel-layout"
    for path in sorted(glob.glob(os.path.join(HERE, "../corpus/*.case")), key=lambda p: -os.path.getsize(p)):
        with open(path, encoding="utf-8") as f:
            alone = not re.search(r"^each ", f.read(), re.M)  # no file has them all
        if alone and not path.endswith("/kernel.case"):
            yield "corpus-" + os.path.basename(path)[:-5]
    for path in sorted(glob.glob(os.path.join(HERE, "options/*.h"))):
        yield "option-" + os.path.basename(path)[:-2]
    for name in golden_names():
        yield "golden-" + name
    for name in upstream_names():
        yield "upstream-" + name


def read_list(name):
    path = os.path.join(HERE, name + ".differs")
    return compare.read_rows(path) if os.path.exists(path) else []


def stale(path):
    """Rows that nothing used."""
    with open(path, encoding="utf-8") as f:
        used = set(f.read().split())
    lists = ["all", "kernel", "corpus", "options"] + (["upstream"] if SOURCE else [])
    return ["%s: %s" % (row.place, row.head) for name in lists for row in read_list(name)
            if row.place not in used and not (row.keys["when"] and not SOURCE)]


def case_of(name, work):
    kind = name.split("-")[0]
    if kind == "corpus":
        return CorpusCase(name, work)
    if kind == "kernel":
        return KernelCase(name, work)
    if kind == "option":
        return HeaderCase(name, work, os.path.join(HERE, "options"))
    if kind == "golden":
        return HeaderCase(name, work, os.path.realpath(GOLDEN))
    if kind == "upstream" and SOURCE:
        return UpstreamCase(name, work)
    raise Failed("there is no such case")


def main():
    try:
        if sys.argv[1] == "list":
            print("\n".join(names()))
        elif sys.argv[1] == "stale":
            rows = stale(sys.argv[2])
            print("\n".join(rows))
            return bool(rows)
        else:
            print(case_of(sys.argv[1], sys.argv[2]).run())
    except (Failed, corpus.Failed, peer.Missing, digest.Malformed) as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
