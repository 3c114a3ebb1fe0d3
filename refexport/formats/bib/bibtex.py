"""BibTeX: ASCII LaTeX under the types and fields of btxdoc, for the styles that know nothing else.

Sources: Oren Patashnik, "BibTeXing" (btxdoc), sections 3.1 and 3.2; fields that are not there are BibLaTeX's, which
styles pass over and reference managers read. What styles warn about is avoided where the entry allows it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec

from refexport.data.datamodel import ALIASES, FIELDS, LIST, PUBSTATES, TYPE_ALIASES
from refexport.data.formats import SUFFIXES
from refexport.data.kinds import BOOKS, IN_BOOKS, IN_SERIES, INSTITUTIONAL, SITES, kind_of
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.bib.dates import is_unreadable
from refexport.formats.bib.expansion import MACROS
from refexport.formats.bib.groups import print_groups
from refexport.formats.bib.read import (
    CONTROLS,
    NAMES,
    ORDINALS,
    SORT_KEY,
    SORTED_BY,
    UNNAMED,
    own_type,
    read_bib,
    subtype,
)
from refexport.formats.bib.syntax import NAME, Block, Macro, is_balanced, print_blocks
from refexport.formats.bib.values import (
    FRAME,
    encoders,
    groups_of,
    ids,
    language_rows,
    losses_in_bib,
    path,
    runs_of_pages,
    title_to_latex,
    uri,
)
from refexport.formats.format import (
    Encode,
    Format,
    Move,
    Partly,
    Row,
    Table,
    Written,
    between_commas,
    but,
    date_of,
    each,
    join_title,
    lay_out,
    loss,
    moved,
    only,
    table_of,
)
from refexport.model.date import UNKNOWN, Date, print_date
from refexport.model.entry import Entry
from refexport.model.keys import folded_key, is_cite_key
from refexport.model.text import literal_text, plain_text
from refexport.text.latex import to_latex

VALUES = encoders(ascii=True)

MOVES: tuple[Move, ...] = (
    ("publisher", "institution", INSTITUTIONAL),
    ("organization", "institution", INSTITUTIONAL),
    ("organization", "publisher", BOOKS | IN_BOOKS),
    ("institution", "publisher", BOOKS | IN_BOOKS),
    ("maintitle", "booktitle", IN_BOOKS),
)

MACRO = regex(rf"(?<![^\W\d_])({'|'.join(MACROS)})(?![^\W\d_])")
"""The macro of a month among other words."""

IN_QUOTES = regex(r"[A-Za-z0-9 .,;/–-]*")
"""Words of a month that stand in quotation marks beside a macro; others stand in braces, without macros."""

NEAR_NUMBER = regex(r"(?<=\d) | (?=\d)|(?<=\d) $")

NAMED = {genre: type_ for type_, genre in TYPE_ALIASES.values() if genre}
"""The genres that the block's type says -> entry type."""


BELOW_DOCTOR = regex(r"mathesis|master|magist|licentiat|diplom|\bM\.? ?(?:Sc|A|S|Phil)\b", re.IGNORECASE)
"""Kinds of theses that @phdthesis would print as books, which styles do with a doctor's only (plain.bst)."""

SORTERS = {
    "book": ("author", "editor"),
    "inbook": ("author", "editor"),
    "proceedings": ("editor",),
}
"""What styles sort a block by if not by its author (plain.bst, ``presort``); without it they ask for a ``key``.

For an organization some do (apalike), though plain.bst sorts manuals and proceedings by it."""


def write(entries: Sequence[Entry]) -> Written:
    """The .bib of the entries. WriteError names an entry that BibTeX cannot carry."""
    blocks, lost = each(entries, _block)
    others = {entry.key: _other_keys(entry) for entry in entries if entry.has("ids")}
    taken = {folded_key(entry.key) for entry in entries}
    out: list[Block] = []
    for block in blocks:
        free = [key for key in others.get(block.key, ()) if folded_key(key) not in taken]
        taken.update(map(folded_key, free))
        fields = tuple(field for field in block.fields if field[0] != "ids")
        out += [block, *(Block(block.type, key, fields) for key in free)]
        lost = (*lost, *_losses_of_keys(block.key, others.get(block.key, ()), free))
    return Written(print_blocks(out) + print_groups(groups_of(entries)), lost)


def _other_keys(entry: Entry) -> list[str]:
    """The keys that an entry may be cited by besides its own."""
    return [key for key in dict.fromkeys(entry.words("ids")) if is_cite_key(key)]


