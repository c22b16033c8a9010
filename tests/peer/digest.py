"""Reads a file of Rust bindings, of braze or of bindgen, into items that can be compared one by one.

    digest = Digest.of_text('pub const N : u32 = 0x5;')
    digest.items[("value", "N")].facets == {"kind": "const", "type": "u32", "value": "5"}

The text is cut into tokens and parsed as the part of Rust that such files are written in: constants, statics, aliases,
structs, unions, enums, modules, extern blocks, impls, and the assertions of layout in all their forms. Types, values
and signatures come out as text in one form: no blanks but between words, no suffixes of numbers, no comma at the end,
packed is packed(1).
An item is found by its namespace ("type" or "value") and its path. What it consists of are facets, by name:

    const, static   kind, type, value, mut, link, attrs
    fn              kind, abi, params, returns, link, attrs, unsafe
    alias, use      kind, to
    struct, union   kind, generics, fields, repr, traits, manual, attrs, size, align, `offset F`, `method F`
    enum            kind, repr, traits, manual, attrs, `variant V`

`traits` are all that there are, `manual` those of them that are not derived. A method's facet ends in the bits that it
reads or writes, `[3..8]`. Bodies of functions, lint attributes, #[inline] and the text of comments are no part of a
digest; `doc` says that there is a comment.
"""
import collections
import re

Item = collections.namedtuple("Item", "space name facets")

TOKEN = re.compile(r"""
    (?P<blank>\s+|//(?![/!])[^\n]*|////[^\n]*|/\*(?![*!]).*?\*/)
  | (?P<doc>//[/!][^\n]*|/\*[*!].*?\*/)
  | (?P<string>[bc]?"(?:[^"\\]|\\.)*"|[bc]?r(?P<hash>\#*)".*?"(?P=hash))
  | (?P<char>b?'(?:[^'\\\n]|\\x..|\\u\{\w+\}|\\.)')
  | (?P<word>'\w+\b|r\#\w+|[^\W\d]\w*)
  | (?P<number>\d(?:[eE][-+]\d|\.(?![.\w])|\.(?=\d)|\w)*)
  | (?P<mark>::|->|=>|\.\.\.|\.\.=|\.\.|.)
""", re.X | re.S)
INTEGER = re.compile(r"(0x[0-9a-fA-F_]+?|0o[0-7_]+|0b[01_]+|[0-9][0-9_]*?)((?:[ui](?:8|16|32|64|128|size))?)")
FLOAT = re.compile(r"([0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9_]+)?)((?:f32|f64)?)")
OPEN, CLOSE = {"(": ")", "[": "]", "{": "}"}, {")", "]", "}"}
LINTS = {"allow", "inline", "doc", "expect", "warn", "deny", "rustfmt", "automatically_derived"}
HEX = re.compile(r"\\(x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]+)\}|(.))", re.S)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\", "'": "'", '"': '"'}


class Malformed(Exception):
    """The text is not what this reads; says where."""


def string_bytes(token):
    """The bytes that a string token stands for; a C string has its zero."""
    prefix = token[:token.index('"')]
    body = token[token.index('"') + 1:token.rindex('"')]
    if "r" in prefix:
        data = body.encode()
    else:
        body = re.sub(r"\\\n\s*", "", body)
        data = b""
        end = 0
        for m in HEX.finditer(body):
            data += body[end:m.start()].encode()
            end = m.end()
            if m[2]:
                data += bytes([int(m[2], 16)])
            elif m[3]:
                data += chr(int(m[3].replace("_", ""), 16)).encode()
            else:
                data += ESCAPES.get(m[4], m[4]).encode()
        data += body[end:].encode()
    return data + (b"\0" if prefix.startswith("c") else b"")


def number(token):
    """A number in one form: 0x10u32 is 16, 1.50f64 is 1.5."""
    m = INTEGER.fullmatch(token)
    if m:
        return str(int(m[1].replace("_", ""), 0 if m[1][:2] in ("0x", "0o", "0b") else 10))
    m = FLOAT.fullmatch(token)
    return repr(float(m[1].replace("_", ""))) if m else token


