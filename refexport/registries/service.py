"""Service: what one registry is asked and what its answers say, without I/O; its house rules as numbers.

Three outcomes, never mixed: a record (found), a record without entry (the registry said that it does not exist),
`UnavailableError` or no record at all (nothing is known: asked again next time).
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from refexport.data.letters import MATHS
from refexport.data.patterns import regex
from refexport.errors import ImplausibleError, UnavailableError
from refexport.model.entry import Entry, Record, Value
from refexport.model.ids import SCHEMES, Scheme, work_id
from refexport.model.text import Span, Style, Text, literal_text, normal_text
from refexport.text.clean import is_changed
from refexport.text.latex import from_latex
from refexport.text.markup import LONGEST, from_markup, plain, without_controls
from refexport.text.messages import shorten
from refexport.text.placeholders import is_implausible


class Request(NamedTuple):
    """What is asked under a service's base URL: path with its own quoting, query as pairs, and the media type wanted.

    A GET; with a ``form`` a POST of these pairs, for what is too long for an address; with a ``body`` a POST of these
    bytes. ``is_alone``: it asks for one record by its identifier, which some services answer at a faster pace than
    lists. ``headers`` are sent besides the client's own, and no message shows them.
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    accept: str = ""
    form: tuple[tuple[str, str], ...] = ()
    is_alone: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class Answer(NamedTuple):
    """What came back, decoded from transfer and content encodings only; ``url`` is the address after redirects.

    ``headers`` are found by their names whatever their case.
    """

    status: int
    body: bytes
    media_type: str = ""
    url: str = ""
    headers: Mapping[str, str] = {}


class Key(NamedTuple):
    """The user's own key for a service: the environment variable that holds it, and the header or parameter it goes in.

    It goes to the service alone; no message, file or record of a request ever shows it.
    """

    env: str
    header: str = ""
    parameter: str = ""


class Service(NamedTuple):
    """What a registry answers for, its batch sizes and pace, and the functions that speak its language.

    ``request(values)`` asks for identifiers of ``scheme`` (without the scheme's name);
    ``parse(answer, values)`` gives a record for each of them that the answer decides. A batch decides only what it
    holds; what it leaves out is asked alone, and only an answer that names an identifier, or was asked for that one
    alone, may say that it does not exist.
    ``search(entries)`` asks for works like up to ``search_batch`` entries; ``found(answer)`` gives the candidates.
    ``interval`` is the least number of seconds from one start to the next, one request at a time; ``polite_interval``
    the shorter one for who gives an address, ``alone_intervals`` both of them for single records (`Request.is_alone`);
    ``from_end``: they count from the end of the last answer. ``mailto`` names the parameter of the query in which the
    service takes the user's address, if it does. ``domain`` is the registrable domain within which its redirects are
    followed; without one they stay on its host.

    A service without a scheme is asked for titles only. One with a ``key`` is asked only if the user has one.
    ``stands_in_for`` names the service for whose titles it is asked where that one gives no answer.

    ``own_scheme`` describes a scheme that `model.ids.SCHEMES` lacks; without it ``eprint`` holds its identifiers.
    Services of one scheme are asked in their order: each for what those before it could not answer. Where one of them
    is a directory (``agencies(answer, values)`` names the agency that has an identifier), those with
    ``has_most`` are asked first for all, and each other one for what the directory gives to it by ``agency``, else by
    its name, capitals apart.
    ``also`` are the same service's answers for other schemes, under the same name and pace.
    """

    name: str
    scheme: str
    base_url: str
    env: str
    batch: int
    interval: float
    request: Callable[[Sequence[str]], Request]
    parse: Callable[[Answer, Sequence[str]], Mapping[str, Record]]
    search: Callable[[Sequence[Entry]], Request | None] | None = None
    found: Callable[[Answer], list[Record]] | None = None
    search_batch: int = 1
    mailto: str = ""
    own_scheme: Scheme | None = None
    agency: str = ""
    has_most: bool = False
    agencies: Callable[[Answer, Sequence[str]], Mapping[str, str]] | None = None
    also: tuple["Service", ...] = ()
    polite_interval: float = 0.0
    alone_intervals: tuple[float, float] | None = None
    from_end: bool = False
    domain: str = ""
    key: Key | None = None
    stands_in_for: str = ""

    @property
    def identifier(self) -> Scheme:
        """How its identifiers are written and where they stand."""
        return self.own_scheme or SCHEMES.get(self.scheme) or Scheme(self.scheme)

    def is_agency(self, agency: str) -> bool:
        """Whether it is the agency, as a directory calls it."""
        return (self.agency or self.name).lower() == agency.lower()


SYMBOLS = frozenset(MATHS.values())
SYMBOL = regex(r"(\\[A-Za-z]+)\s+(?=[A-Za-z])")
"""Authors also write symbols without dollars, and mean the blank behind them ("\\alpha decay")."""

MATHEMATICS = regex(r"\\\((.{1,500}?)\\\)|\$([^$]+)\$", re.DOTALL)
TIE = regex(r"(?<!\w)~|~(?!\w)")
"""A tilde that ties no words means "about"."""


REASONS = {403: "refused, perhaps the address is blocked", 429: "too many requests"}


def refused(answer: Answer, who: str) -> UnavailableError:
    """The error for an answer whose status says that nothing was told."""
    reason = "its server failed" if answer.status >= 500 else "an unexpected answer"
    return UnavailableError(f"{who} answered {answer.status} ({REASONS.get(answer.status, reason)})")