def _losses_of_keys(key: str, others: Sequence[str], free: Sequence[str]) -> Iterator[Finding]:
    """What of other keys BibTeX does not do, which knows one for each entry (docs/decisions/0017)."""
    if free:
        yield loss(key, "ids", "BibTeX prints an entry twice that is cited by two of its keys", "ids")
    for other in others:
        if other not in free:
            yield loss(key, "ids", f"BibTeX takes {other!r} for the key of another entry; cite it by {key!r}", "ids")


def block_type(entry: Entry) -> str:
    """The type of an entry's block, whatever fields it lacks: that is for `check` to say.

    BibTeX's @inbook has its book's title as its own (btxdoc, section 3.1), where that is all there is.
    """
    if own := own_type(entry):
        return own
    if entry.type == "inbook" and not (entry.has("booktitle") or entry.has("maintitle")):
        return "inbook"
    type_ = kind_of(entry.type).bibtex
    return "mastersthesis" if type_ == "phdthesis" and BELOW_DOCTOR.search(entry.plain("genre")) else type_


def _block(written: Entry) -> tuple[Block, list[Finding]]:
    return _control(written) if written.plain("bibtype") in CONTROLS else _work(written)


def _control(entry: Entry) -> tuple[Block, list[Finding]]:
    """A block that is no work: nothing that styles print is added to it."""
    type_, settings = entry.plain("bibtype"), entry.without("bibtype")
    raw = {field: [(place, row._replace(encode=_raw))] for field, ((place, row),) in _unknown(settings).items()}
    content, lost = lay_out(settings, _table(entry.type) | raw)
    return Block(type_, entry.key, tuple(content.items())), [*lost, *losses_in_bib(entry)]


def _raw(entry: Entry, field: str) -> object:
    """A pattern of the style's own language (``{f.~}{vv~}{ll}``), in which nothing is LaTeX."""
    value = entry.plain(field)
    return value if is_balanced(value) else Partly("", "its braces do not pair up")


def _work(written: Entry) -> tuple[Block, list[Finding]]:
    entry, moves = moved(written, MOVES)
    type_ = block_type(entry)
    content, lost = lay_out(entry, _table(entry.type) | _unknown(entry), has_lists=True)
    # without a year plainnat and apalike warn, of types too that need none, and natbib prints "[]"
    content.setdefault("year", PUBSTATES.get(entry.plain("pubstate"), "n.d."))
    month = content.get("month", "")
    if is_unreadable(str(content["year"]), "" if isinstance(month, Macro) else str(month)):
        content.setdefault("date", content["year"])
    if not entry.has("genre") and type_ in UNNAMED:
        content["type"] = UNNAMED[type_]
    if not any(name in content for name in SORTERS.get(type_, ("author",))):
        content.setdefault("key", _sort_key(entry))
    if (sub := subtype(type_, entry)) and content.setdefault("entrysubtype", sub) != sub:
        lost.append(loss(entry.key, "type", f"written as @{type_}"))
    return Block(type_, entry.key, tuple(content.items())), [*moves, *lost, *losses_in_bib(entry)]


def _sort_key(entry: Entry) -> str:
    """What stands in for persons when entries are sorted (btxdoc, section 3.2, ``key``)."""
    field = next((field for field in SORTED_BY if entry.has(field)), "")
    shown = join_title(entry, field, "subtitle") if field == "title" else entry.text(field)
    return to_latex(literal_text((plain_text(shown) or entry.key)[:SORT_KEY].strip()), ascii=True)


def _joined(subtitle: str) -> Encode:
    """A title with its subtitle: BibTeX has one field for both."""
    return lambda entry, field: title_to_latex(entry, join_title(entry, field, subtitle), ascii=True)


def _journal(entry: Entry, field: str) -> str:
    return to_latex(join_title(entry, field, "journalsubtitle"), ascii=True)


def _year(entry: Entry, field: str) -> object:
    """The year, or the range of years; words as they are."""
    date = date_of(entry, field)
    if date.is_literal:
        return to_latex(literal_text(date.literal), ascii=True)
    years = _years(date) if date.end else _shown_year(date)
    why = next((why for is_lost, why in NOT_IN_BIBTEX[entry.has("bibmonth") :] if is_lost(date)), "")
    return Partly(years, why) if why else years


def _shown_year(date: Date) -> str:
    """``2017``, ``199X``, ``44 BC``."""
    if date.year is None:
        return ""
    if date.year <= 0:
        return f"{1 - date.year} BC"
    return print_date(Date(date.year, unspecified=date.unspecified if date.unspecified.startswith("X") else ""))


def _years(date: Date) -> str:
    """``1998--2001``, ``2004--``; the first year where the months say the range, or nothing can."""
    if is_in_months(date) or (date.end and date.end.year is not None and not _is_of_years(date)):
        return _shown_year(date)
    return f"{_shown_year(date)}--{_shown_year(date.end or date)}"


