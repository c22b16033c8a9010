r"""Compares two digests item by item and sorts the differences by a list of known ones.

A Difference is one facet of one item: `side` is "ours" or "theirs" when only that file has the item (or this facet of
it), else "both". Its `what` is the item's kind and, behind a dot, the facet: "const", "const.value", "struct.traits",
"struct.offset x".

A list of differences (*.differs) is blocks of lines; `#` begins a comment:

    both const.value [A-Z]+_MAX    side, pattern of `what`, patterns of the item's name; each matches the whole
        in kernel uapi             the cases (patterns), default all
        ours -?[0-9]+              patterns that our text, and theirs, must match
        theirs .*
        less __bindgen_padding_\d  both texts are equal once all that matches is taken away
        when 0.72.1                only where the real program agrees with ours, not with what is expected of it
        since the text of a macro is not its value
        proof constant             see proof.py
        assert HZ == 250           C that holds, in the case's translation unit; NAME stands for the item's name

The first row that matches a difference has it; rows of the narrower lists come before those of all.differs.
"""
import collections
import re

import digest

Difference = collections.namedtuple("Difference", "side what name ours theirs")
KEYS = ("in", "ours", "theirs", "less", "when", "since", "proof", "assert")

# How a type that the file only declares is written. bindgen has a second form: first mentioned inside of another type.
NEVER_DEFINED, EMPTY_CLASS = "private _unused: [u8;0]", "_address: u8"


def differences(ours, theirs):
    """All differences of two Digests, in the order of the first and then of the second."""
    found = []
    for key, item in ours.items.items():
        other = theirs.items.get(key)
        if other is None:
            found.append(Difference("ours", item.facets["kind"], item.name, summary(item), ""))
        else:
            found += item_differences(item, other)
    for key, item in theirs.items.items():
        if key not in ours.items:
            found.append(Difference("theirs", item.facets["kind"], item.name, "", summary(item)))
    return found


def item_differences(item, other):
    kind, name = item.facets["kind"], item.name
    if kind != other.facets["kind"]:
        return [Difference("both", kind + ".kind", name, summary(item), summary(other))]
    if item.facets.get("fields") == NEVER_DEFINED and other.facets.get("fields") == EMPTY_CLASS:
        return [Difference("both", kind + ".incomplete", name, item.facets["traits"], other.facets["traits"])]
    found = []
    for facet, text in item.facets.items():
        if facet not in other.facets:
            found.append(Difference("ours", "%s.%s" % (kind, facet), name, text, ""))
        elif other.facets[facet] != text:
            found.append(Difference("both", "%s.%s" % (kind, facet), name, text, other.facets[facet]))
    for facet, text in other.facets.items():
        if facet not in item.facets:
            found.append(Difference("theirs", "%s.%s" % (kind, facet), name, "", text))
    return found


SUMMARIES = {
    "const": "{type} = {value}", "static": "static mut={mut} {type}", "fn": "{abi} {params} -> {returns}",
    "alias": "= {to}", "use": "use {to}",
    "struct": "struct {{ {fields} }}", "union": "union {{ {fields} }}", "enum": "enum repr {repr}",
}


def summary(item):
    facets = collections.defaultdict(str, item.facets)
    return SUMMARIES.get(item.facets["kind"], "{kind}").format_map(facets)


class Row:
    """One block of a list of differences."""

    def __init__(self, place, line):
        self.place = place
        words = line.split()
        if len(words) < 3 or words[0] not in ("ours", "theirs", "both", "any"):
            raise digest.Malformed("%s: '%s' is no difference" % (place, line))
        self.side, self.head = words[0], line
        self.what = re.compile(words[1])
        self.names = re.compile("|".join("(?:%s)" % w for w in words[2:]))
        self.keys = collections.defaultdict(list)
        self.condition = None

    def is_for(self, case):
        return not self.keys["in"] or any(re.fullmatch(p, case) for line in self.keys["in"] for p in line.split())

    def matches(self, difference):
        if self.keys["when"] and not (self.condition and self.condition(difference)):
            return False
        return (self.side in ("any", difference.side) and self.what.fullmatch(difference.what)
                and self.names.fullmatch(difference.name)
                and all(re.fullmatch(p, difference.ours, re.S) for p in self.keys["ours"])
                and all(re.fullmatch(p, difference.theirs, re.S) for p in self.keys["theirs"])
                and (not self.keys["less"] or self.are_equal(difference)))

    def are_equal(self, difference):
        texts = [difference.ours, difference.theirs]
        for pattern in self.keys["less"]:
            texts = [re.sub(pattern, "", text) for text in texts]
        return texts[0] == texts[1]

    def check(self):
        if len(self.keys["since"]) < 1:
            raise digest.Malformed("%s: '%s' has no reason" % (self.place, self.head))


def read_rows(path):
    rows = []
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            place = "%s:%d" % (path.rsplit("/", 1)[-1], number)
            if not line[0].isspace():
                rows.append(Row(place, text))
                continue
            key, _, value = text.partition(" ")
            if key not in KEYS or not rows:
                raise digest.Malformed("%s: no key '%s'" % (place, key))
            rows[-1].keys[key].append(value.strip())
    for row in rows:
        row.check()
    return rows


def sort_out(found, rows):
    """Gives each difference to the first row that matches it: (unknown, {row: [difference]})."""
    unknown, known = [], {}
    for difference in found:
        row = next((r for r in rows if r.matches(difference)), None)
        if row is None:
            unknown.append(difference)
        else:
            known.setdefault(row, []).append(difference)
    return unknown, known


def excerpt(ours, theirs):
    """Both texts without what they have in common at their ends, if they are long."""
    if max(len(ours), len(theirs)) < 160:
        return ours, theirs
    a, b = ours.split(", "), theirs.split(", ")
    start = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    rest = min(len(a), len(b)) - start
    end = next((i for i in range(rest) if a[-1 - i] != b[-1 - i]), rest)
    before, behind = ["…"] if start else [], ["…"] if end else []
    return tuple(", ".join(before + part[start:len(part) - end] + behind) for part in (a, b))


def report(found, limit=40):
    """Differences as text, grouped by side and kind; of each group so many at most."""
    groups = collections.defaultdict(list)
    for difference in found:
        facet = re.sub(r" .*", "", difference.what)
        groups[(difference.side, facet)].append(difference)
    lines = []
    for (side, what), members in groups.items():
        title = {"ours": "only ours", "theirs": "only theirs", "both": "differs"}[side]
        lines.append("%s: %s (%d)" % (title, what, len(members)))
        for d in members[:limit]:
            extra = d.what[len(what):]
            if side == "both":
                ours, theirs = excerpt(d.ours, d.theirs)
                lines += ["  %s%s" % (d.name, extra), "    ours:   " + ours, "    theirs: " + theirs]
            else:
                lines.append("  %s%s: %s" % (d.name, extra, d.ours or d.theirs))
        if len(members) > limit:
            lines.append("  and %d more" % (len(members) - limit))
    return lines


def main():
    import sys
    ours, theirs = (digest.Digest.of_file(p) for p in sys.argv[1:3])
    rows = [row for path in sys.argv[3:] for row in read_rows(path)]
    unknown, _ = sort_out(differences(ours, theirs), rows)
    print("\n".join(report(unknown, 1 << 30)))


if __name__ == "__main__":
    main()
