"""Entries from the blocks of a .bib, of either dialect; and what the type of a block stands for.

Sources: btxdoc (types, fields, cross references) and the biblatex manual 3.18, sections 2.1, 2.2 and appendix B.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.data.datamodel import (
    ALIASES,
    BABEL,
    CHOICES,
    FIELDS,
    GENRE_KEYS,
    LISTED,
    TYPE_ALIASES,
    TYPES,
    datatype_of,
    is_annotation,
)
from refexport.data.kinds import IN_SERIES
from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.bib.dates import DATE_PARTS, date_values, parsed_date
from refexport.formats.bib.expansion import Budget
from refexport.formats.bib.groups import read_groups
from refexport.formats.bib.inherit import Inheritance
from refexport.formats.bib.names import parse_bib_names
from refexport.formats.bib.syntax import Block, is_balanced, parse_blocks
from refexport.formats.bib.values import RUNS
from refexport.formats.bib.verbatim import decoded, is_verbatim, with_addresses
from refexport.formats.content import Content
from refexport.formats.format import Placed, Read
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv, normal_doi
from refexport.model.name import split_names
from refexport.model.pages import with_ranges
from refexport.model.text import Span, Style, Text, join_items, literal_text, normal_text, plain_text, raw_tex
from refexport.text.capitals import CASED
from refexport.text.latex import from_latex, is_tame
from refexport.text.messages import shorten
from refexport.text.protection import unprotected


def natural_type(block_type: str, entry: Entry) -> str:
    """The entry type that a block of this type stands for, if nothing else is said."""
    type_ = TYPE_ALIASES.get(block_type, (block_type, ""))[0]
    if type_ in ("misc", "online") and entry.arxiv:
        return "preprint"
    if type_ == "book" and entry.has("editor") and not entry.has("author"):
        return "collection"
    return type_ if type_ in TYPES else "misc"


def subtype(block_type: str, entry: Entry) -> str:
    """The entry type, where the type of the block does not say it: goes into ``entrysubtype``."""
    return "" if entry.type in ("", natural_type(block_type, entry)) else SPELLED.get(entry.type, entry.type)


def own_type(entry: Entry) -> str:
    """The type of the block that an entry was read from, if it is none of biblatex's; styles of others know it."""
    type_ = entry.plain("bibtype")
    is_known = type_ in TYPES or type_ in TYPE_ALIASES or type_ in NO_ENTRIES
    return type_ if re.fullmatch("[a-z]+", type_) and not is_known and entry.type in ("", "misc") else ""


NO_ENTRIES = frozenset({"comment", "preamble", "string", "xdata"})
"""Blocks of a .bib that are none (btparse; biblatex manual 3.18, section 3.13.6)."""

SPELLED = {"blogpost": "Blog post"}
"""entry type -> the words for it that APA's style prints in brackets."""
SPELLED_TYPES = {words: type_ for type_, words in SPELLED.items()}

VERBATIM = frozenset(
    "entryset entrysubtype eprinttype execute file langidopts options related relatedoptions relatedtype xref".split()
)
"""Literal fields that hold no LaTeX."""

BABELS = frozenset({"hyphenation", "langid"})
"""Fields that hold babel's name of a language."""

TAG = regex(r"[a-z]{2}(?:-[A-Za-z0-9]+)*")
"""A language as BCP 47 names it; biblatex prints other words, and its keys (manual 3.18, section 4.9.2.18)."""

ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
Fields = dict[str, str]

SORTED_BY = ("institution", "publisher", "organization", "title")
"""Fields of which the first is the ``key`` that an entry without persons is sorted by."""

SORT_KEY = 25
"""Characters of it: natbib's styles have room for 500 bytes, of which one character can take seventeen."""

USES_PREFIX = "useprefix=true"
"""Option of an entry: particles of names count when they are sorted (biblatex manual, section 3.1.3)."""

ARXIV_CLASS = regex(r"\s\[([\w.-]+)\]$")
"""The class behind an arXiv id: ``1703.03400 [cs.LG]``."""

PUBMED = "pubmed"
"""``eprinttype`` of a PubMed id (biblatex manual, 3.13.7)."""

NAMES = {"genre": "type", "license": "copyright"}
"""field -> its name in a .bib, where that is another one; BibTeX's older names are `datamodel.ALIASES`."""

FIELD_OF = {name: field for field, name in NAMES.items()}
UNNAMED = {"phdthesis": "Thesis", "techreport": "Report"}
"""BibTeX block -> its ``type`` where no genre is known: what a style prints without would be a claim ("PhD thesis")."""

