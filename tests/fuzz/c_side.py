"""
Records to C: the header, and for every record the functions that set and get each of its leaves.

A leaf is a scalar that can be reached from a record: r7.f3.f9[1]. Of a union only one member is alive at a time, so a
record has as many variants as its largest union has members, and each variant has its own leaves; a record and a
variant are a *shape*. A leaf has one or more *slots*, the up to 64 bits that one call of set or get moves. The same
slots, in the same order, are what rust_side.py writes functions for; harness.c calls both and compares.
"""
from shapes import Int, RecordType, product


class Leaf:
    """steps: (field, indices) from the record down to the scalar."""

    def __init__(self, steps):
        self.steps = steps
        self.field = steps[-1][0]
        self.type = self.field.element_type()
        self.through_tail = any(field.is_tail for field, _ in steps)

    @property
    def is_bitfield(self):
        return self.field.width is not None

    def c_path(self):
        text = ""
        for field, indices in self.steps:
            if field.name:
                text += "." + field.name + "".join("[%d]" % i for i in indices)
        return text[1:]

    def slots(self):
        """(offset in bytes, bits, signed, bits kept clear) of each slot; offset None: the value as a whole."""
        if isinstance(self.type, Int):
            bits = self.field.width if self.is_bitfield else self.type.bits
            return [(None, bits, self.type.signed, 0)]
        return [(offset, 8 * size, False, clear) for offset, size, clear in self.type.slots]


class Shape:
    def __init__(self, record, variant, path):
        self.record, self.variant = record, variant
        self.path = path  # the top-level record, then the steps from it to this one
        self.leaves = list(walk(record, variant))
        self.slots = [(leaf, slot) for leaf in self.leaves for slot in leaf.slots()]


