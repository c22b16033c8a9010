"""Comparisons made by hand, as JSON: cases.py NAME > NAME.json; cases.py prints the names; cases.py --lost NAME PRINTED.json what is not there.

Each is what a report has to cope with: one small difference, all kinds of content, long layouts, overlapping members, thousands of
entries, names that are anything but names.
"""
import json
import sys

LEFT, RIGHT = "C (GNU C17 12.2.0)", "Rust (rustc 1.96.0)"


def field(name, type_name, offset, size, bitfield=False):
    return {"name": name, "type": type_name, "offset": offset, "size": size} | ({"bitfield": True} if bitfield else {})


def hole(offset, size):
    return {"offset": offset, "size": size, "padding": True}


def row(left, right, differs=False):
    sides = {key: side for key, side in (("left", left), ("right", right)) if side}
    return sides | ({"differs": True} if differs else {})


def alike(name, type_name, offset, size):
    return row(field(name, type_name, offset, size), field(name, type_name, offset, size))


class Comparison:
    def __init__(self, **counts):
        self.lists = {"pairs": [{"left": LEFT, "right": RIGHT, "counts": counts}], "differences": [], "layouts": [], "flags": [],
                      "kcfi": [], "gaps": [], "notes": []}

    def layout(self, subject, rows, sizes, aligns):
        self.lists["layouts"].append({"subject": subject, "pair": 0, "left_size": sizes[0], "right_size": sizes[1],
                                      "left_align": aligns[0], "right_align": aligns[1], "rows": rows})
        return len(self.lists["layouts"]) - 1

    def difference(self, kind, subject, member, left, right, consequence, **more):
        texts = {"subject": subject, "member": member, "left": left, "right": right, "consequence": consequence}
        self.lists["differences"].append({"kind": kind, "pair": 0} | {key: text for key, text in texts.items() if text is not None} | more)

    def add(self, key, **entry):
        self.lists[key].append(entry)


def point():
    c = Comparison(types=1, fields=2)
    rows = [alike("x", "int", 0, 32),
            row(field("y", "short", 32, 16), field("y", "int", 32, 32), True),
            row(hole(48, 16), None, True)]
    layout = c.layout("struct point", rows, (8, 8), (4, 4))
    c.difference("field-size", "struct point", "y", "2 bytes, short", "4 bytes, int",
                 "Rust reads 'y' as 4 bytes, C writes 2 bytes", layout=layout, left_place="a.o, a.h:12", right_place="bindings.rs:10:5")
    return c


def equal():
    return Comparison(types=3, fields=12, functions=2)


def everything():
    """Of each list something, two views, and what is allowed."""
    c = Comparison(types=2631, fields=14077, bitfields=1501, enumerators=900, functions=7046, parameters=15000, variables=12,
                   constants=3310, only_left=14)
    c.add("pairs", left="headers (clang 22.1.8)", right=LEFT, counts={"types": 1})
    rows = [row(field("count", "unsigned int", 0, 1, True), field("count", "unsigned int", 0, 1, True)),
            row(field("mode", "unsigned int", 1, 3, True), field("mode", "unsigned int", 1, 4, True), True),
            row(field("level", "unsigned int", 4, 12, True), None, True),
            row(None, field("level", "unsigned int", 5, 12, True), True),
            row(hole(16, 16), None), row(None, hole(17, 15))]
    flags = c.layout("struct flags", rows, (4, 4), (4, 4))
    c.difference("bitfield", "struct flags", "mode", "bit 1, 3 bits", "bit 1, 4 bits", "Rust writes a bit of 'level'", layout=flags,
                 left_place="flags.h:3", right_place="bindings.rs:4")
    c.difference("bitfield", "struct flags", "level", "bit 4, 12 bits", "bit 5, 12 bits", "Rust reads 'level' one bit too late", layout=flags,
                 left_place="flags.h:4", right_place="bindings.rs:5")
    c.difference("parameter-sign", "function i2c_slave_event", "parameter 2 'event'", "enum i2c_slave_event, unsigned", "i32, signed",
                 "C takes negative values of parameter 2 for large positive ones", allowed="harmless on x86-64: no value is above 5",
                 left_place="include/linux/i2c.h:391, read in drivers/i2c/i2c-core-slave.c of drivers/i2c/i2c-core.o",
                 right_place="rust/bindings/bindings_generated.rs:41213:9")
    c.difference("result-type", "function i2c_slave_event", "result", "int", None, "C never sees the result of Rust")
    c.difference("constant-value", "constant LIMIT", None, "10", "12", "both sides go on with numbers of their own", allowed="")
    c.difference("flag", "flag red-zone", None, "off", "on",
                 "an interrupt overwrites the 128 bytes under the stack pointer in which Rust's functions keep local variables")
    c.add("flags", property="red-zone", verdict="wrong", left="off", right="on",
          left_evidence="-mno-red-zone in DW_AT_producer of a.o (12 units)", text="an interrupt overwrites local variables")
    c.add("flags", property="stack-protector", verdict="harmless", left="strong", right="none",
          left_evidence="-fstack-protector-strong", text="each function guards its own frame only")
    c.add("flags", property="x18", verdict="unknown", left="reserved", text="rustc's flags (--rustc-flags FILE) would tell")
    c.add("flags", property="short-enums", verdict="equal", left="off", right="off")
    c.add("kcfi", name="function ioctl", left_type="_ZTSFimPKcE", right_type="_ZTSFimPKcE", left_id="0x023e4533", right_id="0x023e4533",
          left_object_id="0x023e4533", normalized=True, agrees=True)
    for name in "slave_cb", "probe_cb", "event_cb", "other_cb", "last_cb":
        c.add("kcfi", name=f"i2c_driver.{name}", left_type="_ZTSFiP10i2c_client15i2c_slave_eventE", right_type="_ZTSFiP10i2c_clientu3i32E",
              left_id="0x605160c4", right_id="0xf80d940d", right_object_id="0x11223344", normalized=True, agrees=False,
              needs='#[cfi_encoding = "15i2c_slave_event"] on enum i2c_slave_event')
    for number in range(4):
        c.add("gaps", pair=0, kind="function", name=f"only_{number}", id="only-right", reason="only the right side has it")
    c.add("gaps", pair=0, kind="struct", name="blob", id="opaque", reason="Rust has bytes in place of its members")
    c.add("gaps", pair=0, kind="function", name="printk", id="variadic-unknown", reason="nothing tells whether Rust has '...'")
    c.add("gaps", pair=1, kind="function", name="scnprintf", id="variadic-unknown", reason="nothing tells whether it is variadic")
    c.lists["notes"].append("types that both sides only point to are compared by name")
    return c


