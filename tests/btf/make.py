#!/usr/bin/env python3
"""BTF made by hand, as no compiler of today makes it, or as none ever would.

make.py good FOLDER             NAME.btf and NAME.h: one says the same as the other
make.py bad FOLDER              NAME.btf and NAME.expect: a part of the error
make.py distilled BASE MODULE   the sections of a module that brings what it needs of the kernel's types
make.py mutate SEED OUT IN...   one of the files, damaged
make.py section NAME IN OUT     the section's bytes out of a little-endian 64-bit ELF file
"""
import os
import random
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "lib"))
import damage

INT, PTR, ARRAY, STRUCT, UNION, ENUM, FWD, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, FUNC_PROTO, VAR, DATASEC, FLOAT, DECL_TAG, \
    TYPE_TAG, ENUM64 = range(1, 20)
SIGNED = 1 << 24


class Btf:
    """Types in order, numbered from 1, or from where those of base end; each method gives its type's number."""

    def __init__(self, order="<", base=None):
        self.order, self.types = order, b""
        self.strings, self.count, self.start = (b"", base.count, len(base.strings)) if base else (b"\0", 0, 0)

    def name(self, text):
        if not text:
            return 0
        at = self.start + len(self.strings)
        self.strings += text.encode() + b"\0"
        return at

    def add(self, kind, name="", size=0, words=(), vlen=0, flag=False):
        self.types += struct.pack(self.order + "III", self.name(name) if isinstance(name, str) else name,
                                  flag << 31 | kind << 24 | vlen, size & 0xFFFFFFFF)
        self.types += struct.pack(self.order + "%dI" % len(words), *(word & 0xFFFFFFFF for word in words))
        self.count += 1
        return self.count

    def integer(self, name, size, bits=None, signed=False, offset=0):
        return self.add(INT, name, size, [signed * SIGNED | offset << 16 | (8 * size if bits is None else bits)])

    def record(self, name, size, members, kind=STRUCT, flag=False):
        words = [word for member, type, offset in members for word in (self.name(member), type, offset)]
        return self.add(kind, name, size, words, len(members), flag)

    def array(self, type, count):
        return self.add(ARRAY, "", 0, [type, type, count])

    def function(self, result, *params):
        return self.add(FUNC_PROTO, "", result, [word for name, type in params for word in (self.name(name), type)], len(params))

    def bytes(self, **changes):
        header = {"magic": 0xEB9F, "version": 1, "flags": 0, "hdr_len": 24, "type_off": 0, "type_len": len(self.types),
                  "str_off": len(self.types), "str_len": len(self.strings)}
        header.update(changes)
        return struct.pack(self.order + "HBBIIIII", *header.values()) + self.types + self.strings


# ---- what was, and is seldom ----

def old_bitfields(order="<"):
    """Before 2018 a bitfield had an integer type of its own, of so many bits."""
    btf = Btf(order)
    whole, three, five = (btf.integer("unsigned int", 4, bits) for bits in (32, 3, 5))
    number = btf.integer("int", 4, 32, True)
    twelve = btf.integer("int", 4, 12, True, offset=8)
    btf.record("old", 12, [("a", three, 0), ("b", five, 3), ("c", twelve, 0), ("d", number, 32), ("e", whole, 64)])
    return btf


def old_enums():
    """… and an enum nothing that says whether it has a sign."""
    btf = Btf()
    btf.add(ENUM, "plain", 4, [btf.name("A"), 0, btf.name("B"), 9], 2)
    btf.add(ENUM, "negative", 4, [btf.name("C"), -2, btf.name("D"), 1], 2)
    return btf


def new_enums():
    btf = Btf()
    btf.add(ENUM, "small", 1, [btf.name("A"), 0, btf.name("B"), 255], 2)
    btf.add(ENUM64, "wide", 8, [btf.name("W"), 0x9ABCDEF0, 0x12345678], 1)
    btf.add(ENUM64, "below", 8, [btf.name("N"), -1, -2], 1, True)
    btf.add(ENUM, "high", 4, [btf.name("H"), 0x80000001], 1)
    return btf


