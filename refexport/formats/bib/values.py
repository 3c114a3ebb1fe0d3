# ruff: noqa: A002 - ascii is the word for it
"""The values of an entry as they stand in a .bib, in either dialect."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, cast

from refexport.data.datamodel import DATE, FIELDS, GENRES, LIST, LISTED, LITERAL, NAMES, TEXT, is_annotation
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.bib.groups import is_listable, is_sayable, print_groups
from refexport.formats.bib.syntax import Block, is_balanced, print_blocks
from refexport.formats.format import Frame, Partly, Row, Written, clean, each, loss
from refexport.model.date import Date, print_date
from refexport.model.entry import Entry
from refexport.model.keys import is_cite_key
from refexport.model.text import Text, items_of, literal_text, plain_text
from refexport.text.capitals import CASED
from refexport.text.latex import braced, name_to_latex, to_latex, whole_to_latex
from refexport.text.protection import is_ruled, title_words, why_whole

Encoder = Callable[[Entry, str], str]

AND = regex(r"(?<!\S)and(?!\S)", re.IGNORECASE)
STEERING = regex(r"[\\%#$&^~]")
"""Characters by which a value would steer TeX."""

TEX = regex(r"[\\$%#&^~_]")
NO_NAME = "biblatex looks languages up by their names, in which no TeX can stand"

RAW = frozenset("entryset langidopts options related relatedoptions relatedtype xref".split())
"""Fields with a syntax of their own, in which nothing is LaTeX (biblatex manual 3.18, 2.2.3)."""

NOT_IN_URI = regex(r"[^!-~]|[{}\\^]")


class Encoders(NamedTuple):
    """How the values of an entry are spelled in one dialect: ``spell(entry, field)``."""

    text: Encoder
    listed: Encoder
    title: Encoder
    names: Encoder
    literal: Encoder
    pages: Encoder
    keywords: Encoder
    genre: Encoder
    date: Encoder

    def of(self, field: str) -> Encoder:
        """How a field is spelled that no format says more of: by its datatype."""
        if field in RAW or is_annotation(field):
            return raw_or(self.literal)
        if field not in FIELDS:
            return self.text
        if field in CASED or field in LISTED:
            return self.title if field in CASED else self.listed
        by_datatype = {NAMES: self.names, DATE: self.date, TEXT: self.text, LITERAL: self.literal, LIST: self.keywords}
        return by_datatype[FIELDS[field]]


def encoders(*, ascii: bool) -> Encoders:
    """The encoders of a dialect that is written in ASCII, or in UTF-8."""
    encode_each = (_text, _listed, _title, _names, _literal, _pages, _keywords, _genre, _date)
    return Encoders(*(partial(apply, ascii) for apply in encode_each))


def language_rows(encoders: Encoders) -> tuple[Row, Row]:
    """The rows for languages beside the one of the text, and for those without: readers take the first for it."""

    def _names(entry: Entry, field: str) -> object:
        names = encoders.listed(entry, field)
        return Partly("", NO_NAME) if TEX.search(names) else names

    def _beside(entry: Entry, field: str) -> object:
        return _names(entry, field) if entry.has("language") else None

    def _alone(entry: Entry, field: str) -> object:
        return None if entry.has("language") else _names(entry, field)

    return Row("languages", "language", _beside), Row("languages", "language", _alone, reads="language")


def uri(entry: Entry, field: str) -> str:
    """A DOI, URL or id as all readers of .bib files want it: raw, only what cannot stand in braces percent-encoded."""
    return NOT_IN_URI.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), entry.plain(field))


def raw_or(encode: Encoder) -> Encoder:
    """A value as it is, escaped only if it held what steers TeX."""

    def _raw(entry: Entry, field: str) -> str:
        value = entry.plain(field)
        return encode(entry, field) if STEERING.search(value) or not is_balanced(value) else value

    return _raw


def path(entry: Entry, field: str) -> str:
    r"""A file's path raw, as fields that hold no LaTeX want it; only what ends or opens a group is percent-encoded.

    A backslash stays, as JabRef has it in a path (``C\:``) and Windows too, but where it would hold the closing brace.
    """
    return re.sub(r"[{}]|\\$", lambda m: f"%{ord(m[0]):02X}", entry.plain(field))


def _date(ascii: bool, entry: Entry, field: str) -> str:
    """A date in EDTF; what stands for one as the text that it is."""
    date = cast("Date", entry.fields[field])
    return to_latex(literal_text(date.literal), ascii=ascii) if date.is_literal else print_date(date)


def title_to_latex(entry: Entry, title: Text, *, ascii: bool) -> str:
    """A title of the entry, in braces what must keep its capitals: all of one that is not English."""
    return _protected(ascii, entry, title, plain_text(title))


def _text(ascii: bool, entry: Entry, field: str) -> str:
    return to_latex(entry.text(field), ascii=ascii)


def _listed(ascii: bool, entry: Entry, field: str) -> str:
    """The publishers or places, each in braces if an "and" would make it two (biblatex manual 3.18, section 2.3.3)."""
    return " and ".join(_item(ascii, item) for item in items_of(entry.text(field)))


def _item(ascii: bool, item: Text) -> str:
    encoded = to_latex(item, ascii=ascii)
    return braced(encoded) if AND.search(plain_text(item)) else encoded


def _title(ascii: bool, entry: Entry, field: str) -> str:
    return _protected(ascii, entry, entry.text(field), title_words(entry, field))


def _protected(ascii: bool, entry: Entry, title: Text, words: str) -> str:
    if why_whole(entry, words):
        return whole_to_latex(title, ascii=ascii)
    return to_latex(title, ascii=ascii, protect=is_ruled(entry))


def _names(ascii: bool, entry: Entry, field: str) -> str:
    return " and ".join(filter(None, (name_to_latex(name, ascii=ascii) for name in entry.names(field))))


def _literal(ascii: bool, entry: Entry, field: str) -> str:
    return _raw(entry, field) or to_latex(literal_text(entry.plain(field)), ascii=ascii)


def _raw(entry: Entry, field: str) -> str:
    """The TeX of a literal that is nothing else; braces, and their absence, mean something to BibTeX's styles."""
    value = entry.fields.get(field, "")
    return entry.plain(field) if FIELDS.get(field) == LITERAL and not isinstance(value, str) else ""