def long():
    """300 fields, of which a few differ; then 200 that all do; then a size alone; names and types that are too long."""
    c = Comparison(types=3, fields=500)
    rows = [alike(f"member_{i}", "unsigned long", i * 64, 64) for i in range(300)]
    rows[10]["differs"] = True
    rows[150] = row(field("名前_of_a_field_that_goes_on_and_on_without_an_end", "struct very_long_name_of_a_structure *", 9600, 64),
                    field("名前_of_a_field_that_goes_on_and_on_without_an_end", "unsigned long", 9600, 64), True)
    layout = c.layout("struct long", rows, (2400, 2400), (8, 8))
    c.difference("field-type", "struct long", "member_10", "unsigned long", "pointer", "Rust follows a number", layout=layout)
    c.difference("field-type", "struct long", "名前_of_a_field_that_goes_on_and_on_without_an_end", "pointer", "unsigned long",
                 "Rust counts with an address", layout=layout)
    left = {0: field("gone", "long", 0, 64)} | {64 + 32 * i: field(f"f{i}", "int", 64 + 32 * i, 32) for i in range(200)}
    right = {32 * i: field(f"f{i}", "int", 32 * i, 32) for i in range(200)}
    rows = [row(left.get(offset), right.get(offset), True) for offset in sorted({*left, *right})]
    layout = c.layout("struct shifted", rows, (808, 800), (8, 4))
    c.difference("size", "struct shifted", None, "808 bytes", "800 bytes", "arrays of it have other strides", layout=layout)
    c.difference("field-missing", "struct shifted", "gone", "offset 0, 8 bytes, long", None, "all others are read 8 bytes early", layout=layout)
    rows = [alike(f"m{i}", "char", i * 8, 8) for i in range(40)]
    c.difference("size", "struct end", None, "40 bytes", "unknown", "nobody knows", layout=c.layout("struct end", rows, (40, -1), (1, 0)))
    return c


def overlap():
    """Members that overlap, without size, one of a bit, and one of 10,000 bytes."""
    c = Comparison(types=4)
    rows = [alike(f"m{i}", f"char [{i + 1}]", 0, 8 * (i + 1)) for i in range(12)]
    rows[5] = row(field("m5", "char [6]", 0, 48), field("m5", "char [7]", 0, 56), True)
    c.difference("array-length", "union u", "m5", "6", "7", "Rust reads a byte more", layout=c.layout("union u", rows, (12, 12), (1, 1)))
    rows = [alike("kind", "int", 0, 32), row(hole(32, 32), field("number", "int", 32, 32), True), alike("text", "char *", 64, 64),
            row(field("number", "int", 64, 32), None, True), alike("tail", "char []", 128, 0)]
    c.difference("field-offset", "struct tagged", "number", "offset 8", "offset 4", "Rust reads a hole",
                 layout=c.layout("struct tagged", rows, (16, 16), (8, 8)))
    c.difference("field-sign", "struct tiny", "a", "signed char, signed", "u8, unsigned", "Rust takes negative values for large ones",
                 layout=c.layout("struct tiny", [row(field("a", "signed char", 0, 8), field("a", "u8", 0, 8), True)], (1, 1), (1, 1)))
    rows = [alike("head", "int", 0, 32), row(hole(32, 32), hole(32, 32)), alike("buffer", "char [9000]", 64, 72000),
            row(field("x", "int", 72064, 32), field("x", "u32", 72064, 32), True), alike("more", "char [988]", 72096, 7904)]
    c.difference("field-sign", "struct large", "x", "int, signed", "u32, unsigned", "Rust takes negative values for large ones",
                 layout=c.layout("struct large", rows, (10000, 10000), (8, 8)))
    return c


