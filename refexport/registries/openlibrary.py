"""Open Library: its Books API, asked for ISBNs in batches.

Form: openlibrary.org/dev/docs/api/books (``jscmd=data``) and the code behind it (internetarchive/openlibrary,
plugins/books/dynlinks.py). An empty answer says nothing: it is sent for an unknown ISBN and for an error of the server
alike, and a library is no register of ISBNs; so nothing is ever said not to exist.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from refexport.data.patterns import regex
from refexport.errors import UnavailableError
from refexport.model.entry import Record, Value
from refexport.model.ids import isbn13, value_of
from refexport.model.name import Name
from refexport.registries.service import (
    Answer,
    Parsed,
    Request,
    Service,
    as_dict,
    as_dicts,
    as_list,
    as_text,
    first_text,
    known_id,
    plausible,
    read_json,
    record_of,
    refused,
)
from refexport.text.clean import date_of_words, gather, split_person, without_full_stop
from refexport.text.markup import plain

WHO = "Open Library"
PATH = "/api/books"

Book = Mapping[str, Any]

EDITED = regex(r"\W*(?:edited|compiled|editors?|eds?)\b", re.IGNORECASE)
"""How the statement of responsibility on a title page starts where those named are editors."""

ISBD = regex(r"\s*[/:;,=]\s*$")
"""Punctuation between the areas of a library's description (ISBD, 0.3), left at the end of one."""

PAGES = regex(r"(\d{1,5})\s*(?:p\b|pages|S\.|Seiten)", re.ASCII)


def request(values: Sequence[str]) -> Request:
    """One request for the editions with these ISBNs."""
    keys = ",".join(f"ISBN:{value}" for value in values)
    return Request(PATH, (("bibkeys", keys), ("jscmd", "data"), ("format", "json")), "application/json")


def parse(answer: Answer, values: Sequence[str]) -> dict[str, Record]:
    """The records of the ISBNs that the answer holds; what it leaves out may exist."""
    if answer.status != 200:
        raise refused(answer, WHO)
    data = read_json(answer, WHO)
    if not isinstance(data, dict):
        raise UnavailableError(f"{WHO} answered with JSON that holds no books")
    books = {value: as_dict(data.get(f"ISBN:{value}")) for value in values}
    asked = [value for value, book in books.items() if _is_asked(value, book)]
    return plausible(asked, lambda value: _record(value, books[value]), is_alone=len(values) == 1)


def _is_asked(value: str, book: Book) -> bool:
    """Whether it is a book, and none of another ISBN."""
    ids = as_dict(book.get("identifiers"))
    listed = [as_text(one) for name in ("isbn_13", "isbn_10") for one in as_list(ids.get(name))]
    known = {value_of(known_id("isbn", one)) for one in listed} - {""}
    return bool(first_text(book.get("title"))) and (not known or isbn13(value) in known)


def _record(value: str, book: Book) -> Record:
    is_edited = bool(EDITED.match(as_text(book.get("by_statement"))))
    people, changed = gather(map(_person, as_dicts(book.get("authors"))))
    role = "editor" if is_edited and people else "author"
    values: dict[str, Value] = {
        role: people,
        "date": date_of_words(as_text(book.get("publish_date"))) or "",
        "pagetotal": _page_total(book),
        "isbn": value,
    }
    texts = {
        "title": without_full_stop(_area(book.get("title"))),
        "subtitle": without_full_stop(_area(book.get("subtitle"))),
        "publisher": _area(_names(book, "publishers")),
        "location": _area(_names(book, "publish_places")).strip("[]"),
    }
    type_ = "collection" if role == "editor" else "book"
    return record_of(f"isbn:{value}", "openlibrary", Parsed(type_, texts, values, {role: changed}))


def _person(one: Book) -> tuple[str, list[Name | None]]:
    name = plain(as_text(one.get("name")))
    return name, [split_person(name)]


def _names(book: Book, field: str) -> str:
    """The first name of a list; a reference has room for one publisher and one place."""
    return first_text([one.get("name") for one in as_dicts(book.get(field))])


def _area(value: object) -> str:
    """A part of the description without the punctuation that follows it."""
    return ISBD.sub("", as_text(value).strip())


def _page_total(book: Book) -> str:
    """The number of pages, else the largest that the description counts: ``xxii, 775 p.``"""
    counted = [int(number) for number in PAGES.findall(as_text(book.get("pagination")))]
    number = as_text(book.get("number_of_pages")).strip()
    return number if re.fullmatch(r"[1-9]\d{0,4}", number, re.ASCII) else str(max(counted, default=""))


SERVICE = Service(
    name="openlibrary",
    scheme="isbn",
    base_url="https://openlibrary.org",
    env="REFEXPORT_OPENLIBRARY_URL",
    batch=50,
    interval=1.0,
    domain="openlibrary.org",
    request=request,
    parse=parse,
)