def indices_of(field):
    """Index tuples to test: all of a small array, some of a large one; two elements of a flexible one."""
    dims = field.all_dims()
    if field.is_tail:
        dims = [2] + dims[1:]
    if 0 in dims:
        return []
    count = product(dims)
    picks = range(count) if count <= 4 else sorted({0, count // 2, count - 1})
    result = []
    for pick in picks:
        index = []
        for dim in reversed(dims):
            index.insert(0, pick % dim)
            pick //= dim
        result.append(tuple(index))
    return result


def is_leafy(field):
    if field.width is not None:
        return bool(field.name)
    if not indices_of(field):
        return False
    return field.record is None or any(is_leafy(f) for f in field.record.fields)


def walk(record, variant, steps=()):
    fields = [f for f in record.fields if is_leafy(f)]
    if record.is_union and fields:
        fields = [fields[(variant + len(steps)) % len(fields)]]
    for field in fields:
        for indices in [()] if field.width is not None else indices_of(field):
            here = list(steps) + [(field, indices)]
            if field.record is None:
                yield Leaf(here)
            else:
                yield from walk(field.record, variant, here)


def count_variants(record):
    own = len([f for f in record.fields if is_leafy(f)]) if record.is_union else 1
    return min(6, max([own] + [count_variants(f.record) for f in record.fields if f.record]))


def nested_records(record, path=()):
    """(record, steps) of every record with a tag that is defined inside this one."""
    for field in record.fields:
        if isinstance(field.type, RecordType) and field.type.inline:
            here = list(path) + [(field, None)]
            if field.record.tag:
                yield field.record, here
            yield from nested_records(field.record, here)


def shapes_of(records):
    """Every record with a name and every variant, nested ones behind the record that holds them."""
    for record in records:
        for inner, path in [(record, [])] + list(nested_records(record)):
            for variant in range(count_variants(inner)):
                yield Shape(inner, variant, [record] + path)


# ---- the header ----

def record_text(record, indent):
    tabs, lines = "\t" * indent, []
    first, last = (" " + record.attrs, "") if record.attrs_first else ("", " " + record.attrs if record.attrs else "")
    lines.append("%s%s%s {" % (record.kind, first, " " + record.tag if record.tag else ""))
    for field in record.fields:
        lines.append(tabs + "\t" + field_text(field, indent + 1))
    lines.append(tabs + "}" + last)
    return "\n".join(lines)


def field_text(field, indent):
    if isinstance(field.type, RecordType) and field.type.inline:
        text = record_text(field.record, indent) + (" %s" if field.name else "%s")
    else:
        text = field.prefix + field.type.form
    name = (field.name or "") + "".join("[%s]" % ("" if d is None else d) for d in field.dims)
    text = text.replace("%s", name, 1)
    if field.width is not None:
        text = text.rstrip() + " : %d" % field.width
    return text + field.attrs + ";"


def header_text(generator, records):
    lines = ["/* generated by tests/fuzz/generate.py */", "struct undefined_here;"] + generator.prelude
    for record in records:
        text = record_text(record, 0)
        if record.typedef:
            text = "typedef " + text + " " + record.typedef
        lines.append("")
        if record.pack:
            lines.append("#pragma pack(push, %d)" % record.pack)
        lines.append(text + ";")
        if record.pack:
            lines.append("#pragma pack(pop)")
        lines += record.aliases
    return "\n".join(lines) + "\n"


# ---- the functions ----

def layout_fields(record):
    """Members whose offsets are compared: those that offsetof() takes."""
    return [f for f in record.fields if f.name and f.width is None]


def layout_values(shape):
    name = shape.record.c_name()
    return ["sizeof(%s)" % name, "_Alignof(%s)" % name] + [
        "__builtin_offsetof(%s, %s)" % (name, f.name) for f in layout_fields(shape.record)]


def set_text(leaf, slot):
    offset, bits, _, _ = slot
    place = "p->" + leaf.c_path()
    if offset is not None:
        return "{ bits%d t = v; __builtin_memcpy((char *)&%s + %d, &t, %d); }" % (bits, place, offset, bits // 8)
    value = "v & 1" if leaf.type.is_bool else "v"
    if "_Atomic" in leaf.field.prefix:  # may be misaligned, which atomic operations do not take
        return "{ %s t = %s; __builtin_memcpy(&%s, &t, sizeof t); }" % (leaf.type.spelling, value, place)
    return "%s = %s;" % (place, value)


def get_text(leaf, slot):
    offset, bits, _, _ = slot
    place = "p->" + leaf.c_path()
    if offset is not None:
        return "{ bits%d t; __builtin_memcpy(&t, (char *)&%s + %d, %d); return t; }" % (bits, place, offset, bits // 8)
    if "_Atomic" in leaf.field.prefix:
        return "{ %s t; __builtin_memcpy(&t, &%s, sizeof t); return t; }" % (leaf.type.spelling, place)
    return "return %s;" % place


def function_texts(number, shape):
    name = shape.record.c_name()
    yield "static void set_%d(unsigned slot, %s *p, word v)\n{\n\tswitch (slot) {" % (number, name)
    for k, (leaf, slot) in enumerate(shape.slots):
        yield "\tcase %d: %s break;" % (k, set_text(leaf, slot))
    yield "\t}\n}\nstatic word get_%d(unsigned slot, %s *p)\n{\n\tswitch (slot) {" % (number, name)
    for k, (leaf, slot) in enumerate(shape.slots):
        yield "\tcase %d: %s" % (k, get_text(leaf, slot))
    yield "\t}\n\treturn 0;\n}"
    yield "static const word layout_%d[] = { %s };" % (number, ", ".join(layout_values(shape)))


def table_texts(shapes):
    """What harness.c knows of the shapes: names, slots, layout entries."""
    for number, shape in enumerate(shapes):
        yield "static const struct slot slots_%d[] = {" % number
        for leaf, (offset, bits, signed, clear) in shape.slots:
            path = leaf.c_path() + ("" if offset is None else " byte %d" % offset)
            yield '\t{ "%s", %d, %d, %d, %dull },' % (path, bits, signed, leaf.is_bitfield, clear)
        yield "\t{ 0 } };"
        names = ["sizeof", "_Alignof"] + ["offsetof " + f.name for f in layout_fields(shape.record)]
        yield "static const char *const names_%d[] = { %s };" % (number, ", ".join('"%s"' % n for n in names))
    yield "const struct shape shapes[] = {"
    for number, shape in enumerate(shapes):
        yield '\t{ "%s", %d, slots_%d, %d, names_%d, %d },' % (
            shape.record.c_name(), len(shape.slots), number, len(layout_values(shape)), number, shape.variant)
    yield "};\nconst unsigned n_shapes = %d;" % len(shapes)


def program_text(shapes):
    """One C file for all compilers: -DNAME(x)=gcc_##x names its functions, -DTABLES adds the tables."""
    lines = ['#include "harness.h"', '#include "header.h"']
    for number, shape in enumerate(shapes):
        lines += function_texts(number, shape)
    lines.append("void NAME(set)(unsigned shape, unsigned slot, void *p, word v)\n{\n\tswitch (shape) {")
    lines += ["\tcase %d: set_%d(slot, p, v); break;" % (n, n) for n in range(len(shapes))]
    lines.append("\t}\n}\nword NAME(get)(unsigned shape, unsigned slot, void *p)\n{\n\tswitch (shape) {")
    lines += ["\tcase %d: return get_%d(slot, p);" % (n, n) for n in range(len(shapes))]
    lines.append("\t}\n\treturn 0;\n}\nconst word *NAME(layout)(unsigned shape)\n{\n\tswitch (shape) {")
    lines += ["\tcase %d: return layout_%d;" % (n, n) for n in range(len(shapes))]
    lines.append("\t}\n\treturn 0;\n}\n#ifdef TABLES")
    lines += table_texts(shapes)
    lines.append("#endif")
    return "\n".join(lines) + "\n"


# ---- what both compilers must agree on ----

def probed_leaves(shape):
    return [leaf for leaf in shape.leaves if leaf.is_bitfield and not leaf.through_tail]


def probe_names(number, shape):
    return ["probe_%d" % number] + ["probe_%d_%d" % (number, k) for k in range(len(probed_leaves(shape)))]


def probe_text(shapes):
    """Constant data: the layout of each shape, then an object per bitfield with all of that field's bits set."""
    lines = ['#include "header.h"']
    for number, shape in enumerate(shapes):
        names, type_ = probe_names(number, shape), shape.record.c_name()
        lines.append("const unsigned long long %s[] = { %s };" % (names[0], ", ".join(layout_values(shape))))
        for name, leaf in zip(names[1:], probed_leaves(shape)):
            value = "1" if leaf.type.is_bool else "-1"
            lines.append("const %s %s = { .%s = %s };" % (type_, name, leaf.c_path(), value))
    return "\n".join(lines) + "\n"
