"""Runs a C compiler over the assertions of cassert.py and tells what it found wrong.

    compiler = Compiler(["s390x-linux-gnu-gcc", "-Iinclude"], work="/tmp/x")
    failures = compiler.check(dump, ['#include "a.h"'])

GCC takes fewer expressions than clang as constant in an assertion (elements of a wide string, for one). What it calls "not constant" is
asked once more: as the initialiser of a constant object, which is read from the object file.
"""
import collections
import os
import re
import struct
import subprocess

import cassert
import elf

NOT_CONSTANT = re.compile(r"not constant|not an integer constant|not an integral constant|constant expression")


def run(command, cwd=None, text=None):
    """(exit code, standard output, standard error)."""
    env = dict(os.environ, LC_ALL="C")
    done = subprocess.run(command, cwd=cwd, input=text, capture_output=True, text=True, errors="replace", env=env)
    return done.returncode, done.stdout, done.stderr


class Compiler:
    def __init__(self, command, work, name=None, cwd=None, objects=True):
        self.command = list(command)
        self.name = name or os.path.basename(command[0])
        self.is_clang = "clang" in os.path.basename(command[0])
        self.work = work
        self.cwd = cwd
        self.objects = objects  # False: it has no code generator for the target, so bitfields are not checked
        self.counts = collections.Counter()

    def compile(self, text, suffix, options):
        path = os.path.join(self.work, "%s-%s.c" % (self.name, suffix))
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        limit = ["-ferror-limit=0"] if self.is_clang else ["-fmax-errors=0", "-fno-diagnostics-show-caret"]
        status, _, stderr = run(self.command + limit + ["-w", *options, path], cwd=self.cwd)
        return path, status, stderr

    def check(self, dump, head):
        """Everything that C can say of the dump; returns a list of failures, each one line."""
        source = cassert.c_source(dump, head)
        path, status, stderr = self.compile(source.text(), "assertions", ["-fsyntax-only"])
        own, other = source.failures(path, stderr)
        failures, again = [], []
        for check, message in own:
            if check.kind == "constant" and NOT_CONSTANT.search(message) and "failed" not in message:
                again.append(check.label)
            else:
                failures.append("%s: %s %s: %s [%s]" % (self.name, check.kind, check.label, message, check.line.strip()))
        failures += ["%s: %s" % (self.name, line) for line in other]
        if status and not own and not other:
            failures.append("%s: exit code %d: %s" % (self.name, status, stderr[:200]))
        for check in {id(check): check for check in source.checks.values()}.values():
            self.counts[check.kind] += 1
        failures += self.check_by_objects(dump, head, sorted(set(again)))
        if self.objects:
            failures += self.check_bitfields(dump, head)
        return failures

    def check_bitfields(self, dump, head):
        lines = dump.bitfield_source()
        if not lines:
            return []
        undefine = ["#undef %s" % name for name in dump.identifiers()]
        path, status, stderr = self.compile("\n".join(head + undefine + lines) + "\n", "bits", ["-c", "-o", self.object_path("bits")])
        if status:
            return ["%s: bitfield objects do not compile: %s" % (self.name, first_error(stderr))]
        self.counts["bitfield"] += len(lines)
        found = dump.bitfield_failures(elf.data_symbols(self.object_path("bits")))
        return ["%s: %s" % (self.name, failure) for failure in found]

    def object_path(self, suffix):
        return os.path.join(self.work, "%s-%s.o" % (self.name, suffix))

    def check_by_objects(self, dump, head, names):
        """The values of these macros, from initialised objects. One that even that refuses is counted as unknown to the compiler."""
        values = {m["name"]: m["constant"]["value"] for m in dump.kind(("macro",)) if m["written"]}
        lines = list(head)
        first = len(lines)
        for i, name in enumerate(names):
            lines.append(object_text(i, name, values[name]))
        while names:
            path, status, stderr = self.compile("\n".join(lines) + "\n", "values", ["-c", "-o", self.object_path("values")])
            if not status:
                break
            bad = set(re.findall(r"^%s:(\d+):(?:\d+:)? error:" % re.escape(path), stderr, re.M))
            refused = {int(line) - 1 - first for line in bad if lines[int(line) - 1]}
            if not refused or min(refused) < 0:
                return ["%s: objects of macros do not compile: %s" % (self.name, first_error(stderr))]
            for i in refused:
                lines[first + i] = ""
                self.counts["constant unknown to compiler"] += 1
        if not names:
            return []
        objects = elf.data_symbols(self.object_path("values"))
        order = ">" if dump.data["target"]["big_endian"] else "<"
        failures = []
        for i, name in enumerate(names):
            if lines[first + i] and not object_matches(objects, order, i, values[name]):
                failures.append("%s: constant %s: C has another value" % (self.name, name))
        return failures


def first_error(stderr):
    for line in stderr.splitlines():
        if "error" in line:
            return line
    return stderr[:200]


def object_text(number, name, value):
    if value["kind"] == "int":
        return ("const unsigned long long value_%d = (%s); const unsigned char sign_%d = (%s) < 0;" %
                (number, name, number, name))
    if value["kind"] == "float":
        return "const double value_%d = (%s);" % (number, name)
    return "const __typeof__((%s)[0]) value_%d[] = %s;" % (name, number, name)


def object_matches(objects, order, number, value):
    have = objects.get("value_%d" % number)
    if have is None:
        return False
    if value["kind"] == "int":
        v = cassert.integer(value["value"])
        return have == struct.pack(order + "Q", v & 0xFFFFFFFFFFFFFFFF) and objects["sign_%d" % number][0] == (v < 0)
    if value["kind"] == "float":
        return have == struct.pack(order + "d", float(value["value"]))
    form = {1: "B", 2: "H", 4: "I"}[value["element_size"]]
    return have == struct.pack("%s%d%s" % (order, len(value["elements"]), form), *value["elements"])
