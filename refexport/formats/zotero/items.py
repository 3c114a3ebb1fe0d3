"""An item of Zotero's, however a file writes it, and the entry that it is.

Its fields are held by their CSL variables, so that the rows of CSL say what is what (zotero-schema maps one to the
other). What a type of Zotero's has no field for is a line of "Extra", as Zotero and Better BibTeX read it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from refexport.data.datamodel import FIELDS as ENTRY_FIELDS
from refexport.data.datamodel import NAMES, datatype_of
from refexport.data.datamodel import TYPES as ENTRY_TYPES
from refexport.errors import Finding
from refexport.formats.csl.extra import PEOPLE, Line, OwnFields, lines_of, name_of_line, print_line
from refexport.formats.csl.markup import parse_markup
from refexport.formats.csl.rows import ROWS, SUBTYPE_OF, TYPES, csl_type, natural_type, parse_name, reading
from refexport.formats.format import NO_VARIANTS, Partly, Row, Table, date_of, lay_out, loss, table_of
from refexport.formats.readback import is_same
from refexport.formats.zotero.files import Attachment, attachments_of, print_file
from refexport.formats.zotero.html import parse_note, print_note
from refexport.formats.zotero.schema import ARCHIVE, ITEM_TYPES, fields_of, roles_of
from refexport.model.date import print_date
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv
from refexport.model.name import Name, without_variants
from refexport.model.text import Span, collapse
from refexport.text.dates import date_fields

FIELDS = {
    "abstract": "abstractNote",
    "accessed": "accessDate",
    "chapter-number": "session",
    "collection-number": "seriesNumber",
    "collection-title": "series seriesTitle",
    "container-title": "publicationTitle reporter code",
    "container-title-short": "journalAbbreviation",
    "edition": "edition",
    "event-place": "eventPlace",
    "event-title": "conferenceName meetingName",
    "genre": "type programmingLanguage",
    "issued": "date",
    "language": "language",
    "license": "rights",
    "number": "number",
    "number-of-pages": "numPages",
    "number-of-volumes": "numberOfVolumes",
    "original-date": "originalDate",
    "original-publisher": "originalPublisher",
    "original-publisher-place": "originalPlace",
    "page": "pages",
    "part": "partNumber",
    "publisher": "publisher",
    "publisher-place": "place",
    "status": "status",
    "title": "title",
    "title-short": "shortTitle",
    "version": "versionNumber",
    "volume": "volume codeNumber",
    **{name: name for name in ("DOI", "ISBN", "ISSN", "PMCID", "PMID", "issue")},
    "URL": "url",
}
"""CSL variable -> Zotero's base fields, the first that a type has (zotero-schema 41, ``csl.fields``)."""

VARIABLE_OF = {field: variable for variable, fields in FIELDS.items() for field in fields.split()}

ROLES = {"editor": "editor", "translator": "translator", "bookAuthor": "bookauthor"}
"""Creator type -> field; the main one of a type is its author."""

MAIN_ROLES = {"creator": "director"}
"""Main creator type -> the one written: Zotero's importer of RDF stumbles over ``z:creators``."""

ITEM_TYPE_OF = {"letter": "letter", "movie": "film", "video": "videoRecording", "booklet": "book"}
"""Entry type -> item type, where it is not the first one of its CSL type."""

OWN_TYPES = {item_type: type_ for type_, item_type in ITEM_TYPE_OF.items() if type_ != "booklet"}
"""Item type -> entry type, where the CSL type says less."""

CODED_ELSEWHERE = frozenset({"annote", "custom", "journalAbbreviation", "keyword", "note", "type"})
"""Targets of CSL's rows that items have in other ways."""

NAME_FIELDS = tuple(field for field, datatype in ENTRY_FIELDS.items() if datatype == NAMES)

CARRIED = frozenset({"capitals", "crossref", "groups"})
"""Fields without a line of Extra: they steer this program, or are collections."""

NOT_SAID = "Zotero has no such field, and a line of Extra cannot hold it"


class Creator(NamedTuple):
    """A person of an item: Zotero's creator type, and the name as CSL has it (family and given, or literal)."""

    role: str
    name: Mapping[str, str]


class Item(NamedTuple):
    """An item: ``fields`` by base names; notes are HTML; ``unknown`` is what a file has that no item has."""

    key: str
    type: str
    fields: Mapping[str, str]
    creators: tuple[Creator, ...] = ()
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[Attachment, ...] = ()
    collections: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()