class Tokens:
    """The tokens of a text, numbers in one form, and for each opening bracket where its partner is."""

    def __init__(self, text):
        self.texts, self.kinds, self.partner, self.opener = [], [], {}, {}
        stack = []
        texts, kinds = self.texts, self.kinds
        for m in TOKEN.finditer(text):
            kind = m.lastgroup if m.lastgroup != "hash" else "string"
            if kind == "blank":
                continue
            token = m[0]
            if kind == "number":
                token = number(token)
            elif kind == "char":
                token = char_value(token)
            elif kind == "mark":
                if token in OPEN:
                    stack.append(len(texts))
                elif token in CLOSE:
                    if not stack or OPEN[texts[stack[-1]]] != token:
                        raise Malformed("'%s' without a partner: %s" % (token, " ".join(texts[-12:])))
                    self.opener[len(texts)] = stack[-1]
                    self.partner[stack.pop()] = len(texts)
            texts.append(token)
            kinds.append(kind)
        if stack:
            raise Malformed("'%s' is not closed" % texts[stack[-1]])


def char_value(token):
    if not token.startswith("b"):
        return token
    return str(string_bytes('b"' + token[2:-1].replace('"', '\\"') + '"')[0])


def wordy(text):
    return text[-1:].isalnum() or text[-1:] == "_"


