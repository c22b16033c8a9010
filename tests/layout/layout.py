#!/usr/bin/env python3
"""Checks WORK/dump.json, the model of HEADER for ARCH, against C compilers, and writes WORK/assertions.rs for rustc.

    layout.py HEADER ARCH WORK "gcc clang" FLAGS...      prints what is wrong, one a line, and exits with 1
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import cassert  # noqa: E402
import ccheck  # noqa: E402


def main():
    header, arch, work, compilers = sys.argv[1:5]
    flags = sys.argv[5:]
    dump = cassert.load(os.path.join(work, "dump.json"))
    head = ['#include "%s"' % os.path.abspath(header)]
    commands = {"gcc": [os.environ["GCC"], *flags], "clang": [os.environ["CLANG"], "--target=%s-linux-gnu" % arch, *flags]}
    failures = []
    for name in compilers.split():
        compiler = ccheck.Compiler(commands[name], work, name=name)
        compiler.is_clang = name == "clang"
        failures += compiler.check(dump, head)
    lines, _ = cassert.rust_checks(dump)
    with open(os.path.join(work, "assertions.rs"), "w", encoding="utf-8") as f:
        f.write(cassert.RUST_HEAD + "\n".join(lines) + "\n")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