def _is_of_years(date: Date) -> bool:
    """Whether a range names nothing but years."""
    return date.month is None and (date.end is None or date.end.month is None)


def is_in_months(date: Date) -> bool:
    """Whether a range is one of whole months or seasons in one year."""
    end = date.end
    return bool(end and date.month and end.month and date.year == end.year and not (date.day or end.day))


NOT_IN_BIBTEX: tuple[tuple[Callable[[Date], bool], str], ...] = (
    (lambda date: bool(date.end and not (is_in_months(date) or _is_of_years(date))), "BibTeX has no range of dates"),
    (lambda date: UNKNOWN in (msgspec.structs.replace(date, end=None), date.end), "BibTeX has no unknown dates"),
    (lambda date: bool(date.mark or (date.end and date.end.mark)), "BibTeX has no uncertain dates"),
    (lambda date: bool(date.time), "BibTeX has no time of day"),
    (lambda date: any("-" in one.unspecified for one in (date, date.end or date)), "BibTeX has no unknown months"),
)
"""What of a date a .bib without ``date`` does not say, and the reason; ``bibmonth`` says what the first leaves out."""


def _month(entry: Entry, field: str) -> str | None:
    """The month, or those of a range, by the macros that styles spell or abbreviate (btxdoc, section 3.2)."""
    date = date_of(entry, field)
    if entry.has("bibmonth"):
        return _with_macros(entry.plain("bibmonth"))
    if date.month is None:
        return None
    if date.end and is_in_months(date):
        return _with_macros(f"{_month_word(date)}--{_month_word(date.end)}")
    return _with_macros(_month_word(date))


def _month_word(date: Date) -> str:
    return date.season.capitalize() or MACROS[(date.month or 1) - 1]


def _with_macros(words: str) -> str:
    """The words, the names of months that stand alone in them as macros: ``"10~" # jan``."""
    pieces = MACRO.split(words)
    if len(pieces) == 1 or not IN_QUOTES.fullmatch(words):
        return _latex_month(words)
    strings = (f'"{_latex_month(piece)}"' if n % 2 == 0 else piece for n, piece in enumerate(pieces) if piece)
    return Macro(" # ".join(strings))


def _latex_month(words: str) -> str:
    parts = (to_latex(literal_text(part), ascii=True) for part in words.split("--"))
    return NEAR_NUMBER.sub("~", "--".join(parts))


def _day(entry: Entry, field: str) -> str | None:
    date = date_of(entry, field)
    return f"{date.day}" if date.day and not entry.has("bibmonth") else None


