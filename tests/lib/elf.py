"""Initialised data of an ELF object file: the bytes behind each defined symbol.

    objects = elf.data_symbols("bits.o")      {"probe_0": b"\\x01\\x00…", …}

Reads both word sizes and both byte orders, so that a cross compiler's object tells how it stores a value without being run.
"""
import struct

SHT_SYMTAB, SHT_NOBITS, SHN_LORESERVE = 2, 8, 0xFF00


class File:
    def __init__(self, path):
        with open(path, "rb") as f:
            self.data = f.read()
        if self.data[:4] != b"\x7fELF":
            raise ValueError("%s: not an ELF file" % path)
        self.is_64 = self.data[4] == 2
        self.order = "<" if self.data[5] == 1 else ">"
        self.sections = self.read_sections()

    def unpack(self, form, offset):
        return struct.unpack_from(self.order + form, self.data, offset)

    def read_sections(self):
        """(type, offset, size, link, address) of every section."""
        if self.is_64:
            start, = self.unpack("Q", 0x28)
            entry, count = self.unpack("HH", 0x3A)
        else:
            start, = self.unpack("I", 0x20)
            entry, count = self.unpack("HH", 0x2E)
        if count == 0:  # more than 65,279 sections: the number is in the first one's size
            count, = self.unpack("Q", start + 0x20) if self.is_64 else self.unpack("I", start + 0x14)
        sections = []
        for i in range(count):
            at = start + i * entry
            if self.is_64:
                _, kind, _, address, offset, size, link = self.unpack("IIQQQQI", at)
            else:
                _, kind, _, address, offset, size, link = self.unpack("IIIIIII", at)
            sections.append((kind, offset, size, link, address))
        return sections

    def symbols(self):
        """(name, section index, value, size) of every symbol in an ordinary section."""
        for kind, offset, size, link, _ in self.sections:
            if kind != SHT_SYMTAB:
                continue
            names = self.sections[link][1]
            step = 24 if self.is_64 else 16
            for at in range(offset, offset + size, step):
                if self.is_64:
                    name, _, _, section, value, length = self.unpack("IBBHQQ", at)
                else:
                    name, value, length, _, _, section = self.unpack("IIIBBH", at)
                if section == 0 or section >= SHN_LORESERVE:
                    continue
                end = self.data.index(b"\0", names + name)
                yield self.data[names + name:end].decode("utf-8", "replace"), section, value, length


def data_symbols(path):
    file = File(path)
    found = {}
    for name, section, value, size in file.symbols():
        kind, offset, _, _, address = file.sections[section]
        if kind == SHT_NOBITS:
            found[name] = bytes(size)
        else:
            start = offset + value - address
            found[name] = file.data[start:start + size]
    return found
