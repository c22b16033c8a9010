"""C and Rust assertions from the JSON of `braze bind --dump=derive`: the independent check of what braze says of C.

Everything is asked of the C compiler itself, about the same headers with the same flags:

    sizeof, alignment, offsets of every record       _Static_assert(sizeof(struct point) == 8, "…");
    size and kind of every field                    _Static_assert(sizeof(((struct point *)0)->x) == 4, "…");
    bits of every bitfield                          struct point bits_0 = { .flag = -1 };   then the object file is read
    enumerators and macros, with their sign         _Static_assert((M) == 5 && ((M) < 0) == 0, "…");
    functions and variables                         __builtin_types_compatible_p(__typeof__(draw), …)

What C cannot name (an anonymous member's own size) is counted in `skipped`. A line is a Check; a compiler's
message "file:LINE: error: …" names the check that failed. Macros are checked as they are at the end of the translation unit; then the
names that types and fields use are undefined, so that no macro of the same name is in their way.
"""
import collections
import copy
import json
import re

Check = collections.namedtuple("Check", "kind label line")

# The compiler's own record behind va_list; it has a name that C cannot use.
VA_LIST_RECORDS = {"__va_list_tag": "__typeof__(((__builtin_va_list *)0)[0][0])", "__va_list": "__builtin_va_list"}
INT_NAMES = {"wchar_t": None, "char16_t": None, "char32_t": None}


def load(path):
    with open(path, encoding="utf-8") as f:
        return Dump(json.load(f))


def integer(value):
    """Integers beyond int64 come as decimal strings."""
    return int(value)


def c_integer(value):
    if value > 0x7FFFFFFFFFFFFFFF:
        return "%dULL" % value
    if value == -0x8000000000000000:
        return "(-0x7fffffffffffffffLL-1)"
    return "%dLL" % value if value >= 0 else "(%dLL)" % value


def c_bytes(elements):
    """A string literal of these bytes, the terminating zero left to C."""
    return '"' + "".join("\\%03o" % e for e in elements[:-1]) + '"'


