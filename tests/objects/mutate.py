#!/usr/bin/env python3
"""Damages an object file or archive as a seed says.

    mutate.py SEED OUTPUT FILE...      damages one of the files; prints its name and what was done
    mutate.py --section NAME FILE OUTPUT    overwrites the middle of the section's bytes

Most damage goes where readers look: headers, DWARF's sections, relocations, symbols. The same seed and files give the same bytes.
"""
import random
import struct
import sys

INTERESTING = (".debug_info", ".debug_abbrev", ".debug_str_offsets", ".debug_types", ".debug_line", ".rela", ".rel", ".symtab",
               ".note", ".debug_cu_index", ".zdebug", ".gnu_debug")


def sections(data):
    """(name, offset, size) of each section; nothing where the file is no whole ELF file."""
    if data[:4] != b"\x7fELF" or len(data) < 64:
        return []
    order = "<" if data[5] == 1 else ">"
    wide = data[4] == 2
    try:
        start, = struct.unpack_from(order + ("Q" if wide else "I"), data, 40 if wide else 32)
        size, number, names = struct.unpack_from(order + "HHH", data, 58 if wide else 46)
        heads = []
        for i in range(number):
            at = start + i * size
            name, = struct.unpack_from(order + "I", data, at)
            offset, length = struct.unpack_from(order + ("QQ" if wide else "II"), data, at + (24 if wide else 16))
            heads.append((name, offset, length))
        text = heads[names][1]
        return [(data[text + n:data.index(b"\0", text + n)].decode("latin-1"), o, s) for n, o, s in heads if s]
    except (struct.error, IndexError, ValueError, OverflowError):
        return []


def spans(data):
    """Places to damage: the whole, the headers, a section that matters."""
    found = [(0, len(data)), (0, min(64, len(data)))]
    known = sections(data)
    for name, offset, size in known:
        if name.startswith(INTERESTING) and offset + size <= len(data):
            found += [(offset, size)] * 3
    ends = [offset + size for _, offset, size in known if offset + size <= len(data)]
    if ends:
        found += [(max(ends), len(data) - max(ends))] * 3  # section headers, which assemblers put last
    return [span for span in found if span[1] > 0]


def byte(chance, old):
    return chance.choice([0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256), old ^ (1 << chance.randrange(8))])


def damage(data, chance):
    start, size = chance.choice(spans(data))
    kind = chance.choice(["bytes"] * 5 + ["cut", "copy", "number", "delete", "insert"])
    at = start + chance.randrange(size)
    if kind == "bytes":
        for _ in range(chance.choice([1, 1, 1, 2, 4, 16])):
            at = start + chance.randrange(size)
            data[at] = byte(chance, data[at])
    elif kind == "cut":
        del data[at:]
    elif kind == "copy":
        length = chance.randrange(1, 64)
        other = chance.randrange(len(data))
        data[at:at + length] = data[other:other + length]
    elif kind == "number":
        width = chance.choice([2, 4, 8])
        value = chance.choice([0, 1, 2**(8 * width) - 1, 2**(8 * width - 1), len(data), chance.randrange(2**16)])
        data[at:at + width] = value.to_bytes(8, "little")[:width]
    elif kind == "delete":
        del data[at:at + chance.randrange(1, 40)]
    else:
        data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 40)))
    return f"{kind} at {at}"


def main():
    if sys.argv[1] == "--section":
        name, source, output = sys.argv[2:]
        data = bytearray(open(source, "rb").read())
        offset, size = next((o, s) for n, o, s in sections(bytes(data)) if n == name)
        data[offset + size // 2:offset + size // 2 + 8] = b"\xff" * 8
    else:
        seed, output, files = sys.argv[1], sys.argv[2], sys.argv[3:]
        chance = random.Random(int(seed))
        source = chance.choice(files)
        data = bytearray(open(source, "rb").read())
        done = []
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            if data:
                done.append(damage(data, chance))
        print(f"{source}: {', '.join(done)}")
    with open(output, "wb") as file:
        file.write(data)


main()
