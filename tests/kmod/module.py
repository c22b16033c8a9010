#!/usr/bin/env python3
"""What is inside a module: do the sections that a kernel reads from it speak of Rust code too?

    module.py sections NAME.ko PLAIN.ko RUST.o        each section that the C module has, and how many Rust functions it speaks of
    module.py information NAME.ko PLAIN.ko LIB.rs     modinfo against module! and the C module's vermagic
    module.py btf VMLINUX FILE                        its types, as /sys/kernel/btf/vmlinux has them; also of an x86 image packed by xz
    module.py layouts REPORT.json                     what `braze check` says of bindings against them

A kernel has a feature if a module in C for it has the section. Rust functions are those that RUST.o, the object made of the Rust library,
defines. A section speaks of a function where a relocation of it points into the function's bytes (for entries that are patched: or into
the padding before it); one of ORC goes on to the next. Prints one line of what was seen; faults go to standard error, one a line, with exit code 1.
"""
import bisect
import collections
import json
import lzma
import os
import re
import struct
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import elf  # noqa: E402

SHT_RELA, STT_FUNC = 4, 2
PADDING = 16  # at most so many bytes of padding before a function are its own: call padding

# some Rust function must be spoken of, or each
SOME = [".return_sites", ".retpoline_sites", ".ibt_endbr_seal", ".call_sites"]
EACH = ["__patchable_function_entries"]

Function = collections.namedtuple("Function", "name section start end")


class Module(elf.File):
    """A relocatable 64-bit object: sections by name, functions, and what relocations point at."""

    def __init__(self, path):
        super().__init__(path)
        names = self.sections[self.unpack("H", 0x3E)[0]][1]
        start, = self.unpack("Q", 0x28)
        step, count = self.unpack("HH", 0x3A)
        headers = [self.unpack("II", start + i * step) + self.unpack("II", start + i * step + 0x28) for i in range(count)]
        self.names = [self.text(names + name) for name, _, _, _ in headers]
        self.relocated = {i: info for i, (_, kind, _, info) in enumerate(headers) if kind == SHT_RELA}
        self.symbol_table = next((i for i, section in enumerate(self.sections) if section[0] == elf.SHT_SYMTAB), None)
        self.functions = [] if self.symbol_table is None else sorted(self.read_functions(), key=lambda f: (f.section, f.start))
        self.starts = [(f.section, f.start) for f in self.functions]

    def text(self, at):
        return self.data[at:self.data.index(b"\0", at)].decode("utf-8", "replace")

    def symbol(self, index):
        """(name, type, section, value, size)"""
        _, offset, _, link, _ = self.sections[self.symbol_table]
        name, info, _, section, value, size = self.unpack("IBBHQQ", offset + 24 * index)
        return self.text(self.sections[link][1] + name), info & 15, section, value, size

    def read_functions(self):
        count = self.sections[self.symbol_table][2] // 24
        for i in range(count):
            name, kind, section, value, size = self.symbol(i)
            if kind == STT_FUNC and size and not name.startswith("__pfx_") and not name.startswith("__cfi_"):
                yield Function(name, section, value, value + size)

    def has(self, section):
        return section in self.names

    def targets(self, section):
        """(section, offset) that each relocation of the sections of this name points at; None for what is not in this file."""
        for index, target in self.relocated.items():
            if self.names[target] != section:
                continue
            _, offset, size, _, _ = self.sections[index]
            for at in range(offset, offset + size, 24):
                _, info, addend = self.unpack("QQq", at)
                _, _, where, value, _ = self.symbol(info >> 32)
                yield (where, value + addend) if where else None

    def function_at(self, place, padding):
        """The function that has this byte, or these many bytes of padding behind it before it starts."""
        at = bisect.bisect_right(self.starts, place)
        if at and self.functions[at - 1].section == place[0] and place[1] < self.functions[at - 1].end:
            return self.functions[at - 1]
        if at < len(self.functions) and self.functions[at].section == place[0] and self.functions[at].start - place[1] <= padding:
            return self.functions[at]
        return None


def unwound(module, functions):
    """Those of the functions that ORC can unwind from their first byte on: the entry at or before it knows where the stack is."""
    index = module.names.index(".orc_unwind")
    entries = module.data[module.sections[index][1]:][:module.sections[index][2]]
    places = sorted((place, i) for i, place in enumerate(module.targets(".orc_unwind_ip")) if place)
    for function in functions:
        at = bisect.bisect_right(places, ((function.section, function.start), len(places)))
        place, i = places[at - 1] if at else ((None, 0), 0)
        register = entries[6 * i + 4] & 15
        if place[0] == function.section and register:
            yield function


def check_sections(module, plain, rust_object):
    """A text of what was seen, and a list of faults."""
    names = {f.name for f in rust_object.functions}
    rust = [f for f in module.functions if f.name in names]
    seen, faults = ["%d Rust functions" % len(rust)], []
    if not rust:
        faults.append("it has no Rust function")

    def judge(section, spoken, each):
        seen.append("%s %d" % (section, len(spoken)))
        silent = [f.name for f in rust if f not in spoken]
        if not spoken:
            faults.append("%s: nothing in it is about Rust code" % section)
        elif each and silent:
            faults.append("%s: nothing in it is about %s" % (section, ", ".join(silent[:5])))

    for section in SOME + EACH:
        if plain.has(section):
            padding = PADDING if section in EACH else 0
            found = {module.function_at(place, padding) for place in module.targets(section) if place}
            judge(section, [f for f in rust if f in found], section in EACH)
    if plain.has(".orc_unwind"):
        judge(".orc_unwind", list(unwound(module, rust)), True)
    if plain.has(".BTF") and not module.has(".BTF"):
        faults.append("it has no BTF")
    return ", ".join(seen), faults


