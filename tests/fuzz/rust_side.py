"""
Bindings to Rust: reads bindings.rs as text, and writes for every shape of c_side.py functions that set and get the
same slots.

Where the bindings have a field, it is used as a field; where a bitfield is expected, its accessors; where a type is
bytes because Rust cannot express its layout, the accessor pair of each field, by value. Which it is comes from the text
alone, so the program that wrote it is not asked. All goes through raw pointers: fields may be unaligned.

    r7.f3.f9[1] = v     addr_of_mut!((*p).f3.f9[1]).write_unaligned(v as _)                     fields all the way
    r7.f3.b = v         (&mut *addr_of_mut!((*p).f3)).set_b(v as _)                             b a bitfield
    r7.f3.x = v         let mut t1 = (&*p).f3(); … t1.x …; (&mut *p).set_f3(t1)                 r7 is bytes
    r7.f3.x = v         addr_of_mut!((*(&mut *p).f3_mut_ptr()).x).write_unaligned(v as _)       the same, raw
"""
import re

from shapes import KEYWORDS

ADDRESS, ADDRESS_MUT = "core::ptr::addr_of!(%s)", "core::ptr::addr_of_mut!(%s)"
# What a union's member or a flexible array may be wrapped in: a view of the same address.
WRAPPER = re.compile(r"(?:[\w:\s]*::\s*)?(?:__BindgenUnionField|ManuallyDrop)\s*<(.*)>", re.S)
FLEXIBLE = re.compile(r"(?:[\w:\s]*::\s*)?__IncompleteArrayField\s*<(.*)>", re.S)


class Missing(Exception):
    """The bindings lack what the C header has."""


def closing(text, start, opening="{", ending="}"):
    """Index of the bracket that closes the one at start."""
    depth = 0
    for k in range(start, len(text)):
        depth += (text[k] == opening) - (text[k] == ending)
        if depth == 0:
            return k
    raise Missing("bindings.rs: no end of the block at byte %d" % start)


def split_list(text):
    """Splits at the commas that stand in no bracket."""
    parts, depth, current = [], 0, ""
    for k, c in enumerate(text):
        if c in "([{<" or c in ")]}" or (c == ">" and text[k - 1] != "-"):
            depth += 1 if c in "([{<" else -1
        if c == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += c
    return [p for p in parts + [current.strip()] if p]


class RustRecord:
    def __init__(self, name, packed, fields):
        self.name, self.packed, self.fields = name, packed, fields
        self.methods = {}  # name: (parameters, result)

    @property
    def is_bytes(self):
        return "_bindgen_opaque_blob" in self.fields

    def member_type(self, name):
        """The type text of a field, of what its accessor gives or of what its pointer points to; else None."""
        if name in self.fields:
            return self.fields[name]
        if name in self.methods:
            return self.methods[name][1]
        pointer = self.methods.get(self.pointer_method(name))
        return re.match(r"\*\s*mut\s+(.*)", pointer[1], re.S).group(1) if pointer else None

    def pointer_method(self, name):
        """What gives a field's address: `type_` is a keyword avoided, which `type_mut_ptr` need not."""
        bare = name[:-1] if name[:-1] in KEYWORDS else name
        return (bare if bare + "_mut_ptr" in self.methods else name) + "_mut_ptr"


class Bindings:
    """The types of a generated file: records by name, with fields {name: type text} and methods, and aliases."""

    RECORD = re.compile(r"((?:#\s*\[[^\]]*\]\s*)*)pub\s+(?:struct|union)\s+(\w+)\s*\{")
    METHOD = re.compile(r"\bfn\s+(\w+)\s*\(")

    def __init__(self, text):
        self.records = {}
        for match in self.RECORD.finditer(text):
            body = text[match.end():closing(text, match.end() - 1)]
            fields = {}
            for part in split_list(re.sub(r"#\s*\[[^\]]*\]|///.*", "", body)):
                name, type_ = part.split(":", 1)
                fields[name.replace("pub", "", 1).strip()] = type_.strip()
            self.records[match.group(2)] = RustRecord(match.group(2), "packed" in match.group(1), fields)
        self.aliases = {}
        for match in re.finditer(r"\bpub\s+type\s+(\w+)\s*=", text):
            end = match.end()
            while text[end] != ";":
                end = closing(text, end, "[", "]") + 1 if text[end] == "[" else end + 1
            self.aliases[match.group(1)] = text[match.end():end].strip()
        for match in re.finditer(r"\bimpl\s+(\w+)\s*\{", text):
            record = self.records.get(match.group(1))
            if record:
                self.read_methods(record, text[match.end():closing(text, match.end() - 1)])

    def read_methods(self, record, body):
        for match in self.METHOD.finditer(body):
            end = closing(body, match.end() - 1, "(", ")")
            result = body[end + 1:body.index("{", end)].strip()
            record.methods[match.group(1)] = (split_list(body[match.end():end]), result.replace("->", "", 1).strip())

    def resolve(self, type_):
        """Follows aliases; drops the path of a name."""
        while re.fullmatch(r"[\w:\s]+", type_):
            name = type_.split("::")[-1].strip()
            if name not in self.aliases:
                return name
            type_ = self.aliases[name].strip()
        return type_

    def element(self, type_):
        """The T of [T; N]."""
        type_ = self.resolve(type_)
        if not type_.startswith("["):
            raise Missing("bindings.rs: '%s' where an array is expected" % type_)
        return type_[1:type_.rindex(";")].strip()

    def record(self, type_):
        name = self.resolve(type_)
        if name not in self.records:
            raise Missing("bindings.rs: no record '%s'" % name)
        return self.records[name]


