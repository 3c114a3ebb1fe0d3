"""Citation: a piece of somebody's list -> an entry, as far as the piece says, and notes about what it does not.

What has no field of its own (a venue's short name, a remark, code beside the paper) is kept in ``annotation``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from refexport.lists.labels import TITLE, Labelled
from refexport.lists.links import TITLE as LINKED
from refexport.lists.links import Links, take_links
from refexport.lists.marks import around
from refexport.lists.pieces import read_head, with_part, with_piece
from refexport.lists.spelling import BREAK, tidy_text, with_wide, without_marker
from refexport.model.entry import Entry, Value
from refexport.model.text import literal_text
from refexport.references.names import HAN
from refexport.references.parts import Parts, beside, rest_of
from refexport.references.reference import read_reference, read_venue
from refexport.references.titles import plain
from refexport.references.venue import is_venue, tidy
from refexport.text.markup import from_markup

IDENTIFIERS = ("eprint", "doi", "dblp", "pmid", "pmcid", "isbn")


class Citation(NamedTuple):
    """The entry that a piece of a list stands for (without key), and notes about what could not be kept."""

    entry: Entry
    notes: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether there is a date, or a number in its place."""
        return self.entry.has("date") or bool(self.notes)

    @property
    def has_people(self) -> bool:
        """Whether there are authors or editors."""
        return self.entry.has("author") or self.entry.has("editor")

    @property
    def has_identifier(self) -> bool:
        """Whether there is an identifier."""
        return any(map(self.entry.has, IDENTIFIERS))

    @property
    def is_identified(self) -> bool:
        """Whether there is an identifier or an address."""
        return self.has_identifier or self.entry.has("url")

    @property
    def has_signs(self) -> bool:
        """Whether there is anything but a title."""
        return self.is_dated or self.is_identified or self.has_people

    @property
    def is_whole(self) -> bool:
        """Whether nothing that makes a reference is missing."""
        is_told = self.entry.has("title") or self.is_untitled
        return is_told and ((self.is_dated and self.has_people) or self.is_identified)

    @property
    def is_untitled(self) -> bool:
        """Whether it is an article that is cited without its title."""
        return is_untitled_article(self.entry)


def is_untitled_article(entry: Entry) -> bool:
    """Whether an entry is an article by its people, journal, volume and page alone, as physics cites."""
    return not entry.has("title") and all(map(entry.has, ("author", "journaltitle", "volume", "pages")))


def parse_citation(line: str, *, titled: bool = False) -> Entry | None:
    """The entry that a line stands for (key and type empty), or None when it shows no sign of being a reference.

    ``titled``: the line stands where every line is a title (a section of posts, videos, data sets).
    """
    citation = read_citation(line, titled=titled)
    return citation.entry if citation else None


def read_citation(text: str, *, titled: bool = False) -> Citation | None:
    """The citation of a piece of text, whose lines may be wrapped or set under each other (`BREAK`)."""
    links = take_links(tidy_text(without_marker(text)))
    is_linked = bool(links.ids or links.url)
    head, *others = links.text.split(BREAK)
    parts = _around_link(head, links.title) or _read(head, links.title, titled=titled or is_linked or bool(others))
    if parts is None and not is_linked:
        return None
    parts = parts or rest_of(plain(_with_title(head, links.title)))
    for other in others:
        parts = with_part(parts, _with_title(other, links.title))
    return _citation(parts, links)


def one_line(text: str) -> str:
    """A reference as it stands in a list, on one line, without marks of the list and addresses of links."""
    links = take_links(tidy_text(without_marker(text)))
    return " ".join(links.text.replace(TITLE, links.title).split())


def read_cells(cells: Iterable[Labelled]) -> Citation | None:
    """The citation of a table's row, whose columns say what is in them."""
    parts, found = Parts(), list[Links]()
    for cell in cells:
        links = take_links(tidy_text(cell.text))
        found.append(links)
        words = plain(_with_title(links.text, links.title))
        parts = with_piece(parts, cell._replace(text=words)) if words or cell.role == TITLE else parts
    merged = _merged(found)
    is_told = parts.title or merged.ids or merged.url or "journaltitle" in parts.fields
    return _citation(parts, merged) if is_told else None


def _around_link(head: str, title: str) -> Parts | None:
    """A linked title with what stands around it; a reference that is linked as a whole is read as such."""
    before, linked, after = head.partition(LINKED)
    if not linked:
        return None
    own = read_reference(title)
    is_whole = own is not None and own.is_dated and (own.people or any(map(is_venue, own.rest)))
    return own.or_else(beside(f"{before} {after}")) if own and is_whole else around(before, title, after)


def _read(head: str, title: str, *, titled: bool) -> Parts | None:
    return read_head(_with_title(head, title), titled=titled)


def _with_title(text: str, title: str) -> str:
    """The text with a linked title as its words."""
    return text.replace(LINKED, title)


def _merged(found: Sequence[Links]) -> Links:
    """The links of several cells as those of one text."""
    ids = tuple(dict.fromkeys(one for links in found for one in links.ids))
    urls = [links.url for links in found if links.url]
    asides = tuple(aside for links in found for aside in links.asides)
    kept = urls[:1] if urls and not ids else []
    return Links("", "", ids, "".join(kept), (*urls[len(kept) :], *asides))


def _citation(parts: Parts, links: Links, people_field: str = "author") -> Citation:
    fields: dict[str, Value] = {}
    if parts.title:
        fields[_title_field(parts, links)] = from_markup(with_wide(parts.title))
    if parts.people:
        fields[people_field] = parts.people
    if parts.date:
        fields["date"] = parts.date
    read = {words: read_venue(words) for words in map(tidy, parts.rest) if words}
    venues = [parts, *filter(None, read.values())]
    for venue in venues:
        fields |= {field: value for field, value in venue.fields.items() if field not in fields}
    ids, others = _identifying(links)
    remarks = [*(words for words, venue in read.items() if not venue), *others, *links.asides]
    if words := "; ".join(dict.fromkeys(filter(None, remarks))):
        fields["annotation"] = literal_text(words)
    type_ = next((venue.type for venue in venues if venue.type), "") or _type_by(fields, links)
    return Citation(Entry("", type_, {**fields, **ids}), _notes(parts))


def _type_by(fields: Mapping[str, Value], links: Links) -> str:
    """What a work is whose container alone is known: a page if there is an address, too, else an article."""
    if "journaltitle" not in fields:
        return ""
    return "online" if links.url and not links.ids else "article"


def _notes(parts: Parts) -> tuple[str, ...]:
    return (f'"{parts.odd}" stands where the year should: the entry has no date',) if parts.odd else ()


def _title_field(parts: Parts, links: Links) -> str:
    """A single word beside an identifier is what people call the work ("MAML"), not its title."""
    is_nickname = " " not in parts.title and not parts.people and links.ids and not HAN.search(parts.title)
    return "shorttitle" if is_nickname else "title"


def _identifying(links: Links) -> tuple[dict[str, Value], list[str]]:
    """The first identifier of each scheme and the address as fields, and the other identifiers."""
    fields: dict[str, Value] = {}
    others: list[str] = []
    for scheme, value in links.ids:
        field = "eprint" if scheme == "arxiv" else scheme
        if field in fields:
            others.append(f"{scheme}:{value}")
        else:
            fields[field] = value
    if "eprint" in fields:
        fields["eprinttype"] = "arxiv"
    return {**fields, "url": links.url} if links.url else fields, others