# ---- the kernel's types ----

def section_of(path, name):
    """The bytes of a section of a vmlinux, also of one that is the payload of a bzImage."""
    with open(path, "rb") as file:
        data = file.read()
    if data[0x202:0x206] == b"HdrS":  # Documentation/arch/x86/boot.rst
        start, = struct.unpack_from("<I", data, 0x248)
        data = lzma.LZMADecompressor().decompress(data[(data[0x1F1] + 1) * 512 + start:])
    with tempfile.NamedTemporaryFile() as unpacked:
        unpacked.write(data)
        unpacked.flush()
        vmlinux = Module(unpacked.name)
    _, offset, size, _, _ = vmlinux.sections[vmlinux.names.index(name)]
    return vmlinux.data[offset:offset + size]


def check_layouts(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    counts = report["pairs"][0]["counts"]
    faults = ["%s, %s: %s in C, %s in Rust" % (d["subject"], d.get("member"), d.get("left"), d.get("right")) for d in report["differences"]]
    faults += ["%s %s: the kernel's BTF does not have it" % (gap["kind"], gap["name"]) for gap in report["gaps"]
               if gap["id"] == "only-right" and gap["kind"] in ("struct", "union", "enum")]
    if counts["types"] < 20 or counts["fields"] < 50:
        faults.append("only %d types with %d fields were compared" % (counts["types"], counts["fields"]))
    return "%d types with %d fields as in BTF" % (counts["types"], counts["fields"] + counts["bitfields"]), faults


# ---- modinfo ----

PARAMETER_TYPES = {"bool": "bool", "u8": "byte", "i16": "short", "u16": "ushort", "i32": "int", "u32": "uint", "isize": "long",
                   "usize": "ulong", "u64": "ullong"}


def modinfo(path):
    """What modinfo reads, key -> values; and it must be able to."""
    subprocess.run(["/sbin/modinfo", path], stdout=subprocess.DEVNULL, check=True)
    module = Module(path)
    _, offset, size, _, _ = module.sections[module.names.index(".modinfo")]
    found = collections.defaultdict(list)
    for line in module.data[offset:offset + size].decode().split("\0"):
        key, _, value = line.partition("=")
        found[key].append(value.strip())
    return found


def declared(path):
    """What module! says: name, licence, …; lists as lists, parameters as (name, type, description)."""
    with open(path, encoding="utf-8") as file:
        text = re.search(r"module!\s*\{(.*?)\n\}", file.read(), re.S)[1]
    text = re.sub(r"^\s*//.*$", "", text, flags=re.M)
    fields = {key: [value] for key, value in re.findall(r'^\s*(\w+): *"((?:[^"\\]|\\.)*)",', text, re.M)}
    for key, values in re.findall(r"^\s*(\w+): *\[(.*?)\],", text, re.S | re.M):
        fields[key] = re.findall(r'"((?:[^"\\]|\\.)*)"', values)
    params = re.findall(r'^\s*(\w+): *([^=\n]+?) *= .*?, *0o[0-7]+, *"([^"]*)"', text, re.M)
    return fields, params


def check_information(module, plain, source):
    info, measure = modinfo(module), modinfo(plain)
    fields, params = declared(source)
    faults = []

    def compare(what, have, want):
        if have != want:
            faults.append("%s: %r instead of %r" % (what, have, want))

    compare("vermagic", info["vermagic"], measure["vermagic"])
    compare("retpoline", info["retpoline"], measure["retpoline"])
    for key, names in {"name": ["name"], "license": ["license"], "description": ["description"], "version": ["version"],
                       "author": ["author", "authors"], "alias": ["aliases"], "firmware": ["firmware"]}.items():
        want = [value for name in names for value in fields.get(name, [])]
        have = [value for value in info[key] if key != "alias" or value in want]
        compare(key, sorted(have), sorted(want))
    have = dict(parm.split(":", 1) for parm in info["parm"])
    compare("parameters", sorted(have), sorted(name for name, _, _ in params))
    types = dict(parm.split(":", 1) for parm in info["parmtype"])
    for name, type_, description in params:
        compare("parameter " + name, have.get(name), description)
        if type_ in PARAMETER_TYPES or type_.startswith("["):
            compare("type of parameter " + name, types.get(name), PARAMETER_TYPES.get(type_, "string"))
    return "%s, %s, %d parameters" % (info["vermagic"][0], info["license"][0], len(params)), faults


def write_btf(source, target):
    with open(target, "wb") as file:
        file.write(section_of(source, ".BTF"))
    return "", []


def main():
    command, arguments = sys.argv[1], sys.argv[2:]
    commands = {"information": check_information, "btf": write_btf, "layouts": check_layouts,
                "sections": lambda *paths: check_sections(*[Module(path) for path in paths])}
    seen, faults = commands[command](*arguments)
    print(seen)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
