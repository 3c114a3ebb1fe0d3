"""Pieces: what labelled words and lines under a reference say of it ("Authors: …", "NIPS 2014", a remark)."""

from collections.abc import Iterable

from refexport.data.patterns import regex
from refexport.lists.labels import DATE, LINK, NOTE, NUMBER, PEOPLE, TITLE, VENUE, Labelled, labelled
from refexport.references.bylines import byline
from refexport.references.chunks import cut
from refexport.references.names import PLACE, SURE, WEAK
from refexport.references.parts import Parts, beside, people_line, rest_of
from refexport.references.people import parse_people, strength
from refexport.references.reference import read_reference
from refexport.references.titles import clean_title, plain
from refexport.references.venue import is_venue, tidy

SHORT = regex(r"[A-Z]\S*(?:\s+\S+){0,7}(?<![.!?])")
"""Words that may be a venue and its date: few, and no sentence."""

IN_PARENTHESES = regex(r"\([^()]*\)")
GOES_ON = (",", ";", "-", "&")


def read_head(text: str, *, titled: bool) -> Parts | None:
    """The parts of a reference's own words, whose lines may be wrapped; ``titled``: they are a title at least."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and (parts := _labelled_lines(lines) or _lines_apart(lines)):
        return parts
    flat = " ".join(text.split())
    return _labelled_within(flat) or read_reference(flat) or (_title_alone(flat) if titled else None)


def with_part(parts: Parts, text: str) -> Parts:
    """The parts with what a piece under the reference adds."""
    lines = [line for line in map(plain, text.split("\n")) if line]
    apart = lines if lines and parse_people(lines[0], WEAK) else [" ".join(lines)]
    return _with_pieces(parts, (piece for line in apart for piece in labelled(line)))


def with_piece(parts: Parts, piece: Labelled) -> Parts:
    """The parts with a piece whose role is known, or told by what it holds."""
    text = piece.text.strip()
    if piece.role == TITLE and not parts.title:
        return _with_title(parts, text)
    if piece.role == PEOPLE and (people := parse_people(text, PLACE)):
        return parts.or_else(Parts(people=people))
    if piece.role in (DATE, VENUE):
        return parts.or_else(rest_of(text))
    if piece.role == NUMBER:
        return parts
    if not piece.role and (adds := _adds(parts, text)):
        return parts.or_else(adds)
    return _with_remark(parts, piece)


def _with_pieces(parts: Parts, pieces: Iterable[Labelled]) -> Parts:
    for piece in pieces:
        parts = with_piece(parts, piece)
    return parts


def _with_remark(parts: Parts, piece: Labelled) -> Parts:
    words = tidy(piece.text)
    label = f"{piece.label}: " if piece.label and piece.role not in (LINK, NOTE) else ""
    return parts.or_else(Parts(rest=(label + words,))) if words else parts


def _with_title(parts: Parts, text: str) -> Parts:
    """The parts with a title, which may be a reference of its own (a column "Reference")."""
    own = read_reference(text)
    return own.or_else(parts) if own and own.people and not parts.people else parts._replace(title=clean_title(text))


def _adds(parts: Parts, text: str) -> Parts | None:
    """What an unlabelled line gives that the reference lacks: people, or venue and date."""
    if not parts.people and (people := parse_people(text, WEAK)):
        return Parts(people=people)
    found = beside(text)
    is_new = found.is_dated or found.people
    is_known = parts.people and found.people
    is_venue_only = is_venue(text) or SHORT.fullmatch(text) or not found.rest or found.people
    return found if is_new and not is_known and is_venue_only else None


def _labelled_lines(lines: list[str]) -> Parts | None:
    """``Title: …`` or any head, and ``Authors: …`` on lines of their own."""
    first, *others = [labelled(plain(line)) for line in lines]
    if not others or not all(pieces[0].role for pieces in others):
        return None
    head = None if first[0].role else read_head(lines[0], titled=True)
    start = _with_pieces(head or Parts(), first if head is None else ())
    return _with_pieces(start, (piece for pieces in others for piece in pieces))


def _lines_apart(lines: list[str]) -> Parts | None:
    """Title, people and venue on a line each, as databases print them."""
    first, *others = lines
    found = people_line(others[0]) if others else None
    if found is None or first.rstrip().endswith(GOES_ON):
        return None
    own = read_reference(first)
    begins_with_people = strength(byline(cut(plain(first))).names) >= SURE  # "Goodfellow, I. Deep Learning (MIT"
    if begins_with_people or parse_people(plain(first), SURE) or (own and own.people and strength(found.people) < SURE):
        return None
    parts = (own if own and not own.people else Parts(clean_title(plain(first)))).or_else(found)
    for line in others[1:]:
        parts = with_part(parts, line)
    return parts


def _labelled_within(text: str) -> Parts | None:
    """``Title 作者: … 年份: …`` on one line."""
    first, *others = labelled(plain(text))
    is_labelled = first.label.lower() == TITLE or any(piece.role in (PEOPLE, DATE, VENUE) for piece in others)
    if not is_labelled or first.role not in ("", TITLE) or not first.text.strip():
        return None
    head = (None if first.role else read_reference(first.text)) or Parts(clean_title(first.text))
    return _with_pieces(head, others)


def _title_alone(text: str) -> Parts | None:
    """The whole text as a title, unless it is people with perhaps a venue and date."""
    found = people_line(text, SURE)
    if found and len(found.people) > 1 and all(map(is_venue, found.rest)):
        return found
    title = clean_title(plain(text))
    return Parts(title) if title and not IN_PARENTHESES.fullmatch(title) else None
