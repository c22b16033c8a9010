"""Proofs that a difference is a fault of theirs: C that a compiler has to take in the case's own translation unit.

    constant    our value of each constant, with its sign:   _Static_assert((HZ) == 250LL && ((HZ) < 0) == 0, "");
    undefined   the name is no macro at the end of the file: #ifdef NR_OPEN
    static      the variable or function is static: it can be declared so once more
    writable    the variable can be assigned to
    unsigned-enum  the enum has no sign, or is never defined: then a compiler takes unsigned int for it
    rustc       rustc takes our file and refuses theirs
    layout      both files assert the same size, alignment and offsets of the type, whatever it is made of
    assert …    lines of the list itself; NAME stands for the name of the item
"""
import os
import re
import subprocess


def c_integer(value):
    if value == -1 << 63:
        return "(-0x7fffffffffffffffLL-1)"
    if abs(value) >> 64:
        return None
    return "%dULL" % value if value >> 63 and value > 0 else "(%dLL)" % value


def c_string(text):
    """A C literal of the same bytes as a digest's string, the final zero left to C; None if it is not closed by one."""
    data = re.sub(r"\\x(..)", lambda m: chr(int(m[1], 16)), text[1:-1]).encode("latin-1")
    return '"%s"' % "".join("\\%03o" % b for b in data[:-1]) if data.endswith(b"\0") else None


def constant(name, value):
    """The C assertion that a macro or enumerator has this value of a digest; None if C cannot be asked for it."""
    inner = re.fullmatch(r"\w+\((.*)\)", value)
    value = inner[1] if inner else value
    if re.fullmatch(r"-?\d+", value):
        number = c_integer(int(value))
        return number and '_Static_assert((%s) == %s && ((%s) < 0) == %d, "");' % (name, number, name, value[0] == "-")
    if value in ("true", "false"):
        return '_Static_assert((%s) == %d, "");' % (name, value == "true")
    if value[:1] == '"':
        literal = c_string(value)
        return literal and '_Static_assert(sizeof(%s) == sizeof(%s) && !__builtin_memcmp(%s, %s, sizeof(%s)), "");' % (
            name, literal, name, literal, literal)
    special = re.fullmatch(r"(-?)f(?:32|64)::(INFINITY|NAN)", value)
    if special and special[2] == "NAN":
        return '_Static_assert(__builtin_isnan(%s), "");' % name
    if special:
        return '_Static_assert((%s) == %s__builtin_inf(), "");' % (name, special[1])
    try:
        return '_Static_assert((%s) == %s, "");' % (name, float(value).hex())
    except ValueError:
        return None


class Prover:
    """Proves the rows of one case. compiler: C compiler and flags; head: the lines that make the translation unit."""

    def __init__(self, compiler, head, cwd, work, rustc="rustc"):
        self.compiler, self.cwd, self.work, self.rustc = compiler, cwd, work, rustc
        self.head, self.lines, self.labels = list(head), list(head), {}
        self.failures, self.count = [], 0

    def add(self, label, text):
        for line in text.split("\n"):
            self.lines.append(line)
            self.labels[len(self.lines)] = label
        self.count += 1

    def row(self, row, found, ours, theirs):
        """Collects what one row of a list says of the differences that it matched."""
        for proof in row.keys["proof"]:
            if proof == "rustc":
                self.rust(row)
                continue
            for difference in found:
                label = "%s %s (%s, %s)" % (difference.what, difference.name, row.place, proof)
                if proof == "constant":
                    self.constant(label, difference, ours)
                elif proof == "undefined":
                    self.add(label, "#ifdef %s\n#error it is defined\n#endif" % difference.name)
                elif proof == "static":
                    self.add(label, "static __typeof__(%s) %s;" % (difference.name, difference.name))
                elif proof == "writable":
                    name = difference.name
                    self.add(label, "static void write_%d(void) { %s = %s; }" % (self.count, name, name))
                elif proof == "unsigned-enum":
                    if self.is_defined("enum " + difference.name):
                        self.add(label, '_Static_assert((enum %s)-1 > 0, "");' % difference.name)
                elif proof == "layout":
                    self.layout(label, difference, ours, theirs)
                else:
                    self.failures.append("%s: there is no proof '%s'" % (row.place, proof))
        for text in row.keys["assert"]:
            names = [d.name for d in found] if re.search(r"\bNAME\b", text) else [""]
            for name in names:
                self.add("%s: %s" % (row.place, text), '_Static_assert(%s, "");' % re.sub(r"\bNAME\b", name, text))

    def rust(self, row):
        taken = [self.rustc_takes(name) for name in ("ours.rs", "theirs.rs")]
        if taken != [True, False]:
            self.failures.append("%s: rustc %s our file and %s theirs" % (
                row.place, *("takes" if t else "refuses" for t in taken)))
        self.count += 1

    def rustc_takes(self, name):
        crate = os.path.join(self.work, "rustc-" + name)
        with open(crate, "w", encoding="utf-8") as f:
            f.write('include!("%s");\n' % os.path.join(self.work, name))
        command = [self.rustc, "--edition", "2021", "--crate-type", "lib", "--crate-name", "bindings", "-A", "warnings",
                   "--emit", "metadata", "--out-dir", self.work, crate]
        return not subprocess.run(command, capture_output=True, check=False).returncode

    def is_defined(self, type_):
        status, _ = self.compile(self.head + ["int size = sizeof(%s);" % type_])
        return not status

    def constant(self, label, difference, ours):
        item = ours.items.get(("value", difference.name))
        text = item and constant(difference.name, item.facets.get("value", ""))
        if not text:
            self.failures.append("%s: C cannot be asked for it: %s" % (label, item and item.facets.get("value")))
        else:
            self.add(label, text)

    def layout(self, label, difference, ours, theirs):
        key = ("type", difference.name)
        if key not in ours.items or key not in theirs.items:
            self.failures.append("%s: it is not in both" % label)
            return
        ours, theirs = ours.items[key].facets, theirs.items[key].facets
        for facet, text in theirs.items():
            if re.match(r"(size|align|offset (?!__bindgen_padding).*)$", facet) and ours.get(facet) != text:
                self.failures.append("%s: %s is %s, theirs %s" % (label, facet, ours.get(facet), text))

    def compile(self, lines):
        path = os.path.join(self.work, "proof.c")
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")
        command = [*self.compiler, "-w", "-fsyntax-only", "-ferror-limit=0", "-x", "c", path]
        done = subprocess.run(command, cwd=self.cwd, capture_output=True, text=True, errors="replace", check=False,
                              env=dict(os.environ, LC_ALL="C"))
        return done.returncode, done.stderr

    def run(self):
        """Compiles what was collected; returns the failures."""
        if not self.count:
            return self.failures
        status, stderr = self.compile(self.lines)
        refused = {}
        for line in stderr.splitlines():
            place = re.match(r".*proof\.c:(\d+):\d+: (?:fatal )?(?:error|note): (.*)", line)
            if place and int(place[1]) in self.labels:
                refused.setdefault(self.labels[int(place[1])], place[2])
        self.failures += ["%s: not proved: %s" % item for item in refused.items()]
        if status and not refused:
            self.failures.append("the proofs do not compile: %s" % stderr.strip()[:500])
        return self.failures