def rust_name(record, field):
    if field.name:
        return field.name + "_" if field.name in KEYWORDS else field.name
    unnamed = [f for f in record.fields if not f.name and f.width is None]
    return "__bindgen_anon_%d" % (1 + [f is field for f in unnamed].index(True))


def setter_name(owner, record, field):
    """Of a bytes type's field: behind `set_` a keyword needs no change, but bindgen has no such types: both will do."""
    name = field.name or rust_name(record, field)
    return name if "set_" + name in owner.methods else rust_name(record, field)


class Place:
    """A Rust place expression and the type text of what is there; aligned: a reference to it may be made."""

    def __init__(self, expression, type_, aligned):
        self.expression, self.type, self.aligned = expression, type_, aligned

    def address(self):
        return ADDRESS % self.expression

    def address_mut(self):
        return ADDRESS_MUT % self.expression


class Path:
    """Goes from a record to one leaf, collecting the statements that lead there (before) and back (after)."""

    def __init__(self, bindings, shape, name, leaf, raw=False):
        self.bindings, self.leaf, self.raw = bindings, leaf, raw
        self.before, self.after, self.temporaries = [], [], 0
        self.place = Place("(*p)", name, True)
        self.record = shape.record
        steps = leaf.steps[:-1] if leaf.is_bitfield else leaf.steps
        for field, indices in steps:
            self.enter(field, indices)
            self.record = field.record

    def temporary(self, value):
        self.temporaries += 1
        self.before.append("let mut t%d = %s;" % (self.temporaries, value))
        return "t%d" % self.temporaries

    def receivers(self):
        """Expressions of type & and &mut to the place; a copy that is written back where it may be unaligned."""
        if not self.place.aligned:
            address = self.place.address_mut()
            copy = self.temporary(address + ".read_unaligned()")
            self.after.insert(0, "%s.write_unaligned(%s);" % (address, copy))
            self.place = Place(copy, self.place.type, True)
        return "(&*%s)" % self.place.address(), "(&mut *%s)" % self.place.address_mut()

    def enter(self, field, indices):
        owner = self.bindings.record(self.place.type)
        name = rust_name(self.record, field)
        if name in owner.fields:
            place = Place("%s.%s" % (self.place.expression, name), owner.fields[name],
                          self.place.aligned and not owner.packed)
        elif owner.pointer_method(name) in owner.methods and (
                name not in owner.methods or self.raw and self.place.aligned):
            pointed = re.match(r"\*\s*mut\s+(.*)", owner.methods[owner.pointer_method(name)][1], re.S).group(1)
            # Of a record whose tail is wanted no copy will do; it is as little aligned as the record around it.
            owner_text = "(&mut *%s)" % self.place.address_mut() if self.leaf.through_tail else self.receivers()[1]
            pointer = "%s.%s()" % (owner_text, owner.pointer_method(name))
            if field.is_tail:
                pointer, indices = "%s.add(%d)" % (pointer, indices[0]), indices[1:]
            self.place = self.index(Place("(*%s)" % pointer, pointed, False), None, indices)
            return
        elif name in owner.methods:
            read, write = self.receivers()
            value = self.temporary("%s.%s()" % (read, name))
            self.after.insert(0, "%s.set_%s(%s);" % (write, setter_name(owner, self.record, field), value))
            place = Place(value, owner.methods[name][1], True)
        else:
            raise Missing("bindings.rs: '%s' has no field or accessor '%s'" % (owner.name, name))
        self.place = self.index(self.unwrap(place), field, indices)

    @staticmethod
    def unwrap(place):
        match = WRAPPER.fullmatch(place.type)
        if not match:
            return place
        if place.aligned and "__BindgenUnionField" in place.type:
            return Place("(*(*%s).as_mut())" % place.address_mut(), match.group(1).strip(), True)
        return Place("(*(%s as *mut %s))" % (place.address_mut(), match.group(1)), match.group(1).strip(), False)

    def index(self, place, field, indices):
        expression, type_, aligned = place.expression, place.type, place.aligned
        indices = list(indices)
        if field and field.is_tail:
            expression, type_ = self.tail(place, indices.pop(0))
        for k in indices:
            expression, type_ = "%s[%d]" % (expression, k), self.bindings.element(type_)
        return Place(expression, type_, aligned)

    def tail(self, place, k):
        """Element k of a flexible array."""
        match = FLEXIBLE.fullmatch(place.type)
        if match and place.aligned:
            return "(*(*%s).as_mut_ptr().add(%d))" % (place.address_mut(), k), match.group(1).strip()
        element = match.group(1).strip() if match else self.bindings.element(place.type)
        return "(*(%s as *mut %s).add(%d))" % (place.address_mut(), element, k), element