class _Reader:
    """An item while it becomes an entry, and what is wrong with it."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.problems: list[tuple[str, str, str]] = [
            (name, "there is no field for this; left out", value) for name, value in item.unknown
        ]
        self.key, self.type = item.key, ""
        self.variables: dict[str, str] = {}
        self.people: dict[str, list[Name]] = {}
        self.own = OwnFields()
        self.values: dict[str, Value] = {}

    def warn(self, name: str, why: str, value: str) -> None:
        self.problems.append((name, why, value))

    def read(self) -> Entry:
        """The entry of the item; what no field of it takes stands in ``problems`` then."""
        self._sort_fields()
        rest = [line.text.strip(" ") for line in lines_of(self.item.fields.get("extra", "")) if not self._takes(line)]
        if rest:
            self.values["note"] = parse_markup(" ".join(rest))
        self._add_creators()
        self.type = self.own.type or self._natural()
        self._add_subtype()
        self._add_arxiv()
        self._add_variables()
        self._add_parts()
        return Entry(self.key, self.type, {**self.values, **self.own.values})

    def _sort_fields(self) -> None:
        # biblatex manual 3.18, 2.2.2: "library name and a call number"
        places = [value for name in ARCHIVE if (value := self.item.fields.get(name, ""))]
        if places:
            self.values["library"] = parse_markup("; ".join(places))
        for name, value in self.item.fields.items():
            variable = VARIABLE_OF.get(name)
            if variable and self.variables.setdefault(variable, value) != value:
                self.warn(name, f"{variable} says otherwise; left out", value)
            elif not variable and name not in (*ARCHIVE, "extra", "citationKey"):
                self.warn(name, "there is no field for this; left out", value)

    def _takes(self, line: Line) -> bool:
        """Whether a line of Extra is a field that is free, or says what one says."""
        if line.variable:
            return self._takes_variable(line)
        return self.own.take(line)

    def _takes_variable(self, line: Line) -> bool:
        if line.variable == "citation-key":
            self.key = self.item.fields.get("citationKey", "") or line.value
            return self.key == line.value
        if line.variable == "type":
            is_type = line.value in {**TYPES.read, **SUBTYPE_OF}
            self.variables |= {"type": line.value} if is_type else {}
            return is_type
        if line.variable in PEOPLE:
            self.people.setdefault(line.variable, []).append(name_of_line(line.value))
            return True
        return self.variables.setdefault(line.variable, line.value).casefold() == line.value.casefold()

    def _add_creators(self) -> None:
        roles = roles_of(self.item.type) if self.item.type in ITEM_TYPES else ("author",)
        fields = {"author": "author", roles[0]: "author", MAIN_ROLES.get(roles[0], roles[0]): "author", **ROLES}
        for creator in self.item.creators:
            field = fields.get(creator.role)
            shown = ", ".join(filter(None, creator.name.values()))
            if not field or not shown:
                self.warn(creator.role, "there is no field for this person; left out", shown)
                continue
            self.people.setdefault(field, []).append(parse_name(creator.name))
        for variable, names in self.people.items():
            row = reading("misc").get(variable)
            self.values.setdefault(row.field if row else variable, tuple(names))

    def _natural(self) -> str:
        said = self.variables.pop("type", "")
        return (OWN_TYPES.get(self.item.type, "") if not said else "") or natural_type(
            said or _csl_type(self.item.type), Entry("", "", self.values)
        )

    def _add_subtype(self) -> None:
        subtype = SUBTYPE_OF.get(_csl_type(self.item.type))
        if subtype and self.type == "article":
            self.values["entrysubtype"] = subtype

    def _add_arxiv(self) -> None:
        """The arXiv id from its line, or the number of a preprint; then "arXiv" is no publisher besides."""
        said, _, class_ = self.variables.pop("arxiv", "").partition(" ")
        number = self.variables.get("number", "")
        try:
            eprint = normal_arxiv(said or (number if number.lower().startswith("arxiv:") else ""))
        except ValueError:
            if said:
                self.warn("arXiv", "no id of arXiv; left out", f"{said} {class_}")
            return
        self.values |= {"eprint": eprint, "eprinttype": "arxiv"}
        if class_:
            self.values["eprintclass"] = class_.strip("[] ")
        if number.lower().startswith("arxiv:"):
            del self.variables["number"]
        if self.variables.get("publisher", "").lower() == "arxiv":
            del self.variables["publisher"]

    def _add_variables(self) -> None:
        shown = _shown(Entry("", self.type, self.own.values))
        for variable, value in self.variables.items():
            row = reading(self.type).get(variable)
            if shown.get(variable) == value:
                continue
            try:
                found = row.decode(value) if row and row.decode else None
            except (TypeError, ValueError, AttributeError, LookupError):
                found = None
            if not row or not found:
                self.warn(FIELDS.get(variable, variable).split()[0], "nothing that can be taken; left out", value)
                continue
            self._add(row, variable, value, found)

    def _add(self, row: Row, variable: str, value: str, found: Value) -> None:
        fields, why = date_fields(row.field, found) if datatype_of(row.field) == "date" else ({row.field: found}, "")  # type: ignore[arg-type]
        for field, one in fields.items():
            if self.own.values.get(field, self.values.setdefault(field, one)) != one:
                self.warn(variable, f"{field} says otherwise; left out", value)
        if why:
            self.warn(variable, why, value)

    def _add_parts(self) -> None:
        item = self.item
        self.values |= {"keywords": item.tags} if item.tags else {}
        self.values |= {"groups": item.collections} if item.collections else {}
        notes = [text for note in item.notes if (text := parse_note(note))]
        if notes:
            self.values["annotation"] = collapse(tuple(span for note in notes for span in (*note, Span(" "))))
        if item.files:
            self.values["file"] = print_file(item.files)


def _csl_type(item_type: str) -> str:
    return ITEM_TYPES[item_type].csl if item_type in ITEM_TYPES else "document"


def entry_of(item: Item, path: str, line: int) -> tuple[Entry, list[Finding]]:
    """The entry of an item, and what of it no entry has."""
    reader = _Reader(item)
    entry = reader.read()
    if item.type not in ITEM_TYPES:
        reader.warn("itemType", "unknown type, read as misc", item.type)
    found = [
        Finding(path, line, why, "", entry.key, name, value, "warning") for name, why, value in reader.problems if value
    ]
    return entry, found


@cache
def _table(type_: str) -> Table:
    """CSL's rows with dates as words; the licence is written, too."""
    rows = (row for row in ROWS if row.target not in CODED_ELSEWHERE and row.target not in PEOPLE)
    own = [_row(row) for row in rows]
    return table_of(own, type_, reading(type_))