def read_json(answer: Answer, who: str) -> object:
    """The JSON value of a body; UnavailableError if it is none, whatever the bytes."""
    try:
        value: object = json.loads(answer.body.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise UnavailableError(f"{who} answered with {_described(answer)} where JSON is due") from error
    return value


def read_xml(answer: Answer, who: str) -> ET.Element:
    """The root element of a body; UnavailableError if it is no XML or has a document type, whatever the bytes."""
    if b"<!DOCTYPE" in answer.body or b"<!ENTITY" in answer.body:
        raise UnavailableError(f"{who} answered with {_described(answer)} where a feed is due")
    try:
        return ET.fromstring(answer.body.decode("utf-8-sig"))  # noqa: S314 - UTF-8 without a document type
    except (ValueError, ET.ParseError, RecursionError) as error:
        raise UnavailableError(f"{who} answered with {_described(answer)} where XML is due") from error


class Parsed(NamedTuple):
    """What a registry says of a work: texts in its own spelling, values clean, and originals that are worth keeping."""

    type: str
    texts: Mapping[str, str]
    values: Mapping[str, Value]
    raw: Mapping[str, str] = {}
    links: Mapping[str, Sequence[str]] = {}
    updated: str = ""


def record_of(id_: str, service: str, parsed: Parsed, read: Callable[[str], Text] = from_markup) -> Record:
    """The record of a work; ``read`` makes a text of the registry's spelling, which is kept if that changed it.

    ImplausibleError if its title is that of an error page or of a gap, and no work's.
    """
    originals = {field: without_controls(raw_text) for field, raw_text in parsed.texts.items()}
    texts = {field: read(raw_text) for field, raw_text in originals.items()}
    raw = {field: originals[field] for field, text in texts.items() if text and is_changed(originals[field], text)}
    fields = {field: value for field, value in {**texts, **parsed.values}.items() if value}
    links = {
        name: ids for name, targets in parsed.links.items() if (ids := tuple(dict.fromkeys(filter(None, targets))))
    }
    kept = {**raw, **{field: without_controls(raw_text) for field, raw_text in parsed.raw.items() if raw_text}}
    entry = Entry("", parsed.type, fields)
    _refuse_placeholder(id_, service, entry)
    return Record(id_, service, plain(parsed.updated), entry, kept, links)


def _refuse_placeholder(id_: str, service: str, entry: Entry) -> None:
    """A periodical is called what it likes (";login:"), and needs no editor."""
    title = entry.plain("title")
    has_people = entry.has("author") or entry.has("editor") or entry.type == "periodical"
    if is_implausible(title, has_people=has_people, is_part=entry.has("booktitle")):
        raise ImplausibleError(f'{service}\'s record of {id_} has no plausible title ("{shorten(title)}")')


def plausible(values: Iterable[str], record: Callable[[str], Record], *, is_alone: bool = False) -> dict[str, Record]:
    """The records of the values, those left out whose titles are no work's (`record_of`): one such spoils no others.

    ``is_alone``: it was asked for by itself, and the ImplausibleError says why there is no record.
    """
    records: dict[str, Record] = {}
    for value in values:
        try:
            records[value] = record(value)
        except ImplausibleError:
            if is_alone:
                raise
    return records


def from_tex(raw: str) -> Text:
    """The text of a title that its author wrote in TeX; a command for no known character is characters itself."""
    tex = without_controls(raw)
    if len(tex) > LONGEST:
        return literal_text(" ".join(tex.split()))
    tex = TIE.sub(r"\\textasciitilde{}", MATHEMATICS.sub(_dollars, tex)).replace(r"{\deg}", "°")
    spans = from_latex(SYMBOL.sub(lambda found: f"{found[1]}{{}} " if found[1] in SYMBOLS else found[0], tex))
    return normal_text(map(_printed, spans, (*spans[1:], Span(""))))


def _dollars(found: re.Match[str]) -> str:
    """Mathematics between dollars without blanks at its ends; what is no mathematics as it is."""
    tex = found[1] or found[2]
    return f"${tex.strip()}$" if found[1] or re.search(r"[\\^_]", tex) else found[0]


def _printed(span: Span, after: Span) -> Span:
    """A span without TeX of its own; a letter behind a command was parted from it by a blank."""
    if not span.has(Style.TEX):
        return span
    blank = " " if span.text[-1:].isalpha() and after.text[:1].isalpha() else ""
    return Span(span.text + blank, span.styles - {Style.TEX})


def known_id(scheme: str, value: str) -> str:
    """``doi:10.1000/1`` if a registry's value is an identifier; nothing if not."""
    try:
        return work_id(scheme, value)
    except ValueError:
        return ""


def as_dict(value: object) -> dict[str, Any]:
    """A JSON object; empty for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """A JSON array; a value alone is a list of one, null an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def as_dicts(value: object) -> list[dict[str, Any]]:
    """The objects of a JSON array; anything else in it counts as empty."""
    return [as_dict(one) for one in as_list(value)]


def as_text(value: object) -> str:
    """A JSON string or whole number as a string; empty for anything else."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def first_text(value: object) -> str:
    """The first string of an array that is not blank, or the string itself; empty if there is none."""
    return next((text for one in as_list(value) if (text := as_text(one)).strip()), "")


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


def _described(answer: Answer) -> str:
    head = answer.body.lstrip()[:100].lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "an HTML page (perhaps a check for robots)"
    return "an unreadable or cut body" if head else "an empty body"