def tags():
    """Attributes of types and declarations, a struct that is declared and defined, a variable in a section, floats."""
    btf = Btf()
    number = btf.integer("int", 4, None, True)
    user = btf.add(TYPE_TAG, "user", number)
    pointer = btf.add(PTR, "", user)
    forward = btf.add(PTR, "", btf.add(FWD, "other"))
    real = btf.add(FLOAT, "double", 8)
    record = btf.record("tagged", 24, [("p", pointer, 0), ("o", forward, 64), ("d", real, 128)])
    btf.add(DECL_TAG, "note", record, [-1])
    btf.record("other", 4, [("x", number, 0)])
    variable = btf.add(VAR, "counter", number, [1])
    btf.add(DATASEC, ".data", 4, [variable, 0, 4], 1)
    btf.add(TYPEDEF, "const_t", btf.add(CONST, "", btf.add(VOLATILE, "", number)))
    return btf


GOOD = {
    "old-bitfields": (old_bitfields(), "struct old { unsigned a : 3, b : 5; int c : 12; int d; unsigned e; };"),
    "old-enums": (old_enums(), "enum plain { A, B = 9 }; enum negative { C = -2, D = 1 };"),
    "new-enums": (new_enums(), """enum small { A, B = 255 } __attribute__((packed)); enum wide { W = 0x123456789abcdef0 };
        enum below { N = -0x100000001LL }; enum high { H = 0x80000001u };"""),
    "tags": (tags(), """struct other { int x; }; struct tagged { int *p; struct other *o; double d; }; extern int counter;
        typedef const volatile int const_t;"""),
}


def distilled():
    """A module's types, and what little it has of the kernel's: an integer, and the size of a struct."""
    base = Btf()
    number = base.integer("int", 4, None, True)
    members = base.record("list", 16, [])
    module = Btf("<", base)
    record = module.record("device", 24, [("list", members, 0), ("number", number, 128)])
    module.add(FUNC, "probe", module.function(number, ("device", module.add(PTR, "", record))))
    return base.bytes(), module.bytes()


# ---- what cannot be ----