def _edition(entry: Entry, field: str) -> str:
    """An ordinal with a capital, since styles print "edition" behind it and make the letter small (section 3.2)."""
    value = entry.plain(field)
    if not value.isdecimal():
        return VALUES.literal(entry, field)
    if 0 < int(value) <= len(ORDINALS):
        return ORDINALS[int(value) - 1].capitalize()
    ending = "th" if value[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(value[-1], "th")
    return value + ending


def _genre(entry: Entry, field: str) -> str | None:
    named = NAMED.get(entry.plain(field)) == entry.type and block_type(entry) != "misc"
    return "" if named else VALUES.genre(entry, field)


def _arxiv(entry: Entry, _field: str) -> str | None:
    return to_latex(literal_text(f"arXiv:{entry.arxiv}"), ascii=True) if entry.arxiv else None


def _keywords(entry: Entry, field: str) -> object:
    return between_commas(entry, field, VALUES.keywords(entry, field))


def _if(condition: Callable[[Entry], bool], encode: Encode) -> Encode:
    return lambda entry, field: encode(entry, field) if condition(entry) else None


def _is_refused(entry: Entry) -> bool:
    """Whether styles refuse a number: beside a volume, and without a series."""
    return entry.has("volume") or not entry.has("series")


def _has_author(entry: Entry) -> bool:
    return entry.has("author")


def _unknown(entry: Entry) -> Table:
    """Rows for fields that no table knows: they keep their names."""
    fields = [field for field in entry.fields if field not in FIELDS and NAME.fullmatch(field)]
    return {field: [(len(ROWS) + n, Row(field, field, VALUES.of(field)))] for n, field in enumerate(fields)}


OLD = {field: alias for alias, field in ALIASES.items()}
"""field -> the name that btxdoc and older styles have for it."""

SPECIAL = (
    Row("author", "author", VALUES.names),
    Row(
        "editor", "editora", _if(_has_author, VALUES.names), types=only(BOOKS)
    ),  # "can't use both author and editor fields"
    Row("editor", "editoratype", _if(_has_author, lambda _entry, _field: "editor"), types=only(BOOKS)),
    Row("editor", "editor", _if(lambda entry: not _has_author(entry), VALUES.names), types=only(BOOKS)),
    Row("editor", "editor", VALUES.names, types=but(BOOKS)),
    Row("title", "title", _joined("subtitle"), joined="subtitle"),
    Row("journaltitle", OLD["journaltitle"], _journal, joined="journalsubtitle"),
    Row("booktitle", "booktitle", _joined("booksubtitle"), joined="booksubtitle"),
    Row("eventtitle", "booktitle", VALUES.title, types=only("inproceedings")),
    Row("series", "series", VALUES.text),
    Row("volume", "volume", VALUES.literal),
    Row("number", "issue", _if(_is_refused, VALUES.literal), types=only(IN_SERIES)),
    Row("number", "number", _if(lambda entry: not _is_refused(entry), VALUES.literal), types=only(IN_SERIES)),
    Row("number", "number", VALUES.literal, types=but(IN_SERIES)),
    Row("issue", "issue", VALUES.literal, types=only(IN_SERIES), reads="number"),
    Row(
        "issue",
        "number",
        _if(lambda entry: not entry.has("number"), VALUES.literal),
        types=but(IN_SERIES),
        reads="number",
    ),
    Row("issue", "issue", _if(lambda entry: entry.has("number"), VALUES.literal), types=but(IN_SERIES)),
    Row("pages", "pages", lambda entry, field: runs_of_pages(VALUES.pages(entry, field), "{,}")),
    Row("eid", "pages", VALUES.literal),  # no client reads eid
    Row("chapter", "chapter", VALUES.literal),
    Row("edition", "edition", _edition),
    Row("genre", NAMES["genre"], _genre),
    Row("institution", OLD["institution"], VALUES.listed, types=only("thesis")),
    Row("institution", "institution", VALUES.listed, types=but("thesis")),
    Row("organization", "organization", VALUES.listed),
    Row("publisher", "publisher", VALUES.listed),
    Row("location", OLD["location"], VALUES.listed),
    Row("howpublished", "howpublished", VALUES.text),
    Row("eprint", "howpublished", _arxiv, types=only("preprint")),  # the only id that old styles print
    Row(
        "organization", "howpublished", VALUES.text, types=only(SITES, "video")
    ),  # the only place of a site's name that they print
    Row("date", "year", _year),
    Row("date", "month", _month),
    Row("date", "day", _day),
    Row("note", "note", VALUES.text),
    Row("sortkey", OLD["sortkey"], VALUES.literal),
    Row("isbn", "isbn", VALUES.literal),
    Row("issn", "issn", VALUES.literal),
    Row("doi", "doi", uri),
    Row("url", "url", uri),
    Row("urldate", "urldate", VALUES.date),
    Row("file", "file", path),
    Row("eprint", "eprint", uri),
    Row("eprinttype", OLD["eprinttype"], lambda entry, field: "arXiv" if entry.arxiv else VALUES.literal(entry, field)),
    Row("eprintclass", OLD["eprintclass"], VALUES.literal),
    Row("eprinttype", "eprinttype", VALUES.literal),  # Zotero reads this one only
    *language_rows(VALUES),
    Row("language", "language", _if(lambda entry: not entry.has("languages"), VALUES.literal)),
    Row("language", OLD["language"], _if(lambda entry: entry.has("languages"), VALUES.literal)),
    Row("keywords", "keywords", _keywords),
    Row("ids", "ids", ids),
    Row("license", NAMES["license"], VALUES.literal),
    Row("abstract", "abstract", VALUES.text),
    Row("annotation", OLD["annotation"], VALUES.text),
)


def _encode(field: str) -> Encode:
    return _keywords if FIELDS[field] == LIST else VALUES.of(field)


SAID = {row.field for row in SPECIAL} - {"eventtitle", "eid"}
SUBTITLES = {row.joined for row in SPECIAL}
STEERING = {"bibmonth", "bibtype", "capitals", "crossref", "dblp", "groups"}
"""What is not for BibTeX: by a ``crossref`` it would copy what is the whole's alone, a DOI; one step (btxdoc, 2)."""

ROWS = (
    *SPECIAL,
    *(Row(field, field, _encode(field)) for field in FIELDS if field not in SAID | SUBTITLES | STEERING),
)


@cache
def _table(type_: str) -> Table:
    return table_of(ROWS, type_)


FORMAT = Format("bibtex", SUFFIXES["bibtex"], write, read_bib, frame=FRAME)
