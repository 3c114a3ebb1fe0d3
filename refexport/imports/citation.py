"""Citation: a piece of somebody's list -> an entry, as far as the piece says, and remarks about what it does not.

What has no field of its own (a venue's short name, a remark, code beside the paper) is kept in ``annotation``.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from refexport.imports.labels import DATE, LINK, NOTE, NUMBER, PEOPLE, TITLE, VENUE, Labelled, labelled
from refexport.imports.links import TITLE as LINKED
from refexport.imports.links import Links, identify_url, take_links
from refexport.imports.names import HAN, PLACE, SURE, WEAK
from refexport.imports.people import parse_people, strength
from refexport.imports.marks import around
from refexport.imports.parts import Parts, beside, rest_of
from refexport.imports.shapes import read_shape
from refexport.imports.titles import clean_title, plain
from refexport.imports.venue import is_venue, read_venue, tidy
from refexport.markup import from_markup, without_controls
from refexport.model.entry import Entry, Value
from refexport.model.text import literal_text

__all__ = ["BREAK", "Citation", "identify_url", "parse_citation", "read_cells", "read_citation"]

BREAK = "\n\n"
"""Between the head of a reference and what was put under it (``<br>``, nested bullets); a wrapped line has one ``\\n``."""

FULL_WIDTH = str.maketrans(
    {"（": " (", "）": ") ", "，": ", ", "。": ". ", "：": ": ", "；": "; ", "、": ", ", "【": " [", "】": "] ", "．": ". ",
     "！": "! ", "？": "? ", "／": "/", "\u3000": "  ", "\u00a0": " ", "\u200b": "", "\ufeff": ""}
)  # fmt: skip
WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", ".": "。"}
BETWEEN_HAN = re.compile(rf"(?<={HAN.pattern})([,:;!?.]) (?={HAN.pattern})")
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2b1b\u2b1c\ufe0f\u200d\u20e3]+|(?<!\\w):[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?!\\w)"
)
"""Pictures and their shortcodes (Unicode 15.1, emoji-data; GitHub's ``:fire:``): marks, no words."""

MARKER = re.compile(
    r"^\s*(?:>\s*)*(?:\*\*\[\d{1,4}\]\*\*\s*|[-–•▪◦●○‣](?=[^\W\d_a-z])|(?:[-*+•▪◦●○‣–—]|\(?\d{1,3}[.)](?!\d)|\[\d{1,4}\]\.?|\d{1,3},|[①-⑳])(?=\s|$)\s*|"
    r"\d{1,3}\.(?=[^\W\d_a-z])|\[[ xX]\]\s+)+"
)
"""What begins the item of a list: bullets, numbers (``1.``, ``[1]``, ``1、`` with its comma made narrow), check boxes."""

EDITORS = re.compile(r"[\s,]*\(eds?\.?\)|,\s+eds?\.(?=[\s,:]|$)|\s+\(?编\)?(?=[\s,.:]|$)", re.IGNORECASE)


class Citation(NamedTuple):
    """The entry that a piece of a list stands for (without key), and remarks about what could not be kept."""

    entry: Entry
    notes: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether there is a date, or a number in its place."""
        return self.entry.has("date") or bool(self.notes)

    @property
    def is_identified(self) -> bool:
        """Whether there is an identifier or an address."""
        return any(map(self.entry.has, IDENTIFYING))

    @property
    def has_signs(self) -> bool:
        """Whether there is anything but a title."""
        return self.is_dated or self.is_identified or self.entry.has("author") or self.entry.has("editor")

    @property
    def is_whole(self) -> bool:
        """Whether nothing that makes a reference is missing."""
        e = self.entry
        return e.has("title") and ((self.is_dated and e.has("author")) or self.is_identified)


SHORT = re.compile(r"[A-Z]\S*(?:\s+\S+){0,7}(?<![.!?])")
"""Words that may be a venue and its date: few, and no sentence."""

IDENTIFYING = "eprint doi dblp pmid isbn url".split()


def parse_citation(line: str, *, titled: bool = False) -> Entry | None:
    """The entry that a line stands for (key and type empty), or None when it shows no sign of being a reference.

    ``titled``: the line stands where every line is a title (a section of posts, videos, data sets).
    """
    citation = read_citation(line, titled=titled)
    return citation.entry if citation else None


def read_citation(text: str, *, titled: bool = False) -> Citation | None:
    """The citation of a piece of text, whose lines may be wrapped or set under each other (`BREAK`)."""
    links = take_links(MARKER.sub("", tidy_text(text), count=1))
    head, *others = links.text.split(BREAK)
    parts = _read_head(head, links.title, titled=titled or bool(links.ids or links.url))
    if parts is None and not (links.ids or links.url):
        return None
    parts = parts or rest_of(plain(head.replace(LINKED, links.title)))
    for other in others:
        parts = _with_part(parts, other.replace(LINKED, links.title))
    return _citation(parts, links, "editor" if EDITORS.search(head) and parts.people else "author")


def read_cells(cells: Iterable[Labelled]) -> Citation | None:
    """The citation of a table's row, whose columns say what is in them."""
    parts, found = Parts(), list[Links]()
    for cell in cells:
        links = take_links(tidy_text(cell.text))
        found.append(links)
        words = plain(links.text.replace(LINKED, links.title))
        parts = _with_piece(parts, cell._replace(text=words)) if words or cell.role == TITLE else parts
    merged = _merged(found)
    return _citation(parts, merged, "author") if parts.title or merged.ids or merged.url else None


def tidy_text(text: str) -> str:
    """A text with half-width punctuation, without pictures, control characters and runs of blanks; lines stay."""
    lines = unicodedata.normalize("NFC", text).translate(FULL_WIDTH).split("\n")
    plain = (EMOJI.sub(" ", without_controls(line.replace("\t", " "))) for line in lines)
    return "\n".join(re.sub(r"^ +| +$|( {2}) +", r"\1", line) for line in plain)


def _read_head(head: str, title: str, *, titled: bool) -> Parts | None:
    """The parts of a reference's own words, above what was put under it."""
    before, linked, after = head.partition(LINKED)
    if linked and (parts := around(before, title, after)):
        return parts
    head = EDITORS.sub("", head.replace(LINKED, title))
    if lines := _lines_apart(head):
        return lines
    flat = " ".join(head.split())
    if pieces := _pieces(flat):
        return _from_pieces(pieces)
    return read_shape(flat) or (_whole_title(flat) if titled else None)


def _whole_title(text: str) -> Parts | None:
    title = clean_title(plain(text))
    return Parts(title) if title and not re.fullmatch(r"\([^()]*\)", title) else None


def _lines_apart(head: str) -> Parts | None:
    """Title, people and venue on a line each, as databases print them."""
    first, *others = [line for line in head.split("\n") if line.strip()] or [""]
    told = beside(others[0]) if others else Parts()
    if not told.people or any(len(words) > 40 for words in told.rest) or first.rstrip().endswith((",", ";", "-", "&")):
        return None
    own = read_shape(first)
    if parse_people(plain(first), SURE) or (own and own.people and strength(told.people) < SURE):
        return None
    own = own if own and not own.people else Parts(clean_title(plain(first)))
    parts = own.or_else(told)
    for line in others[1:]:
        parts = _with_part(parts, line)
    return parts


def _pieces(text: str) -> list[Labelled]:
    """The pieces of a text that labels part, if a title is among them."""
    pieces = labelled(plain(text))
    has_labels = any(piece.role in (PEOPLE, DATE, VENUE) for piece in pieces) or pieces[0].label.lower() == "title"
    return pieces if has_labels and pieces[0].role in ("", TITLE) and pieces[0].text.strip() else []


def _from_pieces(pieces: Sequence[Labelled]) -> Parts:
    head = read_shape(pieces[0].text) if not pieces[0].role else None
    parts = head or Parts(clean_title(pieces[0].text))
    for piece in pieces[1:]:
        parts = _with_piece(parts, piece)
    return parts


def _with_part(parts: Parts, text: str) -> Parts:
    """The parts with what is put under the reference adds."""
    lines = [line for line in map(plain, text.split("\n")) if line]
    apart = lines if lines and parse_people(lines[0], WEAK) else [" ".join(lines)]
    for piece in (piece for line in apart for piece in labelled(line)):
        parts = _with_piece(parts, piece)
    return parts


def _with_piece(parts: Parts, piece: Labelled) -> Parts:
    """The parts with a piece whose role is known, or told by what it holds."""
    text = piece.text.strip()
    match piece.role:
        case role if role == TITLE and not parts.title:
            return _with_title(parts, text)
        case role if role == PEOPLE and (people := parse_people(text, PLACE)):
            return parts.or_else(Parts(people=people))
        case role if role in (DATE, VENUE):
            return parts.or_else(rest_of(text))
        case role if role == NUMBER:
            return parts
        case role if role == "" and (adds := _adds(parts, text)):
            return parts.or_else(adds)
    words = tidy(text)
    label = f"{piece.label}: " if piece.label and piece.role not in (LINK, NOTE) else ""
    return parts.or_else(Parts(rest=(label + words,))) if words else parts


def _with_title(parts: Parts, text: str) -> Parts:
    """The parts with a title, which may be a reference of its own (a column "Reference")."""
    own = read_shape(text)
    return own.or_else(parts) if own and own.people and not parts.people else parts._replace(title=clean_title(text))


def _adds(parts: Parts, text: str) -> Parts | None:
    """What an unlabelled line under a reference gives that the reference lacks: people, or venue and date."""
    if not parts.people and (people := parse_people(text, WEAK)):
        return Parts(people=people)
    told = beside(text)
    is_short = (
        is_venue(text) or not told.rest or bool(SHORT.fullmatch(text)) or (bool(told.people) and not parts.people)
    )
    return told if is_short and (told.date or told.people or told.odd) and not (parts.people and told.people) else None


def _merged(found: Sequence[Links]) -> Links:
    """The links of several cells as those of one text."""
    ids = tuple(dict.fromkeys(one for links in found for one in links.ids))
    urls = [links.url for links in found if links.url]
    asides = tuple(aside for links in found for aside in links.asides)
    return Links("", "", ids, "" if ids or not urls else urls[0], (*(urls if ids else urls[1:]), *asides))


def _citation(parts: Parts, links: Links, people_field: str) -> Citation:
    fields: dict[str, Value] = {}
    remarks: list[str] = []
    type_ = parts.type
    if parts.title:
        fields[_title_field(parts, links)] = from_markup(BETWEEN_HAN.sub(lambda m: WIDE[m[1]], parts.title))
    if parts.people:
        fields[people_field] = parts.people
    if parts.date:
        fields["date"] = parts.date
    for words in parts.rest:
        venue = read_venue(words)
        remarks += [venue.remark] if venue.remark else []
        type_ = type_ or venue.type
        fields = {**venue.fields, **fields}
    fields, others = _identified(fields, links)
    remarks += [*others, *links.asides]
    if remarks:
        fields["annotation"] = literal_text("; ".join(dict.fromkeys(remarks)))
    notes = (f'"{parts.odd}" stands where the year should: the entry has no date',) if parts.odd else ()
    return Citation(Entry("", type_, fields), notes)


def _title_field(parts: Parts, links: Links) -> str:
    """A single word beside an identifier is what people call the work ("MAML"), not its title."""
    is_nickname = " " not in parts.title and not parts.people and bool(links.ids) and not HAN.search(parts.title)
    return "shorttitle" if is_nickname else "title"


def _identified(fields: dict[str, Value], links: Links) -> tuple[dict[str, Value], list[str]]:
    """The fields with the first identifier of each scheme and the address, and the other identifiers."""
    out, others = dict(fields), list[str]()
    for scheme, value in links.ids:
        field = "eprint" if scheme == "arxiv" else scheme
        if field in out:
            others.append(f"{scheme}:{value}")
            continue
        out[field] = value
        if scheme == "arxiv":
            out["eprinttype"] = "arxiv"
    if links.url:
        out["url"] = links.url
    return out, others