def many():
    """10,000 gaps, 1,000 differing functions, 300 differing layouts."""
    c = Comparison(types=300, functions=1000)
    for number in range(300):
        rows = [alike("a", "int", 0, 32), row(field("b", "int", 32, 32), field("b", "u32", 32, 32), True)]
        layout = c.layout(f"struct s{number}", rows, (8, 8), (4, 4))
        c.difference("field-sign", f"struct s{number}", "b", "int, signed", "u32, unsigned", "numbers are taken for others", layout=layout)
    for number in range(1000):
        c.difference("parameter-count", f"function f{number}", None, "2 parameters", "1 parameter", "C reads what nobody passed")
    for number in range(10000):
        odd = number % 3 == 0
        c.add("gaps", pair=0, kind="struct" if odd else "function", name=f"name_{number}", id="incomplete" if odd else "only-right",
              reason="nobody defines it" if odd else "only the right side has it")
    return c


SCRIPT = "<script>document.title = 'run'</script>"


def hostile():
    """Names from files may have any bytes."""
    c = Comparison(types=1)
    c.lists["pairs"][0]["left"] = f"C </title>{SCRIPT}"
    c.lists["pairs"][0]["right"] = "Rust \"><img src=http://127.0.0.1:9/a onerror=\"document.title = 'run'\">"
    rows = [row(field(f"</text></svg>{SCRIPT}", "char \\377 *", 0, 64), field("x", "\"><b>", 0, 64), True),
            row(field("漢字" * 30, "int", 64, 32), field("漢字" * 30, "int", 64, 32)),
            row(field("before", "int", -64, -1), field("behind", "int", 2**63 - 1, 2**63 - 1), True),
            row(hole(96, 32), hole(96, 32))]
    layout = c.layout(f"struct </code>{SCRIPT}", rows, (16, 16), (8, 8))
    c.difference("field-type", f"struct </code>{SCRIPT}", "\" onmouseover=\"document.title = 'run'",
                 "<img src=http://127.0.0.1:9/b onerror=\"document.title = 'run'\">", "a & b &lt; c",
                 "bytes \\377\\376, a bell \\007, an escape \\033[31mred, a tab \t and a line\nend", layout=layout,
                 left_place="a'b\"c<d>.h:1", right_place="javascript:document.title='run'")
    c.difference("field-type", f"struct </code>{SCRIPT}", "\u202etxet\u202c", "no\u200bwidth", "漢字 ünïcödé", None, layout=layout)
    c.difference("constant-value", "constant --></style><style>*{display:none}</style>", None, "\"</script><svg onload=\"document.title = 'run'\">",
                 "%s%n%d", "${document.title = 'run'}")
    for value in "1", "2":
        c.difference("constant-value", "constant differences", None, value, "3", None)
    c.difference("kind", "", None, None, None, None)
    c.add("flags", property=SCRIPT, verdict="wrong", left="<b>", right="&", left_evidence="'\"<>&")
    c.add("kcfi", name=f"</table>{SCRIPT}", left_type="<i>", right_type="&", left_id="0x00000001", right_id="0xffffffff", agrees=False,
          needs='#[cfi_encoding = "3<b>"] on enum <b>')
    c.add("gaps", pair=0, kind="<b>", name=f"</ul>{SCRIPT}", id="only-right", reason="\u202e<script>")
    c.lists["notes"].append(SCRIPT)
    return c


CASES = [point, equal, everything, long, overlap, many, hostile]


def lost(given, printed, path=""):
    """Where printed JSON lacks what was given. A size below 0 is unknown, and absent; "\\377" in a string is a byte that JSON cannot hold."""
    if isinstance(given, dict):
        for key, value in given.items():
            if key not in printed and not (isinstance(value, int) and value < 0):
                yield f"{path}.{key}"
            elif key in printed:
                yield from lost(value, printed[key], f"{path}.{key}")
    elif isinstance(given, list):
        if len(given) != len(printed):
            yield f"{path}: {len(printed)} of {len(given)}"
        for i, (one, other) in enumerate(zip(given, printed)):
            yield from lost(one, other, f"{path}[{i}]")
    elif given != printed and not (isinstance(given, str) and "\\" in given):
        yield f"{path}: {printed!r} in place of {given!r}"


def main(*arguments):
    by_name = {case.__name__: case for case in CASES}
    match arguments:
        case []:
            print(*by_name, sep="\n")
        case ["--lost", name, path]:
            with open(path, encoding="utf-8") as printed:
                found = list(lost(by_name[name]().lists, json.load(printed)))
            print(*found, sep="\n")
            sys.exit(bool(found))
        case [name]:
            json.dump(by_name[name]().lists, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
