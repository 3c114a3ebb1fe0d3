"""Entries from the blocks of a .bib, of either dialect; and what the type of a block stands for.

Sources: btxdoc (types, fields, cross references) and the biblatex manual 3.18, sections 2.1, 2.2 and appendix B.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from refexport.data.datamodel import ALIASES, BABEL, CHOICES, GENRE_KEYS, LISTED, TYPE_ALIASES, TYPES, datatype_of
from refexport.data.kinds import HOSTED, IN_SERIES
from refexport.errors import Finding
from refexport.formats.bib.dates import DATE_PARTS, date_values, parsed_date
from refexport.formats.bib.groups import read_groups
from refexport.formats.bib.syntax import Block, Budget, parse_blocks
from refexport.formats.format import Placed, Read
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv, normal_doi
from refexport.model.name import Name, parse_names, split_names
from refexport.model.pages import with_ranges
from refexport.model.text import Span, Style, Text, join_items, literal_text, normal_text, plain_text
from refexport.text.capitals import CASED
from refexport.text.latex import from_latex
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


SPELLED = {"blogpost": "Blog post"}
"""entry type -> the words for it that APA's style prints in brackets."""
SPELLED_TYPES = {words: type_ for type_, words in SPELLED.items()}

VERBATIM = frozenset({"file", "eprinttype", "options", "entrysubtype"})
"""Literal fields that hold no LaTeX."""

OWN = frozenset(
    "abstract annotation chapter crossref doi eid eprint eprintclass eprinttype entrysubtype file ids keywords label "
    "options pages pagetotal presort related shorthand sortkey sorttitle subtitle title titleaddon url urldate xdata "
    "xref".split()
)
"""Fields of a parent that say nothing about its parts (biblatex manual, appendix B; identifiers besides)."""

FROM_PARENT = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}

BABELS = frozenset({"hyphenation", "langid"})
"""Fields that hold babel's name of a language."""

ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
Fields = dict[str, str]

SORTED_BY = ("institution", "publisher", "organization", "title")
"""Fields of which the first is the ``key`` that an entry without persons is sorted by."""

SORT_KEY = 25
"""Characters of it: natbib's styles have room for 500 bytes, of which one character can take seventeen."""

PUBMED = "pubmed"
"""``eprinttype`` of a PubMed id (biblatex manual, 3.13.7)."""

NAMES = {"genre": "type", "license": "copyright"}
"""field -> its name in a .bib, where that is another one; BibTeX's older names are `datamodel.ALIASES`."""

FIELD_OF = {name: field for field, name in NAMES.items()}
UNNAMED = {"phdthesis": "Thesis", "techreport": "Report"}
"""BibTeX block -> its ``type`` where no genre is known: what a style prints without would be a claim ("PhD thesis")."""

HIDDEN_BRACE = "\ufdd0"
HIDDEN = str.maketrans("{}", HIDDEN_BRACE + "\ufdd1")
SHOWN = str.maketrans(HIDDEN_BRACE + "\ufdd1", "{}")
"""Characters that Unicode leaves to programs (chapter 23.7), in place of braces that keep nothing together."""


def read_bib(text: str, path: str) -> Read:
    """The entries of a .bib, and what was wrong with it, each with its line."""
    budget = Budget()
    blocks, problems, comments = parse_blocks(text, path, budget)
    by_key = {block.key.lower(): block for block in blocks}
    groups = read_groups(comments)
    entries: list[tuple[int, Entry]] = []
    for block in blocks:
        if block.type == "xdata":
            continue
        notes = _Notes(path, block, problems, budget)
        entry = _entry(_inherited(block, by_key, notes), notes)
        named = tuple(dict.fromkeys((*entry.words("groups"), *groups.get(entry.key, ()))))
        entries.append((block.line, entry.replace(groups=named) if named else entry))
    return Read(Placed(entries), tuple(problems))


class _Notes(NamedTuple):
    """Where problems of a block go, and how much it may take over from others."""

    path: str
    block: Block
    problems: list[Finding]
    budget: Budget

    def add(self, field: str, message: str, value: str, level: str = "warning") -> None:
        path, line, key = self.path, self.block.line, self.block.key
        self.problems.append(Finding(path, line, message, key=key, field=field, value=value, level=level))

    def taken(self, field: str, key: str, given: Fields, own: Fields) -> Fields:
        """What another block gives that this one lacks; nothing, and an error, beyond the limit of a file."""
        more = {name: value for name, value in given.items() if name not in own}
        if self.budget.grants(sum(map(len, more.values()))):
            return more
        self.add(field, "the entries of this file take over too many characters; left out", key, "error")
        return {}


