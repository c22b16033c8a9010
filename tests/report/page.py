"""Looks at HTML reports in Chromium: page.py PRINT TEST, where PRINT is the program of print.c. Without arguments: the names of the tests.
page.py --same REPORT.html REPORT.json: whether two reports of one comparison have the same content.

A test is a function here; it asks for a page of a case of cases.py and says what must hold of it. What holds of every page is asked each
time it is opened: nothing was asked for over the network, the console has no word, no name of a file ran as a script.
"""
import html.parser
import json
import pathlib
import subprocess
import sys
import tempfile

import cases
from browser import Browser

TITLE = "lib.a against bindings.rs"


class Failure(Exception):
    pass


def expect(what, got, wanted):
    if got != wanted:
        raise Failure(f"{what}: {got!r} in place of {wanted!r}")


class Nesting(html.parser.HTMLParser):
    """Fails where an element is not closed, or another one is."""
    EMPTY = {"meta", "input"}

    def __init__(self, text):
        super().__init__()
        self.open = []
        self.feed(text)
        self.close()
        expect("elements that are not closed", self.open, [])

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        expect(f"attributes of <{tag}>, line {self.getpos()[0]}", len(names), len(set(names)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        expect(f"end of an element, line {self.getpos()[0]}", tag, self.open.pop() if self.open else None)


class Page:
    def __init__(self, browser, path, title, fragment=""):
        self.browser = browser
        self.path = path
        self.title = title
        Nesting(path.read_text(encoding="utf-8"))
        self.open(fragment)

    @classmethod
    def print(cls, browser, program, case, fragment="", title=TITLE):
        """A page of a case. Its folder goes with it."""
        folder = tempfile.TemporaryDirectory()
        data, path = pathlib.Path(folder.name) / "case.json", pathlib.Path(folder.name) / "report.html"
        data.write_text(json.dumps(case().lists))
        path.write_bytes(subprocess.run([program, "html", data, title], check=True, stdout=subprocess.PIPE).stdout)
        page = cls(browser, path, title, fragment)
        page.folder = folder
        return page

    def open(self, fragment=""):
        self.browser.open(self.path, fragment)
        expect("title", self.run("return document.title"), f"{self.title} - ABI check")
        self.expect_quiet()

    def expect_quiet(self):
        expect("console", self.browser.log("browser"), [])
        addresses = [address.split("#")[0] for address in self.browser.requests()]
        expect("requests", addresses, [self.path.as_uri()] * len(addresses))
        expect("title afterwards", self.run("return document.title"), f"{self.title} - ABI check")

    def run(self, script, *arguments):
        return self.browser.run(script, *arguments)

    def search(self, words):
        self.browser.type("#search", words)

    def click(self, selector):
        self.browser.click(selector)

    def texts(self, selector):
        """What can be seen of the elements."""
        return self.run("return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility())"
                        ".map(e => (e.innerText || e.textContent).trim().replace(/\\s+/g, ' '))", selector)

    def count(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).length", selector)

    def boxes(self, subject, side):
        """Of a picture: (name, classes, x, y, width, height) of one side's boxes, from the top."""
        return self.run("""
            const group = [...document.querySelectorAll("section.group")].find(g => g.querySelector("h3 code").textContent === arguments[0]);
            return [...group.querySelectorAll(`.box[data-side=${arguments[1]}]`)].map(box => {
                const rect = box.querySelector("rect"), of = name => Number(rect.getAttribute(name));
                return [box.querySelector("title").textContent.split(":")[0], box.getAttribute("class"), of("x"), of("y"), of("width"), of("height")];
            }).sort((a, b) => a[3] - b[3] || a[2] - b[2])""", subject, side)


# ---- what a page has ----

def test_whole(page):
    """Everything of a comparison is on the page, and links lead to where they say."""
    p = page(cases.everything)
    expect("totals", p.texts(".totals"), ["6 differences (2 allowed), 7 not compared"])
    expect("groups", p.texts(".subjects a"),
           ["struct flags 2", "function i2c_slave_event 2", "constant LIMIT 1", "flag red-zone 1"])
    expect("kinds", p.texts("#differences .kind"), ["bitfield", "bitfield", "parameter-sign", "result-type", "constant-value", "flag"])
    expect("sides", p.texts("#differences .side h5")[:2], [cases.LEFT, cases.RIGHT])
    expect("values", p.texts("#differences .side .value")[:4], ["bit 1, 3 bits", "bit 1, 4 bits", "bit 4, 12 bits", "bit 5, 12 bits"])
    expect("nothing", p.texts("#differences .side .value")[7], "nothing")
    expect("places", p.texts("#differences .side .place")[:2], ["flags.h:3", "bindings.rs:4"])
    expect("consequence", p.texts(".consequence")[0], "Rust writes a bit of 'level'")
    expect("evidence", p.texts("#differences .place")[-1], "-mno-red-zone in DW_AT_producer of a.o (12 units)")
    expect("allowed", p.texts(".reason"), ["Allowed: harmless on x86-64: no value is above 5", "Allowed"])
    expect("flags", p.texts(".flags .verdict"), ["wrong", "unknown", "harmless", "equal"])
    expect("encodings", p.texts(".needs code"), ['#[cfi_encoding = "15i2c_slave_event"] on enum i2c_slave_event'])
    expect("reasons", p.texts("#not-compared summary"),
           ["only-right 4 only the right side has it", "variadic-unknown 2", "opaque 1 Rust has bytes in place of its members"])
    expect("pairs", len(p.texts(".pairs li")), 2)
    expect("notes", p.texts(".note"), ["types that both sides only point to are compared by name"])
    expect("links to nowhere", p.run("return [...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
                                     ".filter(h => !h.startsWith('#') || !document.getElementById(h.slice(1)))"), [])
    expect("ids given twice", p.run("const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                                    "return ids.filter((id, i) => ids.indexOf(id) !== i)"), [])


def test_equal(page):
    p = page(cases.equal)
    expect("totals", p.texts(".totals.good"), ["no differences, 0 not compared"])
    expect("sections", p.texts("main h2"), ["What was compared", "Differences 0"])


def test_table(page):
    """The table has what the picture has."""
    p = page(cases.point)
    p.click(".as-table summary")
    expect("rows", p.texts("table.layout tbody tr"), ["0 4 x int 0 4 x int", "≠ 4 2 y short 4 4 y int", "≠ 6 2 hole"])
    expect("sizes", p.texts("table.layout tfoot tr"), ["size 8, alignment 4 size 8, alignment 4"])


# ---- pictures ----

def test_picture(page):
    """Boxes are where the fields are: level where offsets are equal, and as high as what they span."""
    p = page(cases.point)
    (x, y, gap), (x2, y2) = p.boxes("struct point", "left"), p.boxes("struct point", "right")
    expect("names", [box[0] for box in (x, y, gap, x2, y2)], ["x", "y", "hole", "x", "y"])
    expect("classes", [box[1] for box in (x, y, gap, x2, y2)],
           ["box field", "box field differs", "box hole differs", "box field", "box field differs"])
    expect("x on both sides", x[3:], x2[3:])
    expect("y begins where x ends", (y[3], y2[3]), (x[3] + x[5], x2[3] + x2[5]))
    expect("the hole begins where y ends", gap[3], y[3] + y[5])
    expect("y of the right ends where the hole ends", y2[3] + y2[5], gap[3] + gap[5])
    expect("columns", (x[2], x2[2] - x[2] > x[4]), (y[2], True))
    expect("marks", p.texts(".picture .differs text:not(.type)"), ["≠ y", "≠ hole", "≠ y"])
    expect("joins", p.count(".picture .join"), 1)
    expect("fills", p.run("return [...document.querySelectorAll('.picture .box rect')].map(r => getComputedStyle(r).fill.includes('url'))"),
           [False, True, True, False, True])
    expect("sizes", p.texts(".picture .size"), ["8 bytes", "8 bytes"])


def test_bits(page):
    """Bitfields are boxes that one can read, too, at the bits that they have."""
    p = page(cases.everything)
    left, right = p.boxes("struct flags", "left"), p.boxes("struct flags", "right")
    expect("names", [box[0] for box in left + right], ["count", "mode", "level", "hole"] * 2)
    expect("height", min(box[5] for box in left + right) >= 20, True)
    expect("count", left[0][3:], right[0][3:])
    expect("level begins later on the right", left[2][3] < right[2][3], True)
    expect("offsets", p.texts(".picture .offset"), ["0", "0:1", "0:4", "0:5", "2", "2:1", "4"])
    expect("tooltip", p.run("return document.querySelectorAll('.box title')[1].textContent"),
           "mode: unsigned int, offset 0:1, 3 bits; on the other side: unsigned int, offset 0:1, 4 bits")


def test_long_picture(page):
    """Of a long layout what differs, its neighbours, and how much is left out."""
    p = page(cases.long)
    expect("fields", [box[0] for box in p.boxes("struct long", "left")],
           [f"member_{i}" for i in range(8, 13)] + ["member_148", "member_149", "名前_of_a_field_that_goes_on_and_on_without_an_end",
                                                    "member_151", "member_152"])
    expect("bands", p.texts(".picture .band")[:3], ["… 8 more fields …", "… 135 more fields …", "… 147 more fields …"])
    heights = p.run("return [...document.querySelectorAll('.picture')].map(e => e.viewBox.baseVal.height)")
    expect("heights", all(height < 2000 for height in heights), True)
    p.run("for (const group of document.querySelectorAll('.group')) group.style.contentVisibility = 'visible'")
    labels = p.run("return [...document.querySelectorAll('.box')].map(b => [b.querySelector('rect').getBBox(), b.querySelector('text').getBBox(), b.textContent])"
                   ".filter(([r, t]) => t.x < r.x || t.x + t.width > r.x + r.width + 1 || t.y < r.y - 1 || t.y + t.height > r.y + r.height + 1)"
                   ".map(([r, t, text]) => `${text}: ${t.x} ${t.y} ${t.width} ${t.height} in ${r.x} ${r.y} ${r.width} ${r.height}`)")
    expect("labels that leave their boxes", labels, [])


def test_overlap(page):
    """Members of a union stand beside each other; a field of one byte and one of 9,000 can both be read."""
    p = page(cases.overlap)
    left, right = p.boxes("union u", "left"), p.boxes("union u", "right")
    lanes = ["m5", "m11", "m10", "9 more fields that overlap these"]
    expect("lanes", [box[0] for box in left], lanes[::-1])
    expect("lanes of the right", [box[0] for box in right], lanes)
    expect("side by side", [box[2] for box in left], [left[0][2] + i * left[0][4] for i in range(4)])
    expect("levels", {box[3] for box in left + right}, {left[0][3]})
    expect("joins", p.run("return [...document.querySelectorAll('.picture')].map(e => e.querySelectorAll('.join').length)"), [1, 1, 1, 1])
    tail = p.boxes("struct tagged", "left")[-1]
    expect("a field without size", (tail[0], tail[5] >= 20), ("tail", True))
    [tiny] = p.boxes("struct tiny", "left")
    expect("one byte", tiny[5] >= 20, True)
    large = {box[0]: box for box in p.boxes("struct large", "left")}
    expect("9,000 bytes", large["x"][5] <= large["buffer"][5] <= 100, True)


# ---- search, buttons, keys ----

def test_search(page):
    """What is typed filters everything, as it is typed; counts follow; what is left empty goes."""
    p = page(cases.everything)
    p.search("level")
    expect("differences", p.texts("#differences h4 code"), ["struct flags.mode", "struct flags.level"])
    expect("count", p.texts("#differences h2 .count"), ["2 of 6"])
    expect("groups", p.count("section.group"), 1)
    expect("contents", p.texts("nav a"), ["What was compared", "Differences 2 of 6", "struct flags 2", "Compiler flags 0 of 4",
                                          "Identifiers (KCFI) 0 of 6", "Not compared 0 of 7"])
    expect("tables without rows", p.count("table.flags, .needs"), 0)
    expect("picture stays", p.count("svg.picture"), 1)
    p.search("EVENT i2c parameter")
    expect("all words, small and large letters", p.texts("#differences h4 code"), ["function i2c_slave_event.parameter 2 'event'"])
    p.search("printk")
    expect("gaps", p.texts(".gaps li"), ["function printk nothing tells whether Rust has '...' (C (GNU C17 12.2.0) against Rust (rustc 1.96.0))"])
    expect("count of gaps", p.texts("#not-compared .count"), ["1 of 7", "1 of 2"])
    p.search("stack-protector")
    expect("flags", p.texts(".flags tbody th"), ["stack-protector"])
    p.search("slave_cb")
    expect("identifiers", p.texts(".kcfi tbody th"), ["i2c_driver.slave_cb"])
    expect("found", p.texts("#found"), ["1 of 23 shown"])
    p.search("bindings.rs:5")
    expect("places", p.texts("#differences h4 code"), ["struct flags.level"])
    p.search("no such thing")
    expect("nothing", (p.count(".item"), p.texts("#found")), (0, ["0 of 23 shown"]))
    p.click("#clear")
    expect("all again", (p.texts("#differences h2 .count"), p.count(".difference"), p.texts("#found")), (["6"], 6, [""]))
    expect("folded again", p.count(".gaps li"), 0)
    p.expect_quiet()


def test_buttons(page):
    """Buttons choose kinds; their numbers follow the search."""
    p = page(cases.everything)
    expect("buttons", p.texts("#differences button"), ["bitfield 2", "parameter-sign 1", "result-type 1", "constant-value 1", "flag 1"])
    p.click("#differences button[data-kind=bitfield]")
    expect("one kind", p.texts("#differences h4 .kind"), ["bitfield", "bitfield"])
    expect("pressed", p.run("return document.querySelector('#differences button').getAttribute('aria-pressed')"), "true")
    p.click("#differences button[data-kind=flag]")
    expect("two kinds", p.texts("#differences h4 .kind"), ["bitfield", "bitfield", "flag"])
    expect("other lists stay", p.count(".flags tbody tr"), 4)
    p.search("level")
    expect("numbers", p.texts("#differences button"), ["bitfield 2", "parameter-sign 0", "result-type 0", "constant-value 0", "flag 0"])
    p.click("#differences button[data-kind=bitfield]")
    expect("kind and words", p.count(".difference"), 0)
    p.click("#clear")
    expect("all again", p.count(".difference"), 6)
    p.click("#flags button[data-kind=unknown]")
    expect("flags", p.texts(".flags tbody th"), ["x18"])
    p.click("#kcfi button[data-kind=agrees]")
    expect("identifiers", p.texts(".kcfi tbody th"), ["function ioctl"])


def test_keys(page):
    """The whole page can be used from the keyboard."""
    p = page(cases.everything)
    tab, enter, escape = "\ue004", "\ue007", "\ue00c"
    p.browser.press("/")
    expect("'/' goes to the search box", p.run("return document.activeElement.id"), "search")
    p.browser.press(*"level")
    expect("typed", p.count(".difference"), 2)
    p.browser.press(escape)
    expect("escape shows all", (p.run("return document.querySelector('#search').value"), p.count(".difference")), ("", 6))
    p.browser.press(tab, tab)
    expect("next but one", p.run("return document.activeElement.getAttribute('href')"), "#compared")
    p.run("document.querySelector('#differences button').focus()")
    p.browser.press(enter)
    expect("a button by its key", p.count(".difference"), 2)
    p.run("document.querySelector('#not-compared summary').focus()")
    p.browser.press(enter)
    expect("a fold by its key", p.count(".gaps li"), 4)


def test_links(page):
    """A link to a difference shows it, also where it is filtered out; ids come from names."""
    p = page(cases.everything, "#bitfield-struct-flags.level")
    expect("target", p.texts(":target h4 code"), ["struct flags.level"])
    expect("in sight", p.run("const top = document.querySelector(':target').getBoundingClientRect().top; return top >= 0 && top < innerHeight"), True)
    p.search("red-zone")
    expect("filtered", p.count(".difference"), 1)
    p.run("location.hash = '#constant-value-constant-LIMIT'")
    expect("shown", p.texts(":target h4 code"), ["constant LIMIT"])
    p.run("location.hash = '#not-compared-opaque'")
    expect("opened", p.texts(":target li"),
           ["struct blob (C (GNU C17 12.2.0) against Rust (rustc 1.96.0))"])


def test_many(page):
    """10,000 gaps, 1,300 differences: folded up, and found as fast as one types."""
    p = page(cases.many)
    expect("folded", (p.count(".gaps li"), p.texts("#not-compared .count")), (0, ["10000", "6666", "3334"]))
    expect("pictures", p.run("return document.querySelectorAll('svg.picture').length"), 300)
    took = p.run("""
        const search = document.querySelector("#search"), before = performance.now();
        for (const text of ["n", "na", "nam", "name", "name_", "name_9", "name_99", "name_999", "name_9999"]) {
            search.value = text;
            search.dispatchEvent(new Event("input"));
            document.body.offsetHeight;
        }
        return (performance.now() - before) / 9""")
    expect(f"{took:.0f} ms for a letter, at most 1000", took <= 1000, True)
    expect("found", p.texts(".gaps li"), ["struct name_9999"])
    p.search("function f7")
    expect("differences", p.texts("#differences h2 .count"), ["111 of 1300"])


# ---- hostile names, no script, schemes ----

def test_hostile(page):
    p = page(cases.hostile, title=f"a {cases.SCRIPT} \"'&</title>")
    expect("scripts", p.run("return document.scripts.length"), 1)
    expect("elements that no report has", p.run("return document.querySelectorAll('img, iframe, object, embed, link, b script, [onerror], "
                                                "[onload], [onmouseover], main style').length"), 0)
    expect("subject", p.texts("h3 code")[0], f"struct </code>{cases.SCRIPT}")
    expect("member", p.texts("h4 code")[1], f"struct </code>{cases.SCRIPT}.\\u{{202e}}txet\\u{{202c}}")
    expect("bytes", p.texts(".consequence")[0], "bytes \ufffd\ufffd, a bell \\x07, an escape \\x1b[31mred, a tab \\x09 and a line\\x0aend")
    expect("values", p.texts(".side .value")[1], "a & b &lt; c")
    p.search("</code><script>")
    expect("found", p.count(".difference"), 2)
    p.run("location.hash = '#%22%3E%3Cscript%3E'; for (const e of document.querySelectorAll('main *')) e.dispatchEvent(new MouseEvent('mouseover'))")
    expect("ids given twice", p.run("const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                                    "return ids.filter((id, i) => ids.indexOf(id) !== i)"), [])
    expect("ids", p.run("return [...document.querySelectorAll('[id]')].map(e => e.id).filter(id => !/^[\\w.-]+$/.test(id))"), [])
    p.expect_quiet()


def test_policy(page):
    """Even if a name got through: the page forbids scripts, and requests, other than its own."""
    p = page(cases.point)
    p.run("""document.body.insertAdjacentHTML("beforeend", "<img src='http://127.0.0.1:9/x' onerror=\\"document.title = 'run'\\">");
        const script = document.createElement("script");
        script.textContent = "document.title = 'run'";
        document.body.append(script)""")
    expect("title", p.run("return document.title"), f"{TITLE} - ABI check")
    expect("refusals", sum("Content Security Policy" in entry["message"] for entry in p.browser.log("browser")) >= 2, True)


def test_no_script(page):
    """Without JavaScript all can be read, and nothing is shown that does nothing."""
    p = page(cases.everything)
    p.browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
    p.browser.open(p.path)
    p.browser.devtools("Emulation.setScriptExecutionDisabled", value=False)
    expect("differences", p.count(".difference"), 6)
    expect("controls", p.count("#search, button"), 0)
    expect("pictures", p.count("svg.picture"), 1)


def test_schemes(page):
    """Light and dark; in both of them text stands out from what is behind it."""
    p = page(cases.everything)
    contrast = """
        const parse = color => color.match(/[\\d.]+/g).map(Number);
        const light = color => parse(color).slice(0, 3).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = element => {
            for (let e = element; e; e = e.parentElement) {
                const color = getComputedStyle(e).backgroundColor, parts = parse(color);
                if (parts.length === 3 || parts[3] === 1)
                    return color;
            }
            return "rgb(255, 255, 255)";
        };
        const low = [];
        for (const e of document.querySelectorAll("h1, h2, h4, p, code, a, button, .kind, .verdict, .count, .place, .value, td, th, summary")) {
            if (!e.checkVisibility() || !e.textContent.trim())
                continue;
            const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
            if ((a + 0.05) / (b + 0.05) < 4.5)
                low.push(`${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 20)} ${((a + 0.05) / (b + 0.05)).toFixed(1)}`);
        }
        return low"""
    colors = {}
    for scheme in "light", "dark":
        p.browser.set_features(prefers_color_scheme=scheme)
        colors[scheme] = p.run("return getComputedStyle(document.body).backgroundColor")
        expect(f"{scheme}: texts that are hard to read", p.run(contrast), [])
    expect("light", colors["light"], "rgb(246, 247, 248)")
    expect("dark", colors["dark"], "rgb(20, 23, 27)")


def test_narrow(page):
    """On a telephone nothing runs out of the page: wide parts scroll by themselves."""
    for case in cases.everything, cases.long, cases.hostile:
        p = page(case)
        for width in 360, 800, 1400:
            p.browser.devtools("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
            expect(f"{case.__name__} at {width}: what is too wide", p.run("return document.documentElement.scrollWidth - innerWidth"), 0)


def test_print(page):
    """On paper: differences and pictures, no controls."""
    p = page(cases.everything)
    p.browser.devtools("Emulation.setEmulatedMedia", media="print")
    expect("controls", p.count("#search, button, nav"), 0)
    expect("differences", (p.count(".difference"), p.count("svg.picture")), (6, 1))


# ---- real reports ----

def drawn(rows, side):
    """(offset, size) of what a picture draws of one side."""
    return sorted((row[side]["offset"], row[side]["size"]) for row in rows if side in row)


def check_same(browser, path, report):
    """A page has the differences, pictures, flags and gaps of the JSON report of the same comparison, which is a small one."""
    title = path.read_text(encoding="utf-8").split("<title>")[1].split(" - ABI check</title>")[0]
    p = Page(browser, path, title)
    expect("differences", p.texts("#differences h4"),
           [" ".join([entry["kind"], ".".join(filter(None, [entry["subject"], entry.get("member")])), "#"]) for entry in
            sorted(report["differences"], key=lambda entry: [other["subject"] for other in report["differences"]].index(entry["subject"]))])
    expect("consequences", sorted(p.texts(".consequence")), sorted(entry["consequence"] for entry in report["differences"]))
    expect("flags", sorted(p.texts(".flags tbody th")), sorted(entry["property"] for entry in report["flags"]))
    expect("gaps", p.run("return document.querySelectorAll('.gaps li').length"), len(report["gaps"]))
    expect("pictures", p.run("return document.querySelectorAll('svg.picture').length"), len(report["layouts"]))
    for layout in report["layouts"]:
        for side in "left", "right":
            boxes = p.run("""
                const group = [...document.querySelectorAll("section.group")].find(g => g.querySelector("code").textContent === arguments[0]);
                return [...group.querySelectorAll(`.box[data-side=${arguments[1]}]`)].map(box => [box.dataset.offset, box.dataset.size].map(Number))
                """, layout["subject"], side)
            expect(f"{layout['subject']}, {side}", sorted(map(tuple, boxes)), drawn(layout["rows"], side))
    for entry in report["differences"]:
        p.search(f"{entry['kind']} {entry['subject']} {entry.get('member', '')}")
        expect("found", any(entry["subject"] in text for text in p.texts("#differences h4")), True)
    p.expect_quiet()


TESTS = {name.removeprefix("test_").replace("_", "-"): test for name, test in list(globals().items()) if name.startswith("test_")}


def main():
    if len(sys.argv) == 1:
        print(*TESTS, sep="\n")
        return
    with Browser() as browser:
        if sys.argv[1] == "--same":
            path, report = map(pathlib.Path, sys.argv[2:])
            check_same(browser, path.resolve(), json.loads(report.read_text(encoding="utf-8")))
        else:
            program, name = sys.argv[1:]
            TESTS[name](lambda case, fragment="", title=TITLE: Page.print(browser, program, case, fragment, title))


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(str(failure))
