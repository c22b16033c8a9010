"""
Random C types: a seed in, a list of records (struct and union definitions) out, as Python objects.

Nothing here knows how the records will be read or written; c_side.py prints them as C and walks their leaves,
rust_side.py finds the same leaves in the generated bindings. The objects are:

    Record  struct or union, tagged or named by a typedef, with Fields; may be nested in another
    Field   a member: plain, bitfield (width), anonymous (no name), flexible (dims ends with None)
    Int, Raw, RecordType, ArrayType   the type of a field

    Field("f3", Int("unsigned int", 32, False), width=5)           unsigned int f3 : 5;
    Field("f4", Raw("double %s", [(0, 8, 1 << 62)]), dims=[2, 3])  double f4[2][3];

The text depends on the seed and the target only: Python's generator is seeded with both; nothing iterates over a set.
"""
import random

KEYWORDS = ["type", "match", "loop", "self", "fn", "use", "u32", "f64", "crate", "where"]


class Target:
    """What the generator must know about a machine to stay within what its compilers accept."""

    def __init__(self, name):
        self.name = name
        self.long_bits = 32 if name == "i686" else 64
        self.char_signed = name != "s390x"
        self.is_x86 = name != "s390x"
        self.has_int128 = name != "i686"


class Int:
    """An integer type, _Bool included; bits of its values."""

    def __init__(self, spelling, bits, signed, is_bool=False):
        self.spelling, self.bits, self.signed, self.is_bool = spelling, bits, signed, is_bool
        self.form = spelling + " %s"
        self.size = (bits + 7) // 8


class Raw:
    """
    A type that is compared by its bytes: pointers, floats, vectors. slots: (offset, bytes, bits kept clear so that no
    NaN is made, which a machine may change while it is copied).
    """

    def __init__(self, form, slots, float_bits=0):
        self.form, self.slots, self.float_bits = form, slots, float_bits
        self.size = max(offset + size for offset, size, _ in slots)


class RecordType:
    """A record as a field's type: defined in place (inline) or named."""

    def __init__(self, record, inline, form=None):
        self.record, self.inline, self.form = record, inline, form

    @property
    def size(self):
        return self.record.size_guess()


class ArrayType:
    """A typedef of an array: adds its own dimensions behind the field's."""

    def __init__(self, spelling, element, dims):
        self.form, self.element, self.dims = spelling + " %s", element, dims

    @property
    def size(self):
        return self.element.size * product(self.dims)


class Field:
    def __init__(self, name, type_, width=None, dims=(), attrs="", prefix=""):
        self.name, self.type, self.width, self.dims = name, type_, width, list(dims)
        self.attrs, self.prefix = attrs, prefix
        self.is_tail = False  # a flexible array, or one of length 0 used as such: has elements behind the record

    @property
    def record(self):
        type_ = self.element_type()
        return type_.record if isinstance(type_, RecordType) else None

    def element_type(self):
        return self.type.element if isinstance(self.type, ArrayType) else self.type

    def all_dims(self):
        return self.dims + (self.type.dims if isinstance(self.type, ArrayType) else [])


class Record:
    def __init__(self, kind, tag, typedef, parent):
        self.kind, self.tag, self.typedef, self.parent = kind, tag, typedef, parent
        self.fields = []
        self.attrs, self.attrs_first, self.pack = "", False, None
        self.aliases = []      # typedefs of it, written behind it
        self.has_tail = False  # ends with a flexible array: may only be the last thing of another record

    @property
    def is_union(self):
        return self.kind == "union"

    @property
    def is_named(self):
        return bool(self.tag or self.typedef)

    def c_name(self):
        return "%s %s" % (self.kind, self.tag) if self.tag else self.typedef

    def size_guess(self):
        sizes = [f.type.size * product([d or 0 for d in f.dims]) for f in self.fields if f.width is None]
        sizes += [8 for f in self.fields if f.width is not None]
        return (max(sizes, default=0) if self.is_union else sum(sizes)) + 8


def product(numbers):
    result = 1
    for number in numbers:
        result *= number
    return result


