#!/usr/bin/env python3
"""One case of the corpus: real headers through braze, rustc, gcc and clang.

    corpus.py CASE.case WORK      prints the numbers on one line, or the failures, one a line, and exits with 1

A case is lines of `key value`; keys may come again:

    package NAME      Debian package that the headers are from (for messages)
    folder DIR        where `header` patterns are looked up and written from: `#include <…>` (default /usr/include)
    folder-command C  the same, from a command's output
    before HEADER     included first
    header GLOB       included; sorted within one pattern
    drop HEADER WHY   left out: does not compile together with the others. Another version of the package may need
                      another list: then it is found again, by halving, and the difference is reported
    each yes          every header in a translation unit of its own
    flags FLAGS       for all compilers; FOLDER stands for the folder
    flags-command C   more of them, from a command's output
    pkg-config NAME   more of them, and given to braze as --pkg-config
    kbuild PATTERN    kernel headers: flags are those that Kbuild gives a module built in that tree
"""
import functools
import glob
import json
import os
import re
import shlex
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lib"))
import cassert  # noqa: E402
import ccheck  # noqa: E402
from ccheck import run  # noqa: E402

BRAZE = os.environ.get("BRAZE_UNDER_TEST")
RUSTC = os.environ.get("RUSTC") or "rustc"
GCC = os.environ.get("CC") or "gcc"
CLANG = os.environ.get("CLANG") or "clang"

# A macro that has another value at every use is no constant, whatever the compiler says at the end of the file.
EXPECTED_LOSSES = ("varying-macro",)


# One line per macro; only what Rust could have as a constant compiles: one number, or one string. Not: lists, long double.
MISSED = (
    "static const double missed_NAME[] = { NAME }; _Static_assert(sizeof(missed_NAME) == sizeof(double) && "
    "!__builtin_types_compatible_p(__typeof__(NAME), long double) && ((NAME) > 0.0 || 1), \"\");",
    "static const char missed_NAME[] = \"\" NAME \"\"; _Static_assert(sizeof(NAME), \"\");",
)


@functools.cache
def known_differences():
    """Macros that a library defines by the compiler that reads it: lines of differs.list, a pattern and the reason."""
    with open(os.path.join(HERE, "differs.list"), encoding="utf-8") as f:
        return [re.compile(line.split()[0]) for line in f if line.strip() and not line.startswith("#")]


def is_incomparable(item):
    return item["kind"] == "function" and any(d.fullmatch(item["name"]) for d in known_differences())


def is_of_clang(item):
    """Whether an item is what only clang sees: from its own headers, or one of known_differences."""
    path = item.get("location", {}).get("file", "")
    return bool(re.search(r"/clang/\d[^/]*/include/", path)) or (
        item["kind"] in ("macro", "function") and any(d.fullmatch(item["name"]) for d in known_differences()))


class Failed(Exception):
    """Ends the case; the text is what is printed."""