ACM_PLACES = frozenset({"inproceedings", "proceedings"})
"""Types of which ``address`` is the publisher's place and ``location`` the event's (ACM-Reference-Format)."""


MOST_NAMED = 10
"""Cite keys that a message names."""
BLOCK = regex(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]", re.MULTILINE)
LIST_LINE = regex(r"[ \t]*(?:[-*+#>`~|]|\d+[.)])")
"""How a line of a list or of Markdown starts; programs and people put prose before the first block."""


def recognises(content: Content) -> bool:
    """Whether there is a block, and before it nothing but comments and a few lines that are no list's."""
    first = BLOCK.search(content.head)
    before = content.head[: first.start()].splitlines() if first else []
    prose = [line for line in before if line.strip() and not line.lstrip().startswith("%")]
    return first is not None and len(prose) <= MOST_PROSE and not any(map(LIST_LINE.match, prose))


MOST_PROSE = 20
"""Lines before the first block, such as Mendeley's and old JabRef's."""


CONTROLS = frozenset({"ieeetranbstctl", "control"})
"""Blocks by which documents set up a style: IEEEtran's (IEEEtran_bst_HOWTO, VII), REVTeX's and achemso's."""


def read_bib(text: str, path: str) -> Read:
    """The entries of a .bib, and what was wrong with it, each with its line."""
    budget = Budget()
    blocks, problems, comments, unread = parse_blocks(text, path, budget)
    report = _Report(path, problems)
    problems.extend(_unknown_types(blocks, path))
    resolved = Inheritance(blocks, lambda block: _own_fields(block, _Notes(report, block)), budget, report.add)
    groups = read_groups(comments)
    entries: list[tuple[int, Entry]] = []
    for number, block in enumerate(blocks):
        if block.type != "xdata":
            entry = _entry(block, resolved.fields[number], _Notes(report, block))
            named = tuple(dict.fromkeys((*entry.words("groups"), *groups.get(entry.key, ()))))
            entries.append((block.line, entry.replace(groups=named) if named else entry))
        elif number not in resolved.used:
            report.add(block, "", "no entry takes anything from this @xdata; it is not kept", "", "note")
    return Read(Placed(_without_repeats(entries), unread), tuple(problems))


def _without_repeats(placed: Sequence[tuple[int, Entry]]) -> Iterator[tuple[int, Entry]]:
    """The entries without those that repeat another under one of its ``ids``, as the writer of BibTeX makes them."""
    owners: dict[str, list[Entry]] = {}
    for _, entry in placed:
        for key in entry.words("ids"):
            owners.setdefault(key, []).append(entry)
    for line, entry in placed:
        others = (one for one in owners.get(entry.key, ()) if one.key != entry.key)
        if not any(_repeats(entry, one) for one in others):
            yield line, entry


def _repeats(entry: Entry, other: Entry) -> bool:
    """Whether an entry says what another does; without a title it is sorted by the other's key."""
    first, second = (one.without("ids", "groups") for one in (entry, other))
    if first.plain("sortkey") == other.key[:SORT_KEY].strip():
        first = first.without("sortkey")
    return (first.type, first.fields) == (second.type, second.fields)


CONTROL_SPACE = regex(r"(?<!\\)\\\s+$")
"""A blank of TeX's (``\\ ``) at the end of a value."""


def _is_known(type_: str) -> bool:
    return type_ in TYPES or type_ in TYPE_ALIASES or type_ == "xdata"


def _unknown_types(blocks: Sequence[Block], path: str) -> Iterator[Finding]:
    """One message for each type that nobody knows: a glossary has hundreds of entries of one."""
    found: dict[str, list[Block]] = {}
    for block in blocks:
        if not _is_known(block.type):
            found.setdefault(block.type, []).append(block)
    for type_, those in found.items():
        keys = [block.key or f"line {block.line}" for block in those]
        more = f" and {len(keys) - MOST_NAMED} more" if len(keys) > MOST_NAMED else ""
        named = f"{len(keys)} {'entry' if len(keys) == 1 else 'entries'}: {', '.join(keys[:MOST_NAMED])}{more}"
        message = f"no entry type @{type_}; read as misc, and written so to a .bib (bibtype), {named}"
        yield Finding(path, those[0].line, message, key=those[0].key, field="type", value=type_, level="warning")


class _Report(NamedTuple):
    """Where the problems of a file go."""

    path: str
    problems: list[Finding]

    def add(self, block: Block, field: str, message: str, value: str, level: str) -> None:
        found = Finding(self.path, block.line, message, key=block.key, field=field, value=value, level=level)
        self.problems.append(found)