class Dump:
    def __init__(self, data):
        self.data = data
        self.items = {item["id"]: item for item in data["items"]}
        self.skipped = collections.Counter()
        self.unaligned = {o["name"] for o in data["omissions"] if o["id"] == "lost-alignment"}
        self.names = {}     # record or enum id -> C type expression
        self.holders = {}   # record id of an anonymous member -> (id of the record that it is reached through, bit offset)
        self.find_names()

    def without(self, unwanted):
        """The dump less the items for which unwanted(item) holds; types may still refer to them."""
        other = copy.copy(self)
        other.data = dict(self.data, items=[item for item in self.data["items"] if not unwanted(item)])
        return other

    def kind(self, kinds):
        return [i for i in self.data["items"] if i["kind"] in kinds]

    def records(self):
        return self.kind(("struct", "union"))

    # ---- how C names a type ----

    def find_names(self):
        for item in self.data["items"]:
            if item.get("name") is None or item.get("anonymous"):
                continue
            body = item.get("record") or item.get("enum")
            if item["name"] in VA_LIST_RECORDS:
                self.names[item["id"]] = VA_LIST_RECORDS[item["name"]]
            elif body is not None:
                tagless = body.get("in_typedef")
                self.names[item["id"]] = item["name"] if tagless else "%s %s" % (item["kind"], item["name"])
        for item in self.data["items"]:
            if item["kind"] == "typedef":
                self.reach(item["typedef"]["type"], "(*(%s *)0)" % item["name"])
            elif item["kind"] == "variable":
                self.reach(item["variable"]["type"], item["name"])
        queue = [i for i in self.names if self.items[i]["kind"] in ("struct", "union")]
        done = set()
        while queue:
            record = queue.pop()
            if record in done:
                continue
            done.add(record)
            queue += self.reach_fields(record, "((%s *)0)" % self.names[record], record, 0)
        # a record first reached through another anonymous one
        for record in self.records():
            if record["id"] in self.names and record["id"] not in done:
                self.reach_fields(record["id"], "((%s *)0)" % self.names[record["id"]], record["id"], 0)

    def reach(self, type_, expression):
        """Names the anonymous type that expression's type leads to; returns its id if it is a new record."""
        while type_["kind"] in ("array", "pointer", "vector"):
            type_ = type_["element"]
            expression += "[0]"
        if type_["kind"] in ("record", "enum") and type_["item"] not in self.names:
            self.names[type_["item"]] = "__typeof__(%s)" % expression
            return type_["item"] if type_["kind"] == "record" else None
        return None

    def reach_fields(self, record, pointer, holder, base):
        found = []
        for field in self.items[record]["record"]["fields"]:
            type_ = field["type"]
            if field.get("name") is None:
                if type_["kind"] == "record" and "width" not in field:
                    inner = type_["item"]
                    if inner not in self.names and inner not in self.holders:
                        self.holders[inner] = (holder, base + field["offset"])
                        found += self.reach_fields(inner, pointer, holder, base + field["offset"])
            elif "width" not in field:  # a bitfield's type cannot be asked for: its enum stays without a name
                new = self.reach(type_, "%s->%s" % (pointer, field["name"]))
                if new is not None:
                    found.append(new)
        return found

    def resolve(self, type_):
        while type_["kind"] == "typedef":
            type_ = self.items[type_["item"]]["typedef"]["type"]
        return type_

    def spell(self, type_):
        """The type as a C type name that composes by __typeof__; None where C cannot name it."""
        text = self.spell_unqualified(type_)
        if text is None:
            return None
        for qualifier in ("const", "volatile"):
            if type_.get(qualifier) and type_["kind"] not in ("array", "function"):
                text += " " + qualifier
        return text

    def spell_unqualified(self, type_):
        kind = type_["kind"]
        if kind == "void":
            return "void"
        if kind == "bool":
            return "_Bool"
        if kind == "int":
            return INT_NAMES.get(type_["int"], type_["int"])
        if kind == "float":
            return type_["float"]
        if kind in ("record", "enum"):
            return self.names.get(type_["item"])
        if kind == "typedef":
            return type_["name"]
        if kind in ("pointer", "complex", "array"):
            element = self.spell(type_["element"])
            if element is None:
                return None
            if kind == "pointer":
                return "__typeof__(%s) *" % element
            if kind == "complex":
                return "_Complex %s" % element
            count = type_["count"] if type_["bound"] == "counted" else ""
            return "__typeof__(__typeof__(%s)[%s])" % (element, count)
        if kind == "function":
            return self.spell_function(type_)
        return None

    def spell_function(self, type_):
        if type_["convention"] != "C":
            return None
        parts = [self.spell(type_["result"])] + [self.spell(p["type"]) for p in type_["params"]]
        if None in parts:
            return None
        if type_.get("variadic"):
            parts.append("...")
        params = ", ".join(parts[1:]) or ("" if type_.get("no_prototype") else "void")
        return "__typeof__(__typeof__(%s)(%s))" % (parts[0], params)

    # ---- macros ----

    def macro_checks(self):
        """Every constant that was written: defined at the end, same value, same sign."""
        checks = []
        for item in self.kind(("macro",)):
            if not item["written"]:
                continue
            name = item["name"]
            checks.append(Check("ghost", name, "\n#ifndef %s\n_Static_assert(0, \"ghost\");\n#endif" % name))
            for line in self.value_conditions("(%s)" % name, item["constant"]["value"]):
                checks.append(Check("constant", name, "_Static_assert(%s, \"value\");" % line))
        return checks

    def value_conditions(self, expression, value):
        kind = value["kind"]
        if kind == "int":
            v = integer(value["value"])
            return ["%s == %s && (%s < 0) == %d" % (expression, c_integer(v), expression, v < 0)]
        if kind == "float":
            v = value["value"]
            if v == "nan":
                return ["%s != %s" % (expression, expression)]
            if v in ("inf", "-inf"):
                return ["%s == %s__builtin_inf()" % (expression, "-" if v[0] == "-" else "")]
            return ["(double)%s == %s" % (expression, float(v).hex())]
        size, elements = value["element_size"], value["elements"]
        conditions = ["sizeof(%s) == %d" % (expression, size * len(elements))]
        if size == 1:
            conditions.append("__builtin_memcmp(%s, %s, %d) == 0" % (expression, c_bytes(elements), len(elements)))
        else:
            conditions.append("sizeof(%s[0]) == %d" % (expression, size))
            conditions += ["%s[%d] == %d" % (expression, i, e) for i, e in enumerate(elements)]
        return conditions

    # ---- everything else ----

    def identifiers(self):
        """Every name that layout_checks() uses: they are undefined as macros first."""
        names = {"offsetof", "struct", "union", "enum", "sizeof", "void", "const", "volatile", "int", "char", "short",
                 "long", "unsigned", "signed", "float", "double"}
        for item in self.data["items"]:
            if item["kind"] == "macro":
                continue
            if item.get("name"):
                names.add(item["name"])
            for field in item.get("record", {}).get("fields", []):
                if field.get("name"):
                    names.add(field["name"])
            for value in item.get("enum", {}).get("values", []):
                names.add(value["name"])
        return sorted(names)

    def layout_checks(self):
        checks = []
        for item in self.records():
            checks += self.record_checks(item)
        for item in self.kind(("enum",)):
            checks += self.enum_checks(item)
        for item in self.kind(("typedef",)):
            size = item["typedef"]["type"].get("size")
            if size is not None and not item.get("builtin"):
                checks.append(self.check("typedef", item["name"], "sizeof(%s) == %d" % (item["name"], size)))
        for item in self.kind(("function", "variable")):
            checks += self.declaration_checks(item)
        return checks

    @staticmethod
    def check(kind, label, condition):
        return Check(kind, label, "_Static_assert(%s, \"%s\");" % (condition, kind))

    def record_checks(self, item):
        record = item["record"]
        if not record["complete"] or item.get("builtin"):
            return []
        name = self.names.get(item["id"])
        label = item.get("name") or item.get("rust_name") or "#%d" % item["id"]
        if name is None:
            if item["id"] not in self.holders:
                self.skipped["unnameable record"] += 1
                return []
            self.skipped["anonymous member: own size"] += 1
            holder, base = self.holders[item["id"]]
            return self.field_checks(record, self.names[holder], base, label)
        checks = [self.check("size", label, "sizeof(%s) == %d" % (name, record["size"]))]
        if label in self.unaligned: # said to have less than C asks for
            self.skipped["lost alignment"] += 1
        else:
            checks.append(self.check("align", label, "__alignof__(%s) == %d" % (name, record["align"])))
        return checks + self.field_checks(record, name, 0, label)

    def field_checks(self, record, owner, base, label):
        checks = []
        for field in record["fields"]:
            if field.get("name") is None or "width" in field:
                continue
            where = "%s.%s" % (label, field["name"])
            offset = base + field["offset"]
            if offset % 8:
                raise ValueError("%s: field that is no bitfield at bit %d" % (where, offset))
            checks.append(self.check("offset", where, "__builtin_offsetof(%s, %s) == %d" %
                                     (owner, field["name"], offset // 8)))
            member = "((%s *)0)->%s" % (owner, field["name"])
            type_ = field["type"]
            if type_.get("size") is not None and type_.get("bound") != "incomplete":
                checks.append(self.check("field size", where, "sizeof(%s) == %d" % (member, type_["size"])))
            scalar = self.resolve(type_)
            if scalar["kind"] in ("int", "bool", "float") and self.spell_unqualified(scalar):
                checks.append(self.check("field type", where, "__builtin_types_compatible_p(__typeof__(%s), %s)" %
                                         (member, self.spell_unqualified(scalar))))
        return checks

    def enum_checks(self, item):
        enum = item["enum"]
        checks = []
        name = self.names.get(item["id"])
        label = item.get("name") or item.get("rust_name") or "#%d" % item["id"]
        if enum["complete"] and enum.get("integer"):
            if name is None:
                self.skipped["unnameable enum: own size"] += 1
            else:
                checks.append(self.check("size", label, "sizeof(%s) == %d" % (name, enum["integer"]["size"])))
                if enum["integer"]["kind"] == "int":
                    checks.append(self.check("sign", label, "((%s)-1 < 0) == %d" % (name, enum["signed"])))
        for value in enum["values"]:
            v = integer(value["value"])
            checks.append(self.check("enumerator", value["name"], "%s == %s && (%s < 0) == %d" %
                                     (value["name"], c_integer(v), value["name"], v < 0)))
        return checks

    def declaration_checks(self, item):
        type_ = item[item["kind"]]["type"]
        if item.get("builtin") or not item["written"]:
            return []
        spelling = self.spell(type_)
        if spelling is None:
            self.skipped["%s type that C cannot name" % item["kind"]] += 1
            return []
        return [self.check(item["kind"], item["name"], "__builtin_types_compatible_p(__typeof__(%s), %s)" %
                           (item["name"], spelling))]

    # ---- bitfields: through an object file ----

    def bitfields(self):
        """(label, C type, field, first bit, width, size of the type) of every named bitfield that C can reach."""
        found = []
        for item in self.records():
            record = item["record"]
            if not record["complete"] or item.get("builtin"):
                continue
            owner, base = item["id"], 0
            if owner not in self.names:
                if owner not in self.holders:
                    continue
                owner, base = self.holders[owner]
            size = self.items[owner]["record"]["size"]
            for field in record["fields"]:
                if field.get("name") is None or not field.get("width"):
                    continue
                label = "%s.%s" % (item.get("name") or item.get("rust_name"), field["name"])
                boolean = self.resolve(field["type"])["kind"] == "bool"
                found.append((label, self.names[owner], field["name"], base + field["offset"],
                              1 if boolean else field["width"], size))
        return found

    def bitfield_source(self):
        """C text of one object per bitfield, all bits of it set; symbols are probe_N."""
        lines = []
        for i, (_, owner, field, _, _, _) in enumerate(self.bitfields()):
            lines.append("%s probe_%d = { .%s = -1 };" % (owner, i, field))
        return lines

    def bitfield_failures(self, objects):
        """Compares the bytes of probe_N with what the dump says."""
        failures = []
        big = self.data["target"]["big_endian"]
        for i, (label, _, _, first, width, size) in enumerate(self.bitfields()):
            expected = bytearray(size)
            for bit in range(first, first + width):
                if bit // 8 >= size:
                    break
                expected[bit // 8] |= (0x80 >> bit % 8) if big else (1 << bit % 8)
            have = objects.get("probe_%d" % i)
            if have is None or have[:size] != bytes(expected):
                failures.append("bitfield %s: bits %d+%d are not those of C (%s)" %
                                (label, first, width, have.hex() if have is not None else "no object"))
        return failures


# ---- the file and its outcome ----

class Source:
    """A C text whose lines are known by check."""

    def __init__(self, head):
        self.lines = list(head)
        self.checks = {}  # line number -> Check

    def add(self, check):
        for line in check.line.split("\n"):
            self.lines.append(line)
            self.checks[len(self.lines)] = check

    def text(self):
        return "\n".join(self.lines) + "\n"

    def failures(self, path, stderr):
        """(check, message) for every error in a compiler's output that points into the file, and the errors elsewhere."""
        own, other = {}, []
        for line in stderr.splitlines():
            match = re.match(r"(.*?):(\d+):(?:\d+:)? (?:fatal )?error: (.*)", line)
            if not match:
                continue
            check = self.checks.get(int(match[2])) if match[1] == path else None
            if check is None:
                other.append(line)
            else:
                own.setdefault(check, match[3])
        return list(own.items()), other


def c_source(dump, head):
    """All assertions behind the lines of head (the #includes)."""
    source = Source(head)
    for check in dump.macro_checks():
        source.add(check)
    source.lines += ["#undef %s" % name for name in dump.identifiers()]
    for check in dump.layout_checks():
        source.add(check)
    return source


# ---- Rust ----

RUST_HEAD = """\
#[allow(dead_code)]
const fn __size_behind<T>(_: *const T) -> usize { ::core::mem::size_of::<T>() }
"""
CHUNK = 200           # assertions in one constant: one constant each takes rustc ten times as long
BIG = 1 << 20         # bytes: fields of a bigger record are not asked for their size, the compiler would make one of it


def rust_checks(dump):
    """Rust assertions of our own, to stand behind the generated text in the same crate; (lines, number of assertions)."""
    lines, values, count = [], [], 0
    for item in dump.records():
        if item["written"] and item["record"]["complete"]:
            asserts = rust_record(item)
            count += len(asserts)
            lines += ["const _: () = {", *asserts, "};"]
    for item in dump.data["items"]:
        if not item["written"]:
            continue
        if item["kind"] == "macro":
            values.append(rust_value(item["rust_name"], item["constant"]["value"]))
        elif item["kind"] == "enum" and item["enum"]["style"] == "consts":
            values += [rust_value(value["rust_name"], {"kind": "int", "value": value["value"]})
                       for value in item["enum"]["values"] if value.get("omitted") is None]
    values = [value for value in values if value]
    for i in range(0, len(values), CHUNK):
        lines += ["const _: () = {", *values[i:i + CHUNK], "};"]
    return lines, count + len(values)


def rust_record(item):
    record, name = item["record"], item["rust_name"]
    lines = ["assert!(::core::mem::size_of::<%s>() == %d);" % (name, record["size"]),
             "assert!(::core::mem::align_of::<%s>() == %d);" % (name, record["align"])]
    if record["repr"]["kind"] != "fields":
        return lines
    fields = [record["fields"][member["first"]] for member in record["repr"]["members"] if member["kind"] == "field"]
    for field in fields:
        lines.append("assert!(::core::mem::offset_of!(%s, %s) == %d);" % (name, field["rust_name"], field["offset"] // 8))
    fields = [f for f in fields if f["type"].get("size") is not None and f["type"].get("bound") != "incomplete"]
    if fields and record["size"] < BIG:
        lines.append("let u = ::core::mem::MaybeUninit::<%s>::uninit(); let p = u.as_ptr();" % name)
        for field in fields:
            lines.append("assert!(__size_behind(unsafe { &raw const (*p).%s }) == %d);" %
                         (field["rust_name"], field["type"]["size"]))
    return lines


def rust_value(name, value):
    if value["kind"] == "int":
        return "assert!(%s as i128 == %d);" % (name, integer(value["value"]))
    if value["kind"] == "float":
        v = value["value"]
        if v == "nan":
            return "assert!(%s != %s);" % (name, name)
        if v in ("inf", "-inf"):
            return "assert!(%s as f64 == %s1.0f64 / 0.0);" % (name, "-" if v[0] == "-" else "")
        return "assert!(%s as f64 == %sf64);" % (name, repr(float(v)))
    if value["element_size"] == 1:
        text = "".join("\\x%02x" % e for e in value["elements"])
        return "assert!(matches!(%s, b\"%s\"));" % (name, text)
    return None