def _row(row: Row) -> Row:
    if datatype_of(row.field) == "date":
        return row._replace(encode=_print_date)
    if row.field == "license":
        return Row(row.field, row.target, row.encode, row.decode)
    return row


def _print_date(entry: Entry, field: str) -> str:
    """EDTF, which Better BibTeX reads and of which Zotero takes the year; a season by its name, or it were a day."""
    date = date_of(entry, field)
    if date.is_literal:
        return date.literal
    if date.season and not (date.end or date.mark):
        return f"{date.season.capitalize()} {date.year}"
    return print_date(date)


def _shown(entry: Entry) -> dict[str, str]:
    """CSL variable -> what the fields of an entry give it."""
    content, _ = lay_out(entry, _table(entry.type))
    return {variable: str(value) for variable, value in content.items()}


def item_of(entry: Entry, seen: Callable[[Item], Item] = lambda item: item) -> tuple[Item, list[Finding]]:
    """The item of an entry, and what of it Zotero has no place for; ``seen`` is what a file shows of an item.

    What would be read as something else is said in a line of Extra as well, which readers follow.
    """
    item, bare = _written(entry), _without_variants(entry)
    read, _ = entry_of(seen(item), "", 0)
    if read.type != entry.type and entry.type in ENTRY_TYPES:
        item = _with_lines(item, [f"tex.referencetype: {entry.type}"])
    said, apart = item, set[str]()
    for _ in range(2):  # a line may hide another field, which then needs one of its own
        read, _ = entry_of(seen(item), "", 0)
        apart |= {*_differing(bare, read)}
        item = _with_lines(said, [print_line(field, entry.fields[field]) for field in sorted(apart, key=_place)])
    read, _ = entry_of(seen(item), "", 0)
    left = [field for field in dict.fromkeys((*entry.fields, *read.fields)) if not _is_kept(field, entry, read)]
    return item, [loss(entry.key, field, _why(field, bare, read), field if read.has(field) else "") for field in left]