class Generator:
    """Makes one header's declarations: self.prelude (enums and typedefs, text) and self.records (top level, in order)."""

    def __init__(self, seed, target, only_clang):
        self.random = random.Random("%s/%s" % (seed, target))
        self.target = Target(target)
        self.only_clang = only_clang  # GCC 12 lacks some of what clang takes: flexible arrays alone
        self.prelude, self.records = [], []
        self.serial = 0
        self.keywords_taken = set()  # in this top-level record: the members of anonymous members share its scope
        self.make_scalars()

    def chance(self, probability):
        return self.random.random() < probability

    def number(self):
        self.serial += 1
        return self.serial

    # ---- scalar types ----

    def make_scalars(self):
        target, long_bits = self.target, self.target.long_bits
        self.bool = Int("_Bool", 1, False, True)
        self.ints = [self.bool, Int("char", 8, target.char_signed), Int("signed char", 8, True),
                     Int("unsigned char", 8, False), Int("short", 16, True), Int("unsigned short", 16, False),
                     Int("int", 32, True), Int("unsigned int", 32, False), Int("long", long_bits, True),
                     Int("unsigned long", long_bits, False), Int("long long", 64, True),
                     Int("unsigned long long", 64, False)]
        self.plain_ints = list(self.ints)
        for bits, base in ((8, "char"), (16, "short"), (32, "int"), (64, "long long")):
            self.prelude.append("typedef unsigned %s u%d;" % (base, bits))
            self.ints.append(Int("u%d" % bits, bits, False))
        self.prelude.append("typedef _Bool flag_t;")
        self.ints.append(Int("flag_t", 1, False, True))
        for _ in range(4):
            self.make_enum()
        self.aligned_ints = []
        for _ in range(3):
            base, name = self.random.choice(self.plain_ints[1:]), "al%d_t" % self.number()
            align = self.random.choice([1, 2, 4, 8, 16])
            self.prelude.append("typedef %s %s __attribute__((aligned(%d)));" % (base.spelling, name, align))
            self.aligned_ints.append(Int(name, base.bits, base.signed))
        word = long_bits // 8
        self.pointers = [Raw(form, [(0, word, 0)]) for form in
                         ("void *%s", "const char *%s", "int (*%s)(int, const char *)", "void (*%s)(void)", "long **%s",
                          "struct undefined_here *%s", "int (*%s)[3]")]
        self.floats = [Raw("float %s", [(0, 4, 1 << 30)], 32), Raw("double %s", [(0, 8, 1 << 62)], 64)]
        self.make_rare()
        element, dims = self.random.choice(self.plain_ints), [self.random.randint(1, 4)]
        if self.chance(0.4):
            dims.append(self.random.randint(1, 3))
        self.prelude.append("typedef %s arr_t%s;" % (element.spelling, "".join("[%d]" % d for d in dims)))
        self.array_typedef = ArrayType("arr_t", element, dims)

    def make_rare(self):
        """Types that Rust has no exact counterpart of, but whose bytes must lie where C has them."""
        both = [(0, 8, 0), (8, 8, 0)]
        long_double = [(0, 8, 0), (8, 2, 0) if self.target.is_x86 else (8, 8, 0)]
        self.prelude.append("typedef int vec_t __attribute__((vector_size(16)));")
        self.prelude.append("typedef short half_vec_t __attribute__((vector_size(8)));")
        self.rare = [Raw("vec_t %s", both), Raw("half_vec_t %s", [(0, 8, 0)]),
                     Raw("_Complex float %s", [(0, 4, 1 << 30), (4, 4, 1 << 30)]),
                     Raw("_Complex double %s", [(0, 8, 1 << 62), (8, 8, 1 << 62)]),
                     Raw("long double %s", long_double)]
        if self.target.is_x86:
            self.rare.append(Raw("__float128 %s", both))
        if self.target.name == "x86_64":
            self.rare.append(Raw("_Float16 %s", [(0, 2, 1 << 14)]))
        if self.target.has_int128:
            self.rare += [Raw("__int128 %s", both), Raw("unsigned __int128 %s", both)]

    def make_enum(self):
        """An enum of one of the integer types that GCC and clang choose for its values."""
        name, number = "e%d" % self.number(), self.serial
        form = self.random.choice(["unsigned", "signed", "byte", "signed byte", "word", "wide", "signed wide"])
        low, high = {"unsigned": (0, 4000000000), "signed": (-5, 100000), "byte": (0, 200), "signed byte": (-100, 100),
                     "word": (0, 60000), "wide": (1, 0x123456789a), "signed wide": (-0x123456789a, 7)}[form]
        packed = " __attribute__((packed))" if form in ("byte", "signed byte", "word") else ""
        bits = {"byte": 8, "signed byte": 8, "word": 16, "wide": 64, "signed wide": 64}.get(form, 32)
        values = "E%d_LOW = %d, E%d_HIGH = %d" % (number, low, number, high)
        if self.chance(0.4):
            name += "_t"
            self.prelude.append("typedef enum { %s }%s %s;" % (values, packed, name))
            spelling = name
        else:
            self.prelude.append("enum %s { %s }%s;" % (name, values, packed))
            spelling = "enum " + name
        self.ints.append(Int(spelling, bits, low < 0))

    # ---- records ----

    def make(self, count):
        while len(self.records) < count:
            self.keywords_taken.clear()
            record = self.make_record(None, 0)
            if record.size_guess() <= 1500:
                self.records.append(record)

    def make_record(self, parent, depth, named=None):
        kind = "union" if self.chance(0.25) else "struct"
        number = self.number()
        tag, typedef = "r%d" % number, None
        if parent is None:
            style = self.random.random()
            if style < 0.25:
                tag, typedef = None, "t%d" % number
            elif style < 0.4:
                typedef = "t%d" % number
        elif not named:
            tag = None
        record = Record(kind, tag, typedef, parent)
        self.choose_attributes(record, depth)
        self.fill(record, depth)
        return record

    def choose_attributes(self, record, depth):
        style, align = self.random.random(), self.random.choice([1, 2, 4, 8, 16, 32])
        words = []
        if style < 0.40:
            pass
        elif style < 0.60:
            words = ["packed"]
        elif style < 0.72:
            words = ["packed", "aligned(%d)" % align]
        elif style < 0.82:
            words = ["aligned(%d)" % align]
        elif depth == 0:
            record.pack = self.random.choice([1, 2, 4, 8])
            if self.chance(0.2):
                words = ["aligned(%d)" % align]
        if self.target.name == "x86_64" and self.chance(0.03):
            words.append("ms_struct")
        if words:
            record.attrs = "__attribute__((%s))" % ", ".join(words)
            record.attrs_first = self.chance(0.3)

    def fill(self, record, depth):
        if self.chance(0.03):
            return  # an empty struct: GNU C, size 0
        count = self.random.randint(1, 8 if depth == 0 else 4)
        bitty = self.random.choice([0.0, 0.15, 0.5, 0.9])
        odd_attributes = self.random.choice([0.0, 0.0, 0.1, 0.3])
        while len(record.fields) < count:
            if self.chance(bitty):
                field = self.make_bitfield()
            else:
                field = self.make_member(record, depth)
            if self.chance(odd_attributes) and field.name:
                field.attrs = self.field_attributes(field)
            if field.name and self.chance(0.02):
                name = self.random.choice(KEYWORDS)
                if name not in self.keywords_taken:
                    self.keywords_taken.add(name)
                    field.name = name
            record.fields.append(field)
        self.add_tail(record, depth)

    def field_attributes(self, field):
        words = self.random.choice([["packed"], ["aligned(%d)" % self.random.choice([2, 4, 8, 16])],
                                    ["packed", "aligned(%d)" % self.random.choice([2, 4, 8])]])
        return " __attribute__((%s))" % ", ".join(words)

    def make_bitfield(self):
        choice = self.random.random()
        type_ = self.random.choice(self.aligned_ints) if choice < 0.04 else self.random.choice(self.ints)
        if choice > 0.95:
            return Field(None, type_, width=0)
        width = self.random.choice([1, type_.bits, max(1, type_.bits - 1), self.random.randint(1, type_.bits),
                                    self.random.randint(1, type_.bits), self.random.randint(1, min(8, type_.bits))])
        return Field(None if choice > 0.88 else "m%d" % self.number(), type_, width=width)

    def make_member(self, record, depth):
        choice = self.random.random()
        if depth < 3 and choice < 0.22:
            return self.make_nested(record, depth)
        name = "m%d" % self.number()
        if choice < 0.32 and self.records:
            return self.make_reference(name)
        if choice < 0.40:
            type_ = self.random.choice(self.pointers)
        elif choice < 0.47:
            type_ = self.random.choice(self.floats)
        elif choice < 0.51:
            type_ = self.random.choice(self.rare)
        elif choice < 0.54:
            type_ = self.array_typedef
        elif choice < 0.58:
            return Field(name, self.random.choice(self.aligned_ints))
        else:
            type_ = self.random.choice(self.ints)
        field = Field(name, type_, dims=self.dims())
        if self.chance(0.03) and isinstance(type_, Int):
            field.prefix = self.random.choice(["volatile ", "_Atomic "])
        elif self.chance(0.02):
            field.prefix = "_Alignas(16) "
        return field

    def dims(self):
        choice = self.random.random()
        if choice < 0.72:
            return []
        if choice < 0.88:
            return [self.random.choice([1, 2, 3, 5, 7, 40])]
        if choice < 0.90:
            return [0]
        return [self.random.randint(1, 3) for _ in range(self.random.randint(2, 3))]

    def make_nested(self, record, depth):
        """A record defined in place: anonymous member, field of anonymous type, or field of a type with a tag."""
        style = self.random.random()
        nested = self.make_record(record, depth + 1, named=style > 0.7)
        field = Field(None, RecordType(nested, True))
        if style > 0.45:
            field.name = "m%d" % self.number()
            if self.chance(0.3) and not nested.has_tail:
                field.dims = [self.random.randint(1, 3) for _ in range(self.random.randint(1, 2))]
        return field

    def make_reference(self, name):
        other = self.random.choice(self.records)
        while other.has_tail:
            other = self.random.choice(self.records)
            if self.chance(0.2):
                return Field(name, self.bool)
        form = other.c_name() + " %s"
        if self.chance(0.08):
            alias = "alias%d_t" % self.number()
            align = self.random.choice(["", " __attribute__((aligned(%d)))" % self.random.choice([4, 16])])
            other.aliases.append("typedef %s %s%s;" % (other.c_name(), alias, align))
            return Field(name, RecordType(other, False, alias + " %s"))
        dims = [self.random.randint(1, 3)] if self.chance(0.3) else []
        return Field(name, RecordType(other, False, form), dims=dims)

    def add_tail(self, record, depth):
        """A flexible array at the end, or in a union as the kernel's __DECLARE_FLEX_ARRAY() does; top level only."""
        if depth or not self.chance(0.15):
            return
        simple = [r for r in self.records if not r.has_tail and r.size_guess() < 100]
        if simple and self.chance(0.3):
            element = RecordType(self.random.choice(simple), False)
            element.form = element.record.c_name() + " %s"
        else:
            element = self.random.choice(self.ints + self.pointers + self.floats)
        bound = 0 if self.chance(0.25) else None
        tail = Field("tail", element, dims=[bound])
        tail.is_tail = True
        if self.chance(0.3) and not record.is_union:
            record.fields.append(self.tail_union(record, tail))
        elif record.is_union and bound is None and not self.only_clang:
            record.fields.append(self.wrap_tail(record, tail))
        elif record.is_union or any(f.name for f in record.fields) or self.only_clang:
            if self.only_clang and self.chance(0.2):
                record.fields = []
            record.fields.append(tail)
        else:
            return
        record.has_tail = True

    def wrap_tail(self, parent, tail):
        """struct { struct { } empty; T tail[]; };"""
        wrapper = Record("struct", None, None, parent)
        empty = Record("struct", None, None, wrapper)
        wrapper.fields = [Field("empty%d" % self.number(), RecordType(empty, True)), tail]
        wrapper.has_tail = True
        return Field(None, RecordType(wrapper, True))

    def tail_union(self, record, tail):
        """struct { …; union { T tail[]; char bytes[]; }; }: plain in clang, wrapped in structs for GCC."""
        union = Record("union", None, None, record)
        other = Field("tail_bytes", self.plain_ints[3], dims=[None])
        other.is_tail = True
        for field in (tail, other):
            if self.only_clang or field.dims[0] == 0:
                union.fields.append(field)
                continue
            union.fields.append(self.wrap_tail(union, field))
        union.has_tail = True
        return Field(None, RecordType(union, True))


def generate(seed, target):
    """The Generator of one header, filled."""
    only_clang = seed % 6 == 5
    generator = Generator(seed, target, only_clang)
    generator.make(12 + seed % 9)
    return generator