def _pages(ascii: bool, entry: Entry, field: str) -> str:
    if raw := _raw(entry, field):
        return raw
    return "--".join(to_latex(literal_text(part), ascii=ascii) for part in entry.plain(field).split("--"))


def runs_of_pages(pages: str, separator: str) -> str:
    """The runs of pages with what parts them in a way that Rust's biblatex crate reads, of which Typst is made.

    It drops a bare comma between runs (``1–1015–16``), and refkit refuses the file for it.
    """
    return pages.replace(", ", f"{separator} ") if RUNS.fullmatch(pages) else pages


RUN = r"[\w.:]+--[\w.:]+|[\w.:]+"
RUNS = regex(rf"(?=.*--)(?:{RUN})(?:[,;] (?:{RUN}))+")
"""Pages in several runs, one of them a range."""


def _keywords(ascii: bool, entry: Entry, field: str) -> str:
    """Keywords between commas; nobody prints them and many readers leave escapes in, so only what must is escaped.

    A lone dollar would open mathematics, at which citation-js gives the whole file up; biber copies keywords into a
    file that TeX reads, where a comment or parameter sign would end them.
    """
    encoded = (to_latex(literal_text(word.replace(",", ";")), ascii=ascii) for word in entry.words(field))
    raw = regex(r"\{\\([&_#%])\}" if ascii else r"\{\\([&_])\}")
    joined = ", ".join(raw.sub(r"\1", word) for word in encoded)
    return f"{joined}," if ";" in joined and "," not in joined else joined  # or the semicolon would part it


def ids(entry: Entry, field: str) -> object:
    """The other keys of an entry as they are: biber takes no markup for one (biblatex manual 3.18, section 2.2.3)."""
    citable = [key for key in entry.words(field) if is_cite_key(key)]
    content = ", ".join(citable)
    return content if len(citable) == len(entry.words(field)) else Partly(content, "\\cite cannot carry one of them")


def _genre(ascii: bool, entry: Entry, field: str) -> str:
    words = GENRES.get(entry.plain(field))
    return to_latex(literal_text(words) if words else entry.text(field), ascii=ascii, protect=True)


def losses_in_bib(entry: Entry) -> Iterator[Finding]:
    """What a .bib of either dialect cannot hold, whatever the fields of a block."""
    if not all(map(is_sayable, entry.words("groups"))):
        yield loss(entry.key, "groups", "JabRef's groups have none of ; : \\ { } @ in their names")
    if entry.has("groups") and not is_listable(entry.key):
        yield loss(entry.key, "groups", "JabRef's groups list no cite key with ; or @")
    if entry.has("booktitle") and entry.text("booktitle") == entry.text("eventtitle"):
        yield loss(entry.key, "booktitle", "the same words as the event's, which are written so too", "eventtitle")


def write_bib(entries: Sequence[Entry], block: Callable[[Entry], tuple[Block, list[Finding]]]) -> Written:
    """The .bib of the entries, whose blocks a dialect makes. WriteError names an entry that BibTeX cannot carry."""
    blocks, lost = each(entries, block)
    return Written(print_blocks(blocks) + print_groups(groups_of(entries)), lost)


FRAME = Frame("", "\n\n", "\n", lambda entries: print_groups(groups_of(entries)))
"""A blank line between blocks, and JabRef's groups behind them."""


def groups_of(entries: Sequence[Entry]) -> list[tuple[str, list[str]]]:
    """The cite key of each entry with its groups."""
    some = (entry for entry in entries if entry.has("groups") and is_listable(entry.key))
    return [(entry.key, [*map(clean, entry.words("groups"))]) for entry in some]
