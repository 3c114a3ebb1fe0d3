"""Entries of random Unicode: a seeded generator, fast enough for ten thousand in a second.

Each entry is complete for its type, so that what a reader complains about is never the entry's own fault: the fields
that datamodel.TYPES requires, and those that plain.bst warns about (btxdoc, section 3.1). All else is random: letters
of every script, marks, controls, what is unassigned or no character at all, and whatever means something to a reader.
"""

import random
import unicodedata
from collections.abc import Iterator

from refexport.data.datamodel import DATE, FIELDS, LIST, LITERAL, NAMES, TYPES
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.name import OTHERS, Name
from refexport.model.text import NESTED, Span, Style, Text, normal_text

BLOCKS = (
    (0x20, 0x7E), (0x00, 0x1F), (0x7F, 0x24F), (0x250, 0x36F), (0x370, 0x52F), (0x530, 0x8FF), (0x900, 0x109F),
    (0x10A0, 0x1DFF), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x2BFF), (0x2C00, 0x2FFF), (0x3000, 0x4DFF),
    (0x4E00, 0x9FFF), (0xA000, 0xABFF), (0xAC00, 0xD7FF), (0xD800, 0xDFFF), (0xE000, 0xF8FF), (0xF900, 0xFFFF),
    (0x10000, 0x13FFF), (0x14000, 0x1CFFF), (0x1D000, 0x1EFFF), (0x1F000, 0x1FAFF), (0x20000, 0x3FFFF),
    (0x40000, 0xDFFFF), (0xE0000, 0xE0FFF), (0xF0000, 0x10FFFF),
)  # fmt: skip
"""Every part of Unicode, in parts that are drawn from equally often."""

MEANINGFUL = (
    *r"\ { } $ % & # _ ^ ~ < > @ , ; : = | / ( ) [ ] ' ` - + * ! ?".split(), '"',
    "{{", "}}", "}{", "\\\\", "\\{", "\\}", "$$", "--", "---", "``", "''", "^^", "^^5c", "%%", "~~", ",,", '"#', "{\\",
    "\\input{x}", "\\write18{x}", "\\relax", "\\'", "\\textbf{", "\\begin{x}", "\\verb|x|", "$x_1$", "$\\alpha", "\\(", "\\)",
    " and ", " AND ", "and", "others", " and others", "et al.", ", and ", " von ", " de la ", "Jr.", ", ", ",", " - ",
    "@article{x,", "@comment{", "@string{x = {y}}", '@preamble{"x"}', "@misc{y}", "title = {x},", "}\n@misc{z,\n", "% x",
    "TY  - JOUR", "ER  - ", "\nER  - \nTY  - BOOK\n", "\r\nTI  - x", "\nUR  - y", "AU  - z", "Citation Key: x", "\ntype: y\n",
    "<b>", "</b>", "<i>", "</i>", "<sub>", "<sup>", "</sup>", '<span class="nocase">', "</span>", "<script>", "</script>",
    "<!--", "-->", "<![CDATA[", "]]>", "<?xml", "&amp;", "&lt;", "&#0;", "<br/>", '": "', "\\u0000", "\\n", "- !!x", "{=latex}",
    "\N{NULL}", "\x1b[2J", "\x1b]0;x\x07", "\b", "\f", "\v", "\t", "\n", "\r\n", "\x1a", "\x7f", "\x85", "\x9b",
    "\N{NO-BREAK SPACE}", "\N{EM SPACE}", "\N{THIN SPACE}", "\N{IDEOGRAPHIC SPACE}", "\N{OGHAM SPACE MARK}", "\u2028", "\u2029",
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\u00ad", "\ufffe",
    "e\u0301", "a\u0323\u0302", "i\u0307\u0323", "x\u0301\u0302\u0303\u0304\u0308", "ﬁ", "ĳ", "ŉ", "İ", "ı", "ß", "ẞ", "ſ", "Ⅳ", "½",
    "👩\u200d💻", "👨\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "🇩🇪", "👍🏽", "☠\ufe0f", "\U0001d54f", "Ω", "Å", "K",
    "Ελληνικά", "русский", "العربية", "עברית", "हिन्दी", "ไทย", "한국어", "日本語", "中文", "Tiếng Việt", "“q”", "«r»", "–", "—", "…",
)  # fmt: skip
"""What means something to BibTeX, biber, TeX, RIS, citeproc, XML, JSON, YAML, a terminal, or a normaliser."""

WORDS = "Learning of the BERT k-NN Networks in GPT-4 a A for und Zürich naïve O’Brien x C++ AT&T 100 IV".split()
SMALL = ("van", "von der", "de la", "’t", "ibn", "d'", "Van", "al-")
SUFFIXES = ("Jr.", "III", "Sr", "junior")
MATHS = (r"\alpha_1", "x^2", r"\frac{1}{2}", r"\input{x}", "a$b", "{", "%", r"\{", "α≤1", r"\mathcal{L}(x)", "n!", "\\")
STYLES = NESTED
LANGUAGES = ("de", "en", "en-US", "fr", "ru", "zh", "tlh", "x{y", "german", "ja\N{NULL}")
URLS = "abcXYZ019/.?=&%#_~-:;,()[]{}<>|\\^`'\"$@!*+ éЖ学\u202e\n"

EXPECTED = {
    "book": ("publisher",), "incollection": ("publisher",), "inbook": ("publisher",), "suppbook": ("publisher",),
    "suppcollection": ("publisher",), "inreference": ("publisher", "author"), "bookinbook": ("publisher",),
    "collection": ("publisher",), "reference": ("publisher",), "mvbook": ("publisher",), "mvcollection": ("publisher",),
    "mvreference": ("publisher",), "unpublished": ("note",), "software": ("date",),
    "article": ("volume",), "review": ("volume",), "suppperiodical": ("volume",),
}  # fmt: skip
"""type -> what plain.bst warns about besides what biblatex requires."""