# ---- one slot ----

def bitfield_names(path, raw):
    """(record, getter, setter, whether they are the raw ones)"""
    field, owner = path.leaf.field, path.bindings.record(path.place.type)
    getter, setter = rust_name(path.record, field), "set_" + field.name
    if raw and path.place.aligned and not owner.is_bytes:
        return owner.name, getter + "_raw", setter + "_raw", True
    return owner.name, getter, setter, False


def get_lines(path, slot, raw):
    leaf, (offset, bits, _, _) = path.leaf, slot
    if leaf.is_bitfield:
        name, getter, _, is_raw = bitfield_names(path, raw)
        if is_raw:
            return path.before + ["%s::%s(%s) as u64" % (name, getter, path.place.address())]
        read, _ = path.receivers()
        return path.before + ["%s.%s() as u64" % (read, getter)]
    address = path.place.address()
    if offset is None:
        return path.before + [address + ".read_unaligned() as u64"]
    if leaf.type.float_bits:
        return path.before + [address + ".read_unaligned().to_bits() as u64"]
    return path.before + ["load(%s as *const u8, %d, %d)" % (address, offset, bits)]


def set_lines(path, slot, raw):
    leaf, (offset, bits, _, _) = path.leaf, slot
    value = "v & 1 != 0" if offset is None and leaf.type.is_bool else "v as _"
    if leaf.is_bitfield:
        name, _, setter, is_raw = bitfield_names(path, raw)
        if is_raw:
            body = "%s::%s(%s, %s);" % (name, setter, path.place.address_mut(), value)
        else:
            _, write = path.receivers()
            body = "%s.%s(%s);" % (write, setter, value)
    elif offset is None:
        body = "%s.write_unaligned(%s);" % (path.place.address_mut(), value)
    elif leaf.type.float_bits:
        body = "%s.write_unaligned(f%d::from_bits(v as _));" % (path.place.address_mut(), leaf.type.float_bits)
    else:
        body = "store(%s as *mut u8, %d, %d, v);" % (path.place.address_mut(), offset, bits)
    return path.before + [body] + path.after


# ---- one shape ----

def shape_type(bindings, shape):
    """The Rust name of a shape's record: found through the record that holds it, and as bindgen would name it."""
    top = shape.path[0]
    name, record = top.tag or top.typedef, top
    for field, _ in shape.path[1:]:
        owner, member = bindings.record(name), rust_name(record, field)
        type_ = owner.member_type(member)
        if not type_:
            raise Missing("bindings.rs: '%s' has no field or accessor '%s'" % (owner.name, member))
        wrapped = WRAPPER.fullmatch(type_)
        type_ = wrapped.group(1).strip() if wrapped else type_
        for _ in field.all_dims():
            type_ = bindings.element(type_)
        record = field.record
        inner = bindings.record(type_).name
        if record.tag and inner != "%s_%s" % (name, record.tag):
            raise Missing("bindings.rs: 'struct %s' is '%s', not '%s_%s'" % (record.tag, inner, name, record.tag))
        name = inner
    return bindings.record(name).name


