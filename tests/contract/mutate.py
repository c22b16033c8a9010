#!/usr/bin/env python3
"""Contracts for the reader to survive: mutate.py FOLDER SEED-FILE..., mutate.py --bombs FOLDER.

Each seed is damaged in many ways, the same on every run: bytes and lines go, come twice, change places between files,
and words that mean something to YAML come in. Bombs are files whose aliases or nesting stand for very much.
"""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
from damage import damage  # noqa: E402

PER_SEED = 60
PIECES = [b"{", b"}", b"[", b"]", b"&a ", b"*a", b"- ", b": ", b"\n", b"\t", b"|\n", b"'", b'"', b"\0", b"\xff", b"\xef\xbb\xbf",
          b"!!int ", b"#", b"%YAML 1.1\n", b"---\n", b"...\n", b"\\", b"? ", b"{name}", b"\xc2\x85", b"\xe2\x80\xa8", b"\r", b"<<: *a",
          b"instantiate: ", b"signature: ", b"(", b")", b",", b"void", b'"\\0"', b"\xf0\x9f\xa6\x80", b"~", b"helpers:\n"]


def damaged(paths):
    rng = random.Random(4)
    seeds = []
    for path in paths:
        with open(path, "rb") as file:
            # without the comments about the test, so that what is damaged is the contract
            seeds.append(b"".join(line for line in file.read().splitlines(True) if not line.startswith(b"#")))
    for seed in seeds:
        for _ in range(PER_SEED):
            yield damage(rng, seed, PIECES, rng.choice(seeds))
        yield seed[:rng.randrange(len(seed) + 1)]


def bombs():
    many = ", ".join(["a"] * 1000)
    values = "{ " + ", ".join("v%d: [%s]" % (i, many) for i in range(10)) + " }"
    name = "".join("{v%d}" % i for i in range(10))
    yield "product", "helpers:\n  f%s:\n    instantiate: [%s]\n" % (name, values)
    yield "new-names", "helpers:\n  f%s:\n    instantiate: [%s]\n" % (
        "".join("{v%d}" % i for i in range(8)),
        "{ " + ", ".join("v%d: [%s]" % (i, ", ".join("%d_" % k for k in range(100))) for i in range(8)) + " }")
    lists = "helpers:\n  f{v}:\n    instantiate: &l [%s]\n" % ", ".join("{ v: %d }" % i for i in range(20000))
    yield "shared-list", lists + "".join("  g%d_{v}: { instantiate: *l }\n" % i for i in range(20000))
    yield "shared-values", "helpers:\n  f{v}:\n    instantiate: [{ v: &l [%s] }]\n" % ", ".join(map(str, range(50000))) + "".join(
        "  g%d_{v}: { instantiate: [{ v: *l }] }\n" % i for i in range(20000))
    yield "shared-faults", "helpers:\n  f: &l { %s }\n" % ", ".join("k%d: 1" % i for i in range(50000)) + "".join(
        "  g%d: *l\n" % i for i in range(20000))
    yield "self", "&a\nhelpers: &h\n  f: *h\n  g: { instantiate: &i [*i, *a], calls: *a, noreturn: *h }\n  *a : *a\n"
    yield "long", "helpers:\n  f{v}:\n    calls: g%s\n    instantiate: [{ v: %s }]\n" % ("{v}" * 1000, "a" * 4000)
    yield "flow", "helpers: " + "[" * 100000
    yield "mappings", "helpers: " + "{ a: " * 100000
    yield "blocks", "- " * 200000 + "x"
    yield "keys", "? " * 100000
    yield "anchors", "helpers:\n" + "".join("  f%d: &a%d\n" % (i, i) for i in range(200000))
    yield "brackets", "helpers: { f: { signature: 'void %s' } }" % ("(" * 4000)
    yield "closed-brackets", "helpers: { f: { signature: 'void %s%s' } }" % ("(" * 2000, ")" * 2000)
    yield "large", "# " + "x" * (4 << 20)
    yield "faults", "helpers:\n" + "  f-:\n  g: { x: 1 }\n" * 20000
    yield "names", "helpers:\n" + "".join("  f%d: { noreturn: 1 }\n" % i for i in range(100000))


def main():
    if sys.argv[1] == "--bombs":
        for name, text in bombs():
            with open(os.path.join(sys.argv[2], name), "w", encoding="utf-8") as file:
                file.write(text)
        return
    for number, data in enumerate(damaged(sorted(sys.argv[2:]))):
        with open(os.path.join(sys.argv[1], "%05d" % number), "wb") as file:
            file.write(data)


main()