def _place(field: str) -> tuple[int, str]:
    """Where a field's line stands, so that an entry that comes back is written as it was."""
    return PLACES.get(field, len(PLACES)), field


PLACES = {field: place for place, field in enumerate(ENTRY_FIELDS)}


def _why(field: str, bare: Entry, read: Entry) -> str:
    return NO_VARIANTS if field in NAME_FIELDS and _is_kept(field, bare, read) else NOT_SAID


def _is_kept(field: str, entry: Entry, read: Entry) -> bool:
    return field in CARRIED or is_same(field, entry.fields.get(field), read.fields.get(field))


def _differing(entry: Entry, read: Entry) -> Iterator[str]:
    return (field for field in entry.fields if not _is_kept(field, entry, read))


def _without_variants(entry: Entry) -> Entry:
    """The entry as far as names have two parts: without their other spellings and ORCID iDs."""
    people = {field: tuple(map(without_variants, entry.names(field))) for field in NAME_FIELDS if entry.has(field)}
    return entry.replace(**people)


def _with_lines(item: Item, lines: Sequence[str]) -> Item:
    there = item.fields.get("extra", "").split("\n")
    extra = "\n".join(filter(None, [*there, *(line for line in lines if line not in there)]))
    return item._replace(fields={**item.fields, "extra": extra}) if extra else item


def _written(entry: Entry) -> Item:
    """The item with what Zotero has fields for, and the lines that its own importers read."""
    item_type = _item_type(entry)
    fields: dict[str, str] = {}
    lines: list[str] = []
    for variable, value in _shown(entry).items():
        own = next((one for one in FIELDS.get(variable, "").split() if one in fields_of(item_type)), "")
        if own:
            fields[own] = value
        else:
            lines.append(f"{variable}: {value}")
    creators, more = _creators(entry, item_type)
    lines += more
    is_number = fields.get("number", "").startswith("arXiv:")
    if entry.arxiv and (entry.has("eprintclass") or not is_number):
        class_ = f" [{entry.plain('eprintclass')}]" if entry.has("eprintclass") else ""
        lines.append(f"arXiv: {entry.arxiv}{class_}")
    if entry.has("library") and "libraryCatalog" in fields_of(item_type):
        fields["libraryCatalog"] = entry.plain("library")
    note = str(_content(entry, "note"))
    fields |= {"extra": extra} if (extra := "\n".join(filter(None, [*lines, note]))) else {}
    return Item(
        entry.key,
        item_type,
        fields,
        tuple(creators),
        entry.words("keywords"),
        (print_note(entry.text("annotation")),) if entry.has("annotation") else (),
        attachments_of(entry.plain("file")),
        entry.words("groups"),
    )


def _content(entry: Entry, field: str) -> object:
    row = next(row for row in ROWS if row.field == field)
    value = row.encode(entry, field) if entry.has(field) else ""
    return "" if isinstance(value, Partly) else value  # a line of its own says it


def _item_type(entry: Entry) -> str:
    if entry.type in ITEM_TYPE_OF:
        return ITEM_TYPE_OF[entry.type]
    wanted = csl_type(entry)
    found = next((item_type for item_type, facts in ITEM_TYPES.items() if facts.csl == wanted), "")
    return found or ("journalArticle" if entry.type == "article" else "document")


def _creators(entry: Entry, item_type: str) -> tuple[list[Creator], list[str]]:
    """The persons that the type has creator types for; the others in lines of Extra."""
    main = roles_of(item_type)[0]
    creators: list[Creator] = []
    lines: list[str] = []
    for role, field in {MAIN_ROLES.get(main, main): "author", **ROLES}.items():
        variable = next(row.target for row in ROWS if row.field == field)
        for name in entry.names(field) if entry.has(field) else ():
            parts = _name(name)
            if role in roles_of(item_type):
                creators.append(Creator(role, parts))
            else:
                lines.append(f"{variable}: {parts.get('literal') or ' || '.join(parts.values())}")
    return creators, lines


def _name(name: Name) -> dict[str, str]:
    """Zotero's two fields, or its one."""
    if name.literal:
        return {"literal": name.literal}
    given = name.given + (f", {name.suffix}" if name.suffix else "")
    return {"family": f"{name.particle} {name.family}".strip(), "given": given}