def _inherited(block: Block, by_key: Mapping[str, Block], notes: _Notes) -> Block:
    """The block with what it takes over from the entries that its ``crossref`` and ``xdata`` name."""
    fields = _under_own_names(block)
    for key in dict.fromkeys(fields.pop("xdata", "").split(",")):
        if parent := by_key.get(key.strip().lower()):
            fields = notes.taken("xdata", key, _under_own_names(parent), fields) | fields
    crossref = fields.pop("crossref", "").strip()
    if parent := by_key.get(crossref.lower()):
        fields = notes.taken("crossref", crossref, _from_parent(block, parent), fields) | fields
    elif crossref:
        notes.add("crossref", f"there is no entry {crossref!r} to take fields from", crossref)
    return block._replace(fields=tuple(fields.items()))


def _under_own_names(block: Block) -> Fields:
    """The fields without aliases; of a language that is said twice, babel's name of it."""
    fields = sorted(block.fields, key=lambda field: field[0] in BABELS)
    return {ALIASES.get(name, name): value for name, value in fields}


def _from_parent(block: Block, parent: Block) -> Fields:
    given = _under_own_names(parent)
    taken = {name: value for name, value in given.items() if name not in OWN}
    if TYPE_ALIASES.get(block.type, (block.type,))[0] in HOSTED:
        taken = {FROM_PARENT[name]: value for name, value in given.items() if name in FROM_PARENT} | taken
    return taken


def _entry(block: Block, notes: _Notes) -> Entry:
    fields = {FIELD_OF.get(name, name): value.strip() for name, value in block.fields}
    values: dict[str, Value] = dict(date_values(fields, notes.add))
    for field, raw in fields.items():
        if field not in DATE_PARTS and (value := _value(field, raw, notes)):
            values[field] = value
    entry = Entry(block.key, "", values)
    for step in (_typed, _identified, _restored):
        entry = step(entry, block.type)
    return unprotected(entry)


def _value(field: str, raw: str, notes: _Notes) -> Value | None:
    if decode := DECODE.get(field):
        return decode(raw)
    match datatype_of(field):
        case "names":
            return _names(raw, field, notes)
        case "date":
            return parsed_date(raw, field, notes.add)
        case "list":
            words = re.split(r"\s*,\s*" if "," in raw else r"\s*;\s*", raw)
            return tuple(word for word in map(_plain, words) if word)
        case "literal":
            return raw if field in VERBATIM else _plain(raw)
    return from_latex(raw, protect=field in CASED)


def _plain(raw: str) -> str:
    return plain_text(from_latex(raw))


def _doi(raw: str) -> str:
    try:
        return normal_doi(raw)
    except ValueError:
        return raw


def _url(raw: str) -> str:
    """The URL without the escapes that LaTeX needs and a URL never has."""
    return re.sub(r"\\([_%#&~$])(?:\{\})?", r"\1", re.sub(r"\\url\{(.*)\}", r"\1", raw))


def _edition(raw: str) -> str:
    words = _plain(raw)
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


def _names(raw: str, field: str, notes: _Notes) -> tuple[Name, ...]:
    """The names; one that BibTeX could not split either is kept whole."""
    marked = "".join(_marked(span) for span in from_latex(raw))
    try:
        names = parse_names(marked)
    except ValueError as problem:
        notes.add(field, f"{problem}; kept whole", raw)
        names = tuple(name for one in re.split(r"\s+and\s+", marked) for name in _split_or_whole(one))
    return tuple(map(_with_braces, names)) if HIDDEN_BRACE in marked else names


def _split_or_whole(one: str) -> tuple[Name, ...]:
    try:
        return parse_names(one)
    except ValueError:
        return (Name(literal=re.sub(r"[{}]", "", one)),)


def _marked(span: Span) -> str:
    """The characters of a run, braces only where they keep words together; those that are printed are hidden."""
    text = span.text.translate(HIDDEN)
    return "{" + text + "}" if span.has(Style.NOCASE) else text


def _with_braces(name: Name) -> Name:
    return Name(**{part: getattr(name, part).translate(SHOWN) for part in Name.__struct_fields__})


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
        return entry.replace(eprint=normal_arxiv(eprint), eprinttype="arxiv")
    except ValueError:
        return entry


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
    "eprint": str,
    "genre": _genre,
    "language": lambda raw: BABEL.get(raw.lower(), _plain(raw)),
    "pages": lambda raw: with_ranges(_plain(raw)),
    "url": _url,
}
"""Fields that are not read as their datatype says."""