class _Notes(NamedTuple):
    """Where the problems of a block go."""

    report: _Report
    block: Block

    def add(self, field: str, message: str, value: str) -> None:
        self.report.add(self.block, field, message, value, "warning")


def _own_fields(block: Block, notes: _Notes) -> Fields:
    """The fields without aliases; where two spellings of one say different things, two facts or a message."""
    fields: Fields = {}
    for name, value in sorted(block.fields, key=lambda field: _rank(field[0])):
        field = _own_name(name)
        if name == "language" and value.strip() and "languages" not in fields:
            fields |= _languages(value, fields.get(field, ""))
            continue
        other = fields.get(field, "")
        if not other.strip():
            fields[field] = value
        elif not value.strip() or _same(field, other, value):
            continue
        elif name == "address" and block.type in ACM_PLACES and not fields.get("venue"):
            fields |= {"location": value, "venue": other}
        else:
            notes.add(name, f"the {field} is also given, as {shorten(other)!r}; left out", value)
    placed = dict.fromkeys(_own_name(name) for name, _ in sorted(block.fields, key=lambda field: field[0] in BABELS))
    return {field: fields[field] for field in placed} | fields


def _languages(value: str, langid: str) -> Fields:
    """The languages that a bibliography prints, and the one of the text if nothing but its name or tag is there."""
    items = split_names(value)
    names = {} if TAG.fullmatch(value) and (not langid or _same("language", value, langid)) else {"languages": value}
    return names | ({} if langid else {"language": items[0]})


def _rank(name: str) -> int:
    """Which of two spellings counts: babel's exact name of a language, then a field's own name, then its aliases."""
    if name in BABELS:
        return 0
    return 1 if _own_name(name) == name else 2


def _own_name(name: str) -> str:
    """The model's name of a field of a .bib."""
    return FIELD_OF.get(name, ALIASES.get(name, name))


def _same(field: str, one: str, other: str) -> bool:
    """Whether two values of a field say the same, capitals and braces apart."""
    first, second = (_plain(value).casefold() for value in (one, other))
    return first == second or (field == "language" and BABEL.get(first, first) == BABEL.get(second, second))


def _entry(block: Block, given: Fields, notes: _Notes) -> Entry:
    fields = {name: _stripped(value) for name, value in given.items()}
    values: dict[str, Value] = dict(date_values(fields, notes.add))
    for field, raw in fields.items():
        if field in DATE_PARTS:
            continue
        if datatype_of(field) == "names":
            values |= _names(raw, field, values, notes)
        elif block.type in CONTROLS and field not in FIELDS:
            values[field] = literal_text(raw)
        elif value := _value(field, raw, notes):
            values[field] = value
    if not _is_known(block.type):
        values["bibtype"] = block.type
    entry = Entry(block.key, "", values)
    for step in (_typed, _identified, _restored):
        entry = step(entry, block.type)
    return unprotected(entry)


def _stripped(value: str) -> str:
    """A value without the blanks round it, TeX's own at its end too."""
    return CONTROL_SPACE.sub("", value.strip(" \t\r\n") + " ").strip() if "\\" in value else value.strip()


def _value(field: str, raw: str, notes: _Notes) -> Value | None:
    if decode := DECODE.get(field):
        return decode(raw)
    match datatype_of(field):
        case "date":
            return parsed_date(raw, field, notes.add)
        case "list":
            words = re.split(r"\s*,\s*" if "," in raw else r"\s*;\s*", raw)
            return tuple(word for word in map(_plain, words) if word)
        case "literal":
            return raw if field in VERBATIM else _literal(raw)
    if is_verbatim(field) or is_annotation(field):
        return literal_text(decoded(raw) if is_verbatim(field) else raw)
    return from_latex(with_addresses(raw), protect=field in CASED)


def _plain(raw: str) -> str:
    return plain_text(from_latex(raw))


def _literal(raw: str) -> Value:
    """The characters that LaTeX stands for; raw TeX if it stands for more, which must reach styles as it is."""
    text = from_latex(raw)
    is_more = any(span.styles - {Style.NOCASE} for span in text)
    return raw_tex(raw) if is_more and is_tame(raw) and is_balanced(raw) else plain_text(text)


def _pages(raw: str) -> Value:
    pages = _literal(raw)
    if not isinstance(pages, str):
        return pages
    pages = with_ranges(pages)
    return pages.replace(";", ",") if RUNS.fullmatch(pages) else pages