class Parser:
    def __init__(self, text):
        tokens = Tokens(text)
        self.texts, self.kinds, self.partner, self.opener = tokens.texts, tokens.kinds, tokens.partner, tokens.opener
        self.items, self.order, self.extern_blocks = {}, [], 0
        self.later = []  # facets of types that may come further down

    # ---- pieces of text ----

    def join(self, start, end):
        """The tokens from start to end in one form."""
        out, last = [], ""
        for i in range(start, end):
            text = self.texts[i]
            if self.kinds[i] == "doc":
                continue
            if text == "," and (i + 1 == end or self.texts[i + 1] in (")", "]", "}", ">")):
                if not (self.texts[i + 1:i + 2] == [")"] and self.is_tuple_of_one(i)):
                    continue
            if self.kinds[i] == "string":
                text = string_text(text)
            if last and (text[0].isalnum() or text[0] in "_'\"") and (wordy(last) or last[-1] == '"'):
                out.append(" ")
            elif last == "mut" or last == "const" or last == "dyn":
                out.append(" ")
            out.append(text)
            last = text
        return "".join(out)

    def is_tuple_of_one(self, comma):
        start = self.opener[comma + 1]
        return self.split(start + 1, comma) == [(start + 1, comma)] and not (
            start and (wordy(self.texts[start - 1]) or self.texts[start - 1] in (">", "]")))

    def find(self, wanted, start, end):
        """The first of these marks outside of all brackets; end if there is none."""
        i, depth = start, 0
        while i < end:
            text = self.texts[i]
            if text in wanted and depth <= 0:
                return i
            if i in self.partner:
                i = self.partner[i]
            elif text == "<":
                depth += 1
            elif text == ">":
                depth -= 1
            i += 1
        return end

    def split(self, start, end, mark=","):
        """The parts between marks outside of all brackets, as (start, end); an empty one at the end is none."""
        parts = []
        while start < end:
            i = self.find((mark,), start, end)
            parts.append((start, i))
            start = i + 1
        return parts

    def angle_end(self, start):
        """The position behind the > that closes the < at start."""
        depth, i = 0, start
        while True:
            text = self.texts[i]
            if i in self.partner:
                i = self.partner[i]
            elif text == "<":
                depth += 1
            elif text == ">":
                depth -= 1
                if not depth:
                    return i + 1
            i += 1

    # ---- items ----

    def add(self, space, name, facets, attributes=None):
        if attributes is not None:
            facets.update(attributes.facets())
        key = (space, name)
        while key in self.items:
            key = (space, key[1] + " (again)")
        self.items[key] = Item(space, key[1], facets)
        self.order.append((facets["kind"], key[1]))
        return self.items[key]

    def parse(self):
        self.parse_items(0, len(self.texts), "")
        for name, facet, text in self.later:
            item = self.items.get(("type", name))
            if item is None:
                item = self.add("type", name, {"kind": "elsewhere"})
            if facet == "traits":
                for where in ("traits", "manual"):
                    item.facets[where] = " ".join(sorted(set(item.facets.get(where, "").split() + [text])))
            else:
                while facet in item.facets and item.facets[facet] != text:
                    facet += " (again)"
                item.facets[facet] = text
        return self

    def attributes(self, i):
        """What stands before an item at i: (Attributes, position behind them)."""
        found = Attributes()
        while i < len(self.texts):
            if self.kinds[i] == "doc":
                found.doc = True
                i += 1
            elif self.texts[i] == "#" and self.texts[i + 1] == "[":
                end = self.partner[i + 1]
                found.add(self, i + 2, end)
                i = end + 1
            elif self.texts[i] == "pub":
                i += 1
                found.visibility = "pub"
                if i in self.partner and self.texts[i] == "(":
                    found.visibility = "pub(%s)" % self.join(i + 1, self.partner[i])
                    i = self.partner[i] + 1
            else:
                break
        return found, i

    def parse_items(self, i, end, prefix):
        while i < end:
            if self.texts[i] == "#" and self.texts[i + 1] == "!":
                close = self.partner[i + 2]
                self.add("inner", self.join(i + 3, close), {"kind": "inner attribute"})
                i = close + 1
                continue
            attributes, i = self.attributes(i)
            if i < end:
                i = self.parse_item(i, end, prefix, attributes)

    def parse_item(self, i, end, prefix, attributes):
        """One item, its attributes read; returns the position behind it."""
        word = self.texts[i]
        if word in ("const", "static") and self.texts[i + 1] not in ("fn", "unsafe", "extern"):
            return self.parse_value(i, end, prefix, attributes)
        if word == "type":
            return self.parse_alias(i, end, prefix, attributes)
        if word in ("struct", "union", "enum") and self.kinds[i + 1] == "word":
            return self.parse_type(i, end, prefix, attributes)
        if word == "impl":
            return self.parse_impl(i, end, prefix)
        if word == "use":
            return self.parse_use(i, end, prefix)
        if word == "mod" and self.texts[i + 2] == "{":
            self.parse_items(i + 3, self.partner[i + 2], prefix + self.texts[i + 1] + "::")
            return self.partner[i + 2] + 1
        body = i
        while self.texts[body] in ("unsafe", "extern", "const", "safe") or self.kinds[body] == "string":
            body += 1
        if self.texts[body] == "{" and "extern" in self.texts[i:body]:
            self.extern_blocks += 1
            self.parse_extern(i, body, prefix, attributes)
            return self.partner[body] + 1
        if self.texts[body] == "fn":
            return self.parse_function(i, body, end, prefix, attributes)
        stop = self.find((";", "{"), i, end)
        close = self.partner[stop] if stop < end and self.texts[stop] == "{" else stop
        self.add("other", self.join(i, min(close + 1, end)), {"kind": "other"})
        return close + 1

    def parse_value(self, i, end, prefix, attributes):
        kind, name = self.texts[i], self.texts[i + 1]
        facets = {"kind": kind}
        if kind == "static":
            facets["mut"] = str(name == "mut").lower()
            i += name == "mut"
            name = self.texts[i + 1]
        stop = self.find((";",), i, end)
        if name == "_":
            self.parse_assertions(i, stop)
            return stop + 1
        equal = self.find(("=",), i + 3, stop)
        facets["type"] = self.type_text(i + 3, equal)
        if equal < stop:
            facets["value"] = self.value_text(equal + 1, stop)
        self.add("value", prefix + name, facets, attributes)
        return stop + 1

    def type_text(self, start, end):
        return self.join(start, end).replace("'static ", "").replace("&'static", "&")

    def value_text(self, start, end):
        strings = [t for t, k in zip(self.texts[start:end], self.kinds[start:end]) if k == "string"]
        if len(strings) == 1:
            return string_text("b" + strings[0].lstrip("bc"), strings[0])
        return self.join(start, end)

    def parse_alias(self, i, end, prefix, attributes):
        stop = self.find((";",), i, end)
        equal = self.find(("=",), i, stop)
        name = self.texts[i + 1] + self.join(i + 2, equal)
        self.add("type", prefix + name, {"kind": "alias", "to": self.type_text(equal + 1, stop)}, attributes)
        return stop + 1

    def parse_use(self, i, end, prefix):
        stop = self.find((";",), i, end)
        alias = self.find(("as",), i, stop)
        name = self.texts[stop - 1]
        target = self.join(i + 1, alias)
        self.add("type", prefix + ("use " + target if name in ("*", "}") else name), {"kind": "use", "to": target})
        return stop + 1

    def parse_extern(self, i, body, prefix, block):
        abi = next((t for t, k in zip(self.texts[i:body], self.kinds[i:body]) if k == "string"), '"C"')
        at, end = body + 1, self.partner[body]
        while at < end:
            attributes, at = self.attributes(at)
            if at >= end:
                break
            attributes.others += block.others
            if self.texts[at] == "static":
                at = self.parse_value(at, end, prefix, attributes)
                self.items[("value", self.order[-1][1])].facets["abi"] = abi
                continue
            function = at
            while self.texts[function] != "fn":
                function += 1
            at = self.parse_function(at, function, end, prefix, attributes, abi)

    def parse_function(self, i, at, end, prefix, attributes, abi=None):
        """A function with or without a body; at is where `fn` stands."""
        name = self.texts[at + 1]
        stop = self.find((";", "{"), at, end)
        if "test" in attributes.others:
            self.parse_assertions(stop, self.partner[stop])
            return self.partner[stop] + 1
        words = self.texts[i:at]
        facets = {"kind": "fn", "abi": abi or next((w for w in words if w[0] == '"'), "none")}
        if abi is None or "safe" in words:
            facets["unsafe"] = str("unsafe" in words).lower()
        facets.update(self.signature(at + 2, stop))
        self.add("value", prefix + name, facets, attributes)
        return (self.partner[stop] if self.texts[stop] == "{" else stop) + 1

    def signature(self, i, stop):
        if self.texts[i] == "<":
            i = self.angle_end(i)
        params = ", ".join(self.join(a, b) for a, b in self.split(i + 1, self.partner[i]))
        after = self.partner[i] + 1
        where = self.find(("where",), after, stop)
        returns = self.join(after + 1, where) if self.texts[after] == "->" else "()"
        return {"params": "(%s)" % params, "returns": returns}

    # ---- types ----

    def parse_type(self, i, end, prefix, attributes):
        kind, name = self.texts[i], self.texts[i + 1]
        facets = {"kind": kind, "traits": " ".join(sorted(attributes.derives)),
                  "repr": " ".join(sorted(attributes.reprs))}
        at = i + 2
        if self.texts[at] == "<":
            close = self.angle_end(at)
            facets["generics"] = self.join(at, close)
            at = close
        stop = self.find(("{", "(", ";"), at, end)
        if self.texts[stop] == ";":
            facets["fields"] = ";"
            close = stop
        else:
            close = self.partner[stop]
            if kind == "enum":
                self.parse_variants(stop + 1, close, facets)
            else:
                facets["fields"], facets["field_docs"] = self.fields(stop + 1, close, self.texts[stop] == "{")
            if self.texts[stop] == "(":
                close = self.find((";",), close, end)
        self.add("type", prefix + name, facets, attributes)
        return close + 1

    def fields(self, start, end, named):
        texts, documented = [], 0
        for a, b in self.split(start, end):
            attributes, at = self.attributes(a)
            if at >= b:
                continue
            documented += attributes.doc
            text = self.type_text(at, b)
            others = "".join("#[%s] " % o for o in sorted(attributes.others))
            texts.append(others + ("" if attributes.visibility == "pub" else (attributes.visibility or "private") + " ") +
                         (text.replace(":", ": ", 1) if named else text))
        return ", ".join(texts), str(documented)

    def parse_variants(self, start, end, facets):
        for a, b in self.split(start, end):
            _, at = self.attributes(a)
            if at < b:
                equal = self.find(("=",), at, b)
                facets["variant " + self.join(at, equal)] = self.join(equal + 1, b)

    def parse_impl(self, i, end, prefix):
        body = self.find(("{",), i, end)
        at = i + 1
        if self.texts[at] == "<":
            at = self.angle_end(at)
        where = self.find(("where",), at, body)
        middle = self.find(("for",), at, where)
        if middle < where:
            name, generics = self.base_name(middle + 1, where), self.trait_name(at, middle)
            self.later.append((prefix + name, "traits", generics))
            return self.partner[body] + 1
        name = prefix + self.base_name(at, where)
        self.parse_inherent(body + 1, self.partner[body], name)
        return self.partner[body] + 1

    def base_name(self, start, end):
        """Foo of a::Foo<T>."""
        stop = self.find(("<",), start, end)
        return self.texts[stop - 1]

    def trait_name(self, start, end):
        """PartialEq<x> of ::std::cmp::PartialEq<x>."""
        stop = self.find(("<",), start, end)
        return self.texts[stop - 1] + self.join(stop, end)

    def parse_inherent(self, at, end, name):
        while at < end:
            attributes, at = self.attributes(at)
            if at >= end:
                return
            if self.texts[at] == "const" and self.texts[at + 1] not in ("fn", "unsafe", "extern"):
                at = self.parse_value(at, end, name + "::", attributes)
                continue
            function = at
            while self.texts[function] != "fn":
                function += 1
            stop = self.find((";", "{"), function, end)
            parts = self.signature(function + 2, stop)
            unsafe = "unsafe " if "unsafe" in self.texts[at:function] else ""
            visibility = "" if attributes.visibility == "pub" else (attributes.visibility or "private") + " "
            text = "%s%sfn %s -> %s" % (visibility, unsafe, parts["params"], parts["returns"])
            at = self.partner[stop] + 1
            bits = [] if "__Bindgen" in name else self.bits(stop, at)
            method = "method " + self.texts[function + 1]
            if attributes.visibility or not name.startswith("__"):
                self.later.append((name, method, text + (" [%s]" % " ".join(bits) if bits else "")))

    def bits(self, start, end):
        """The bits of all calls f(…, FIRST, COUNT …) in a body."""
        texts, kinds = self.texts, self.kinds
        return ["%s..%d" % (texts[i], int(texts[i]) + int(texts[i + 2])) for i in range(start, end - 2)
                if kinds[i] == "number" and texts[i + 1] == "," and kinds[i + 2] == "number"]

    # ---- assertions of layout ----

    def parse_assertions(self, i, end):
        texts = self.texts
        of = None
        while i < end:
            if texts[i] in ("size_of", "align_of") and texts[i + 1] == "::":
                close = self.angle_end(i + 2)
                facet = texts[i][:-3]
                i = self.asserted(self.join(i + 3, close - 1), facet, close + 2)
            elif texts[i] == "offset_of" and texts[i + 1] == "!":
                close = self.partner[i + 2]
                (a, b), *fields = self.split(i + 3, close)
                i = self.asserted(self.join(a, b), "offset " + ".".join(self.join(*f) for f in fields), close + 1)
            elif texts[i] == "MaybeUninit" and texts[i + 1] == "<" and of is None:
                of = self.join(i + 2, self.angle_end(i + 1) - 1)
            elif texts[i] == "addr_of" and texts[i + 1] == "!" and of is not None:
                close = self.partner[i + 2]
                i = self.asserted(of, "offset " + self.join(i + 8, close), self.find((",",), close + 1, end + 1))
            i += 1

    def asserted(self, name, facet, at):
        """The number behind - or == or a comma is what the assertion wants; returns its position."""
        while self.texts[at] in ("=", "-", ",", "}"):
            at += 1
        if self.kinds[at] == "number":
            self.later.append((name, facet, self.texts[at]))
        return at