DIRECTIVES = frozenset("crossref xref related relatedtype relatedstring ids options presort entrysubtype".split())
"""Fields that name other entries or steer a program: what is wrong there is the entry's own fault."""

ISBNS = ("978-92-4-151657-0", "0-306-40615-2", "9780262035613")
ISSNS = ("1234-5679", "0028-0836")

RANDOM_FIELDS = tuple(field for field in FIELDS if field not in DIRECTIVES)


def random_entries(number: int, seed: int = 4) -> list[Entry]:
    """Entries with unlike keys; the same ones for the same seed."""
    return list(_Generator(seed).entries(number))


NOT_RANDOM = frozenset({"set", "commentary"})
"""A set without members that are there stops biber 2.18; bibtexparser and citation-js take @commentary for a comment."""


class _Generator:
    """Draws from pools that are made once: drawing is what takes time."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        between = self.random.randint
        characters = [chr(between(*self.random.choice(BLOCKS))) for _ in range(20_000)]
        self.pieces = [*MEANINGFUL * 60, *WORDS * 120, *characters, *[" "] * 5000]
        self.longest = [self.random.choice(characters) * 150, "x" * 200, "{" * 100, "\\" * 101, "a\u0301" * 90]
        self.words = {
            LITERAL: self.literal, NAMES: self.names, DATE: self.date, LIST: self.keywords, "text": self.text,
        }  # fmt: skip

    def entries(self, number: int) -> Iterator[Entry]:
        types = tuple(type_ for type_ in TYPES if type_ not in NOT_RANDOM)
        for n in range(number):
            type_ = types[n % len(types)]
            needed = [self.random.choice(one) for one in TYPES[type_]] + list(EXPECTED.get(type_, ()))
            some = self.random.sample(RANDOM_FIELDS, 6)
            fields = dict.fromkeys(["title", *needed, *some])
            yield Entry(self.key(n), type_, {field: self.value(field) for field in fields})

    def key(self, n: int) -> str:
        return f"{self.random.choice('aZ0')}{n}{self.random.choice(('', ':x', '.y', '/z', '_q', '+', '-'))}"

    def value(self, field: str) -> Value:
        special = {"doi": self.doi, "url": self.url, "isbn": self.isbn, "issn": self.issn, "eprinttype": self.archive,
                   "sortkey": self.sort_key}  # fmt: skip
        return special.get(field, self.words[FIELDS[field]])()

    def string(self, most: int = 8) -> str:
        """Random characters, as registries might send them: not normalised, not trimmed."""
        drawn = "".join(self.random.choices(self.pieces, k=self.random.randint(1, most)))
        if most > 4 and self.random.random() < 0.02:
            drawn += self.random.choice(self.longest)
        return unicodedata.normalize("NFD", drawn) if self.random.random() < 0.1 else drawn

    def literal(self, most: int = 8) -> str:
        """A string with something to see in it: what is empty is the entry's own fault."""
        return self.string(most) + self.random.choice("abcXYZ019")

    def text(self) -> Text:
        spans = [Span(self.literal(), self.styles()) for _ in range(self.random.choice((1, 1, 1, 2, 4)))]
        if self.random.random() < 0.1:
            spans.insert(0, Span(self.random.choice(MATHS), frozenset({Style.MATH})))
        return normal_text(spans)

    def styles(self) -> frozenset[Style]:
        return (
            frozenset()
            if self.random.random() < 0.7
            else frozenset(self.random.sample(STYLES, 2)[: self.random.randint(1, 2)])
        )

    def names(self) -> tuple[Name, ...]:
        drawn = [self.name() for _ in range(self.random.choice((1, 1, 2, 3)))]
        return (*drawn, OTHERS) if self.random.random() < 0.1 else tuple(drawn)

    def name(self) -> Name:
        """A name of a few words: plainnat has room for 500 bytes of label."""
        if self.random.random() < 0.25:
            return Name(literal=self.literal(4))
        family = self.random.choice((self.literal(4), "Ng", "Y", "van Gogh"))
        given = self.random.choice((self.string(4), self.string(2), "", "J.-P."))
        particle = self.random.choice(("", "", "", *SMALL, self.string(2)))
        suffix = self.random.choice(("", "", "", "", *SUFFIXES, self.string(2)))
        return Name(family, given, particle, suffix)

    def date(self) -> Date:
        year, mark = self.random.randint(1000, 2100), self.random.choice(("", "", "", "?", "~", "%"))
        month = self.random.choice((None, self.random.randint(1, 12), self.random.randint(21, 24)))
        day = self.random.randint(1, 28) if month and month <= 12 and self.random.random() < 0.5 else None
        end = Date(year + 1) if self.random.random() < 0.1 else None
        return Date(year, month, day, mark, end)

    def keywords(self) -> tuple[str, ...]:
        return tuple(self.literal() for _ in range(self.random.randint(1, 4)))

    def doi(self) -> str:
        return "10.1000/" + "".join(self.random.choices(URLS, k=12))

    def url(self) -> str:
        return "https://example.org/" + "".join(self.random.choices(URLS, k=20))

    def isbn(self) -> str:
        return self.random.choice(ISBNS)

    def issn(self) -> str:
        return self.random.choice(ISSNS)

    def sort_key(self) -> str:
        return self.literal(2)

    def archive(self) -> str:
        return self.random.choice(("arxiv", "pubmed", self.literal()))