def _doi(raw: str) -> str:
    doi = decoded(raw)
    try:
        return normal_doi(doi)
    except ValueError:
        return doi


def _edition(raw: str) -> Value:
    words = _literal(raw)
    if not isinstance(words, str):
        return words
    if ordinal := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", words):
        return ordinal[1]
    return str(ORDINALS.index(words.lower()) + 1) if words.lower() in ORDINALS else words


def _genre(raw: str) -> Text:
    text = from_latex(raw, protect=True)
    key = GENRE_KEYS.get(plain_text(text).lower().replace("'", "’"))
    return literal_text(key) if key else text


def _listed(raw: str) -> Text:
    """The publishers or places between which an "and" stands outside braces (biblatex manual, 2.2.1)."""
    return join_items(map(_item, split_names(raw))) or _item(raw)


def _item(raw: str) -> Text:
    """One publisher or place, without the braces that keep its words together."""
    text = from_latex(raw)
    is_whole = all(span.has(Style.NOCASE) for span in text)
    return normal_text(Span(span.text, span.styles - {Style.NOCASE}) for span in text) if is_whole else text


def _names(raw: str, field: str, values: Mapping[str, Value], notes: _Notes) -> dict[str, Value]:
    """The names of a field, and the option of the entry that says how their particles are sorted."""
    found = parse_bib_names(raw, lambda message: notes.add(field, message, raw))
    read: dict[str, Value] = {field: found.names} if found.names else {}
    if found.uses_prefix and "useprefix" not in (options := str(values.get("options", ""))):
        read["options"] = ",".join(filter(None, [options, USES_PREFIX]))
    return read


def _typed(entry: Entry, block_type: str) -> Entry:
    """The entry with its type, and with the genre that the type of its block says."""
    genre = TYPE_ALIASES.get(block_type, ("", ""))[1]
    if genre and not entry.has("genre"):
        entry = entry.replace(genre=literal_text(genre))
    elif genre and entry.plain("genre") in UNNAMED.values():
        entry = entry.without("genre")
    subtype_ = SPELLED_TYPES.get(entry.plain("entrysubtype"), entry.plain("entrysubtype"))
    if subtype_ in TYPES:
        return Entry(entry.key, subtype_, entry.without("entrysubtype").fields)
    return Entry(entry.key, natural_type(block_type, _identified(entry, block_type)), entry.fields)


def _identified(entry: Entry, _block_type: str) -> Entry:
    """The entry with its arXiv id in one spelling, whatever field or case it came in."""
    eprint, archive = entry.plain("eprint"), entry.plain("eprinttype").lower()
    if archive == PUBMED and not entry.has("pmid"):
        return entry.without("eprint", "eprinttype").replace(pmid=eprint)
    if archive not in ("", "arxiv") or not eprint:
        return entry
    try:
        entry = entry.replace(eprint=normal_arxiv(eprint), eprinttype="arxiv")
    except ValueError:
        return entry
    found = ARXIV_CLASS.search(eprint)
    return entry.replace(eprintclass=found[1]) if found and not entry.has("eprintclass") else entry


def _restored(entry: Entry, _block_type: str) -> Entry:
    """The entry without what a writer says twice, or elsewhere, for readers that look there."""
    if entry.plain("editoratype") == "editor" and not entry.has("editor"):
        entry = entry.replace(editor=entry.names("editora")).without("editora", "editoratype")
    if entry.type in IN_SERIES and entry.has("issue") and not entry.has("number"):
        entry = entry.replace(number=entry.plain("issue")).without("issue")
    sorted_by = next((entry.plain(field) for field in SORTED_BY if entry.has(field)), entry.key)
    doubles = (
        ("howpublished", f"arXiv:{entry.arxiv}"),
        ("howpublished", entry.plain("organization")),
        ("booktitle", entry.plain("eventtitle")),
        ("pages", entry.plain("eid")),
        ("sortkey", sorted_by[:SORT_KEY].strip()),
    )
    return entry.without(*(field for field, double in doubles if entry.has(field) and entry.plain(field) == double))


DECODE: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys(LISTED, _listed),
    "capitals": lambda raw: raw if raw in CHOICES["capitals"] else "",  # another tool's
    "doi": _doi,
    "edition": _edition,
    "eprint": decoded,
    "file": decoded,
    "genre": _genre,
    "ids": lambda raw: tuple(filter(None, (key.strip() for key in raw.split(",")))),
    "language": lambda raw: BABEL.get(raw.lower().removeprefix("lang"), _plain(raw)),
    "pages": _pages,
    "url": decoded,
}
"""Fields that are not read as their datatype says."""