def string_text(token, original=None):
    if (original or token)[0] == "c":
        token = token if token[0] == "c" else "c" + token[1:]
    plain = set(range(32, 127)) - set(b'"\\')
    return '"%s"' % "".join(chr(b) if b in plain else "\\x%02x" % b for b in string_bytes(token))


class Attributes:
    """The attributes of one item, sorted out."""

    def __init__(self):
        self.derives, self.reprs, self.others, self.link, self.doc, self.visibility = set(), set(), [], None, False, ""

    def add(self, parser, start, end):
        name = parser.texts[start]
        if name == "derive":
            self.derives |= {parser.join(a, b).rsplit("::", 1)[-1] for a, b in parser.split(start + 2, end - 1)}
        elif name == "repr":
            self.reprs |= {"packed(1)" if t == "packed" else t
                           for t in (parser.join(a, b) for a, b in parser.split(start + 2, end - 1))}
        elif name == "link_name":
            self.link = parser.join(start + 2, end)
        elif name == "doc":
            self.doc = True
        elif name not in LINTS:
            self.others.append(parser.join(start, end))

    def facets(self):
        facets = {}
        if self.link is not None:
            facets["link"] = self.link
        if self.others:
            facets["attrs"] = " ".join("#[%s]" % o for o in sorted(self.others))
        if self.doc:
            facets["doc"] = "yes"
        if self.visibility != "pub":
            facets["visibility"] = self.visibility or "private"
        return facets


class Digest:
    def __init__(self, parser):
        self.items, self.order, self.extern_blocks = parser.items, parser.order, parser.extern_blocks

    @classmethod
    def of_text(cls, text):
        return cls(Parser(text).parse())

    @classmethod
    def of_file(cls, path):
        with open(path, encoding="utf-8") as f:
            return cls.of_text(f.read())


def main():
    import sys
    for path in sys.argv[1:]:
        for item in Digest.of_file(path).items.values():
            print(item.space, item.name)
            for facet, text in item.facets.items():
                print("    %s: %s" % (facet, text))


if __name__ == "__main__":
    main()