class Case:
    def __init__(self, path, work):
        self.name = os.path.splitext(os.path.basename(path))[0]
        self.work = work
        self.keys = {}
        with open(path, encoding="utf-8") as f:
            for line in f:
                line = line.strip()
                if line and not line.startswith("#"):
                    key, _, value = line.partition(" ")
                    self.keys.setdefault(key, []).append(value.strip())
        self.cwd = None
        self.gcc, self.clang_flags, self.flags = GCC, [], []
        self.notes = []
        self.folder = self.keys.get("folder", ["/usr/include"])[0]
        if "folder-command" in self.keys:
            self.folder = self.output(shlex.split(self.keys["folder-command"][0]))
        self.find_flags()
        self.dropped = {}
        for line in self.keys.get("drop", []):
            header, _, why = line.partition(" ")
            self.dropped[header] = why

    def output(self, command):
        try:
            status, stdout, stderr = run(command)
        except FileNotFoundError:
            raise Failed("no command '%s' (package %s)" % (command[0], self.packages())) from None
        if status:
            raise Failed("%s: %s (package %s)" % (" ".join(command), stderr.strip(), self.packages()))
        return stdout.strip()

    def packages(self):
        return ", ".join(self.keys.get("package", ["?"]))

    # ---- flags ----

    def find_flags(self):
        for line in self.keys.get("flags", []):
            self.flags += shlex.split(line.replace("FOLDER", self.folder))
        for command in self.keys.get("flags-command", []):
            self.flags += shlex.split(self.output(shlex.split(command)))
        self.own_flags = list(self.flags)
        for name in self.keys.get("pkg-config", []):
            self.flags += shlex.split(self.output(["pkg-config", "--cflags", name]))
        if "kbuild" in self.keys:
            self.kbuild(self.keys["kbuild"][0])
        self.clang_flags = self.known_to_clang()

    def kbuild(self, pattern):
        """Builds a module's one object in the newest matching tree and takes its recorded command."""
        trees = sorted(glob.glob(pattern))
        if not trees:
            raise Failed("no folder %s (package %s)" % (pattern, self.packages()))
        module = os.path.join(self.work, "module")
        os.makedirs(module)
        with open(os.path.join(module, "probe.c"), "w", encoding="utf-8") as f:
            f.write('#include <linux/module.h>\nMODULE_LICENSE("GPL");\n')
        with open(os.path.join(module, "Makefile"), "w", encoding="utf-8") as f:
            f.write("obj-m := probe.o\n")
        options = ["CC=" + GCC] if os.environ.get("CC") else []
        self.output(["make", "-C", trees[-1], "M=" + module, *options, "probe.o"])
        with open(os.path.join(module, ".probe.o.cmd"), encoding="utf-8") as f:
            words = shlex.split(f.readline().split(":=", 1)[1].split(" ; ")[0])
        end = words.index("-c")
        self.gcc, self.cwd = words[0], trees[-1]
        self.flags = [w for w in words[1:end] if not w.startswith("-Wp,-M")]
        self.own_flags = list(self.flags)

    def known_to_clang(self):
        """The flags that clang takes: each is tried on an empty file."""
        status, _, stderr = run([CLANG, "-w", "-fsyntax-only", "-x", "c", *self.flags, "/dev/null"], cwd=self.cwd)
        if not status:
            return list(self.flags)
        bad = set(re.findall(r"(?:unknown argument|unsupported option|unsupported argument)[^']*'([^']+)'", stderr))
        bad |= set(re.findall(r"unsupported option '([^']+)'", stderr))
        keep, takes_value = [], ("-include", "-I", "-isystem", "-D", "-U", "-iquote", "-idirafter")
        i = 0
        while i < len(self.flags):
            group = self.flags[i:i + 2] if self.flags[i] in takes_value else self.flags[i:i + 1]
            i += len(group)
            if len(group) == 2 or group[0][:2] in ("-I", "-D", "-U"):
                keep += group
                continue
            status, _, _ = run([CLANG, "-w", "-fsyntax-only", "-x", "c", *group, "/dev/null"], cwd=self.cwd)
            if not status:
                keep += group
        return keep

    # ---- headers ----

    def find_headers(self):
        found = []
        for pattern in self.keys.get("header", []):
            paths = sorted(glob.glob(os.path.join(self.folder, pattern), recursive=True))
            if not paths:
                raise Failed("no header '%s' in %s (package %s)" % (pattern, self.folder, self.packages()))
            for path in paths:
                header = os.path.relpath(path, self.folder)
                if header not in found:
                    found.append(header)
        return found

    def include_lines(self, headers):
        return ["#include <%s>" % h for h in self.keys.get("before", []) + list(headers)]

    def compiles(self, headers):
        text = "\n".join(self.include_lines(headers)) + "\n"
        status, _, stderr = run([self.gcc, *self.flags, "-w", "-fsyntax-only", "-x", "c", "-"], cwd=self.cwd, text=text)
        return not status, ccheck.first_error(stderr)

    def together(self, headers):
        """The headers that compile in one translation unit, by the case's drop list, or found anew by halving."""
        kept = [h for h in headers if h not in self.dropped]
        good, _ = self.compiles(kept)
        if good:
            return kept
        kept, self.dropped = [], {}
        pending = [headers]
        while pending:
            chunk = pending.pop()
            good, why = self.compiles(kept + chunk)
            if good:
                kept += chunk
            elif len(chunk) == 1:
                self.dropped[chunk[0]] = why
            else:
                middle = len(chunk) // 2
                pending += [chunk[middle:], chunk[:middle]]
        self.notes.append("drop list out of date, found anew: " + ", ".join(sorted(self.dropped)))
        if not kept:
            raise Failed("no header compiles: %s" % why)
        return kept

    # ---- the case ----

    def bind(self, header, stem):
        """Runs braze twice: for the Rust text with its report, and for the model."""
        rust, dump, report = (os.path.join(self.work, stem + end) for end in (".rs", ".json", ".report.json"))
        options = [o for name in self.keys.get("pkg-config", []) for o in ("--pkg-config", name)]
        base = [BRAZE, "bind", *options, header]
        start = time.monotonic()
        self.braze([*base, "-o", rust, "--report", report, "--", *self.own_flags])
        self.seconds = time.monotonic() - start
        self.braze([*base, "-o", dump, "--dump=derive", "--", *self.own_flags])
        return rust, cassert.load(dump), report

    def braze(self, command):
        status, _, stderr = run(command, cwd=self.cwd)
        if status:
            lines = [line for line in stderr.splitlines() if "error" in line] or stderr.splitlines()
            raise Failed("braze: exit code %d\n%s" % (status, "\n".join(lines[:40])))

    def rust(self, path, dump):
        lines, constants = cassert.rust_checks(dump)
        crate = os.path.join(self.work, "lib.rs")
        with open(crate, "w", encoding="utf-8") as f:
            f.write('#![allow(warnings)]\ninclude!("%s");\n%s%s\n' % (path, cassert.RUST_HEAD, "\n".join(lines)))
        status, _, stderr = run([RUSTC, "--edition", "2021", "--crate-type", "lib", "--crate-name", "bindings",
                                 "--emit", "metadata", "--out-dir", self.work, crate])
        if not status:
            return [], len(lines)
        errors = [line for line in re.split(r"\n(?=error)", stderr) if line.startswith("error")]
        return ["rustc: " + " ".join(e.split("\n", 8)[:7]) for e in errors[:40]], len(lines)

    def missed_macros(self, head, dump):
        """Macros that clang takes as a constant and that were not written."""
        text = "\n".join(head) + "\n"
        command = [CLANG, *self.clang_flags, "-w", "-x", "c"]
        built_in = set(macro_names(run([*command, "-dM", "-E", "/dev/null"], cwd=self.cwd)[1]))
        status, stdout, stderr = run([*command, "-dM", "-E", "-"], cwd=self.cwd, text=text)
        if status:
            return ["clang -dM: " + ccheck.first_error(stderr)]
        written = {m["name"] for m in dump.kind(("macro",)) if m["written"]}
        enumerators = {v["name"] for e in dump.kind(("enum",)) for v in e["enum"]["values"]}
        names = [n for n in macro_names(stdout) if n not in written and n not in built_in and n not in enumerators]
        for _ in range(3):  # a macro with an open brace hides the errors of those behind it: ask the survivors again
            names = self.constant_names(head, names)
        reasons = {o["name"]: o.get("id") for o in dump.data["omissions"] if o["kind"] == "macro"}
        reasons.update({m["name"]: m.get("omitted_id") for m in dump.kind(("macro",)) if not m["written"]})
        return ["macro %s is a constant, but left out (%s)" % (n, reasons.get(n, "without a word"))
                for n in names if reasons.get(n) not in EXPECTED_LOSSES]

    def constant_names(self, head, names):
        kept = []
        for form in MISSED:
            source = cassert.Source(head)
            for name in names:
                source.add(cassert.Check("missed", name, form.replace("NAME", name)))
            path = os.path.join(self.work, "missed.c")
            with open(path, "w", encoding="utf-8") as f:
                f.write(source.text())
            _, _, stderr = run([CLANG, *self.clang_flags, "-w", "-fsyntax-only", "-ferror-limit=0", path], cwd=self.cwd)
            refused = {check.label for check, _ in source.failures(path, stderr)[0]}
            # an error inside a macro's text points at its definition; the use is in the note behind it
            refused |= {source.checks[int(m[1])].label for m in re.finditer(re.escape(path) + r":(\d+):\d+: note:", stderr)
                        if int(m[1]) in source.checks}
            kept += [n for n in names if n not in refused and n not in kept]
        return kept

    def run_unit(self, headers, stem):
        """Everything about one translation unit; returns (failures, counts)."""
        lines = self.include_lines(headers)
        header = os.path.join(self.work, stem + ".h")
        with open(header, "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")
        rust, dump, report = self.bind(header, stem)
        failures, rust_assertions = self.rust(rust, dump)
        head = ['#include "%s"' % header]
        counts = {"rust": rust_assertions}
        for command in ([self.gcc, *self.flags], [CLANG, *self.clang_flags]):
            compiler = ccheck.Compiler(command, self.work, cwd=self.cwd)
            asked = dump.without(is_incomparable if compiler.is_clang else is_of_clang)
            failures += compiler.check(asked, head)
            if not compiler.is_clang:
                counts["not asked of gcc"] = len(dump.data["items"]) - len(asked.data["items"])
            for key, value in compiler.counts.items():
                counts[key] = max(counts.get(key, 0), value)
        failures += self.missed_macros(head, dump)
        for key, value in dump.skipped.items():
            counts["not checked: " + key] = value
        with open(report, encoding="utf-8") as f:
            data = json.load(f)
        for key, value in data["reasons"].items():
            counts["left out: " + key] = value
        counts["as bytes"] = len(data["as_bytes"])
        return failures, counts

    def run(self):
        headers = self.find_headers()
        if "each" in self.keys:
            units = [([h], "unit%d" % i) for i, h in enumerate(headers)]
        else:
            units = [(self.together(headers), "unit")]
        total, failures = {}, []
        for unit, stem in units:
            found, counts = self.run_unit(unit, stem)
            failures += found
            for key, value in counts.items():
                total[key] = total.get(key, 0) + value
        if failures:
            raise Failed("%d failures\n%s" % (len(failures), "\n".join(failures)))
        parts = ["%d headers" % sum(len(u) for u, _ in units)]
        if self.dropped:
            parts.append("%d dropped" % len(self.dropped))
        parts += ["%d %s" % (total[k], k) for k in sorted(total) if total[k]]
        return ", ".join(parts + self.notes)


def macro_names(text):
    return re.findall(r"^#define (\w+)(?:\s|$)", text, re.M)


def main():
    try:
        print(Case(sys.argv[1], sys.argv[2]).run())
    except Failed as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