def bad():
    """Name, bytes, and what is said of them."""
    def one(fill, **changes):
        btf = Btf()
        btf.integer("int", 4, None, True)
        fill(btf)
        return btf.bytes(**changes)

    def deep(btf):
        for _ in range(300):
            btf.add(PTR, "", btf.count)

    def nested(btf):
        for k in range(300):
            btf.record("s%d" % k, 4, [("x", btf.count, 0)])

    def many(btf):
        for _ in range(40):
            btf.record("", 4, [("", btf.count, 0), ("", btf.count, 0)], UNION)

    def nothing(_):
        pass

    yield "const-of-itself", one(lambda btf: btf.add(CONST, "", 2)), "type 2 contains itself"
    yield "pointer-to-itself", one(lambda btf: btf.add(PTR, "", 2)), "type 2 contains itself"
    yield "struct-in-itself", one(lambda btf: btf.record("s", 4, [("x", 2, 0)])), "type 2 contains itself"
    yield "array-of-its-struct", one(lambda btf: (btf.record("s", 4, [("x", 3, 0)]), btf.array(2, 2))), "contains itself"
    yield "typedefs-in-a-ring", one(lambda btf: (btf.add(TYPEDEF, "a", 3), btf.add(TYPEDEF, "b", 2))), "contains itself"
    yield "function-of-itself", one(lambda btf: (btf.add(PTR, "", 3), btf.function(2))), "contains itself"
    yield "no-such-type", one(lambda btf: btf.add(PTR, "", 77)), "type 2 refers to type 77, and there are 2"
    yield "no-such-element", one(lambda btf: btf.array(0xFFFFFFFF, 1)), "refers to type 4294967295"
    yield "no-such-name", one(lambda btf: btf.add(TYPEDEF, 5000, 1)), "type 2 has a name that is not there"
    yield "no-such-enumerator", one(lambda btf: btf.add(ENUM, "e", 4, [9999, 0], 1)), "has a name that is not there"
    yield "enum-of-three-bytes", one(lambda btf: btf.add(ENUM, "e", 3, [1, 0], 1)), "type 2 is an enum of 3 bytes"
    yield "deep", one(deep), "nests deeper"
    yield "nested", one(nested), "nests deeper"
    yield "many-fields", one(many), "fields in anonymous members"
    yield "large", one(lambda btf: (btf.array(1, 0xFFFFFFFF), btf.array(2, 0xFFFFFFFF))), "type 3 is an array that is too large"
    yield "member-is-function", one(lambda btf: (btf.function(0), btf.add(FUNC, "f", 2), btf.record("s", 4, [("x", 3, 0)]))), "which is no type"
    yield "function-is-integer", one(lambda btf: btf.add(FUNC, "f", 1)), "type 2 is a function whose type 1 is none"
    yield "unknown-kind", one(lambda btf: btf.add(31)), "broken BTF"
    yield "header-is-large", one(nothing, hdr_len=4096), "its header is said to have 4096 bytes"
    yield "header-is-small", one(nothing, hdr_len=4), "its header is said to have 4 bytes"
    yield "other-version", one(nothing, version=2), "it is of version 2"
    yield "truncated", one(deep)[:100], "it ends after 100 of "
    yield "truncated-header", one(nothing)[:20], "no BTF header"
    yield "overlap", one(nothing, str_off=0), "its types and strings overlap"
    yield "crooked", one(nothing, type_off=2, str_len=1), "broken BTF"
    yield "endless-strings", one(nothing)[:-1] + b"x", "its strings do not end"
    yield "split", struct.pack("<HBBIIIII", 0xEB9F, 1, 0, 24, 0, 0, 0, 2) + b"x\0", "split BTF"


# ---- commands ----

def write(path, content):
    with open(path, "wb") as f:
        f.write(content)


def mutate(seed, out, inputs):
    rng = random.Random(seed)
    data = open(rng.choice(inputs), "rb").read()
    pieces = [struct.pack("<I", value) for value in (0, 1, 0xFFFFFFFF, 0x0400FFFF, 0x84000002, 0x0A000000)]
    if rng.randrange(2):  # in place, so that the header still fits
        changed = bytearray(data)
        for _ in range(rng.choice([1, 3, 10, 40])):
            at = rng.randrange(len(changed) // 4) * 4
            changed[at:at + 4] = rng.choice(pieces + [bytes([rng.randrange(256), rng.randrange(4), 0, 0])])
        write(out, bytes(changed))
    else:
        write(out, damage.damage(rng, data, pieces))


def section(name, path, out):
    data = open(path, "rb").read()
    start, = struct.unpack_from("<Q", data, 0x28)
    count, names = struct.unpack_from("<HH", data, 0x3C)
    headers = [struct.unpack_from("<IIQQQQ", data, start + 64 * k) for k in range(count)]
    for header in headers:
        at = headers[names][4] + header[0]
        if data[at:data.index(b"\0", at)].decode() == name:
            write(out, data[header[4]:header[4] + header[5]])


def main():
    command, args = sys.argv[1], sys.argv[2:]
    if command == "good":
        for name, (btf, header) in GOOD.items():
            write(os.path.join(args[0], name + ".btf"), btf.bytes())
            write(os.path.join(args[0], name + ".h"), header.encode() + b"\n")
    elif command == "bad":
        for name, content, expected in bad():
            write(os.path.join(args[0], name + ".btf"), content)
            write(os.path.join(args[0], name + ".expect"), expected.encode() + b"\n")
    elif command == "distilled":
        for path, content in zip(args, distilled()):
            write(path, content)
    elif command == "mutate":
        mutate(int(args[0]), args[1], args[2:])
    else:
        section(*args)


main()