def constructor_lines(bindings, shape, name):
    """Assignments of new_bitfield_N() to the units that are reached by fields, and the slots that they set."""
    groups, lines, covered = {}, [], set()
    for number, (leaf, _) in enumerate(shape.slots):
        if leaf.is_bitfield:
            path = Path(bindings, shape, name, leaf)
            if not path.before:
                group = groups.setdefault(path.place.expression, (path, {}))
                group[1][rust_name(path.record, leaf.field)] = (number, leaf)
    for path, members in groups.values():
        owner = bindings.record(path.place.type)
        for method, (parameters, _) in owner.methods.items():
            names = [p.split(":")[0].strip() for p in parameters]
            if not method.startswith("new_bitfield_") or not names or any(n not in members for n in names):
                continue
            if "__BindgenUnionField" in owner.fields.get("_bitfield_" + method.split("_")[-1], ""):
                continue
            found = [members[n] for n in names]
            values = ["*v.add(%d)%s" % (k, " & 1 != 0" if leaf.type.is_bool else " as _") for k, leaf in found]
            unit = ADDRESS_MUT % ("%s._bitfield_%s" % (path.place.expression, method.split("_")[-1]))
            lines.append("%s.write_unaligned(%s::%s(%s));" % (unit, owner.name, method, ", ".join(values)))
            covered |= {number for number, _ in found}
    return lines, covered


def shape_lines(number, shape, bindings):
    name = shape_type(bindings, shape)
    record = bindings.records[name]
    for verb, parameters, make in (("set", "(p: *mut %s, slot: u32, v: u64, raw: bool)" % name, set_lines),
                                   ("get", "(p: *mut %s, slot: u32, raw: bool) -> u64" % name, get_lines)):
        yield "unsafe fn %s_%d%s {" % (verb, number, parameters)
        yield "    match (slot, raw) {"
        for k, (leaf, slot) in enumerate(shape.slots):
            lines = make(Path(bindings, shape, name, leaf), slot, False)
            raw = make(Path(bindings, shape, name, leaf, True), slot, True)
            if raw == lines:
                yield "        (%d, _) => { %s }" % (k, " ".join(lines))
            else:
                yield "        (%d, false) => { %s }" % (k, " ".join(lines))
                yield "        (%d, true) => { %s }" % (k, " ".join(raw))
        yield "        _ => unreachable!(),\n    }\n}"
    lines, covered = constructor_lines(bindings, shape, name)
    yield "unsafe fn construct_%d(p: *mut %s, v: *const u64) { %s }" % (number, name, " ".join(lines))
    slots = ", ".join("%d" % k for k in sorted(covered))
    yield "fn constructs_%d(slot: u32) -> bool { [%s].contains(&slot) }" % (number, slots)
    numbers = ["size_of::<%s>() as u64" % name, "align_of::<%s>() as u64" % name]
    for field in shape.record.fields:
        if field.name and field.width is None:
            member = rust_name(shape.record, field)
            if not record.member_type(member):
                raise Missing("bindings.rs: '%s' has no field or accessor '%s'" % (name, member))
            numbers.append("core::mem::offset_of!(%s, %s) as u64" % (name, member) if member in record.fields else "!0")
    yield "static LAYOUT_%d: [u64; %d] = [%s];" % (number, len(numbers), ", ".join(numbers))


def program_text(shapes, bindings):
    lines = ["#![no_std]", "#![allow(warnings, dangerous_implicit_autorefs)]", '#[path = "harness.rs"]\nmod harness;',
             '#[path = "bindings.rs"]\nmod bindings;', "use bindings::*;", "use core::mem::{align_of, size_of};",
             "use harness::{load, store};"]
    for number, shape in enumerate(shapes):
        lines += shape_lines(number, shape, bindings)
    entries = (("rust_set(shape: u32, slot: u32, p: *mut u8, v: u64, raw: u32)",
                "set_%d(p as *mut _, slot, v, raw != 0)"),
               ("rust_get(shape: u32, slot: u32, p: *mut u8, raw: u32) -> u64", "get_%d(p as *mut _, slot, raw != 0)"),
               ("rust_layout(shape: u32) -> *const u64", "LAYOUT_%d.as_ptr()"),
               ("rust_construct(shape: u32, p: *mut u8, v: *const u64)", "construct_%d(p as *mut _, v)"),
               ("rust_constructs(shape: u32, slot: u32) -> u32", "constructs_%d(slot) as u32"))
    for signature, call in entries:
        lines.append("#[no_mangle]\npub unsafe extern \"C\" fn %s {\n    match shape {" % signature)
        lines += ["        %d => %s," % (number, call % number) for number in range(len(shapes))]
        lines.append("        _ => unreachable!(),\n    }\n}")
    return "\n".join(lines) + "\n"
