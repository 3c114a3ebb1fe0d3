"""Query: which entries some terms find; all terms must fit. docs/reference/list.md has the terms."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from refexport.data.datamodel import FIELDS, field_of
from refexport.data.patterns import regex
from refexport.errors import FileError
from refexport.model.entry import Entry, Merged, print_value
from refexport.model.ids import SCHEMES
from refexport.text.fold import fold
from refexport.text.messages import did_you_mean

VENUES = ("journaltitle", "booktitle", "eventtitle", "series", "publisher", "institution")
TAGS = ("keywords", "groups")
YEARS = regex(r"(\d{1,4})?(?:(-|\.\.)(\d{1,4})?)?")


class Term(NamedTuple):
    """One term: what it asks of an entry, and whether it must not fit."""

    fits: Callable[[Merged], bool]
    is_negative: bool = False


def found(entries: Iterable[Merged], terms: Sequence[str]) -> list[Merged]:
    """The entries that all terms fit, in their order; FileError for a term that asks for what there is not."""
    read = [read_term(term) for term in terms]
    return [one for one in entries if all(term.fits(one) != term.is_negative for term in read)]


def read_term(term: str) -> Term:
    """What a term asks: ``word``, ``field:word``, ``year:2015-2018``, ``missing:doi``, ``not:term``."""
    name, colon, rest = term.partition(":")
    if colon and name == "not" and rest:
        return read_term(rest)._replace(is_negative=not read_term(rest).is_negative)
    if colon and name in ASKING:
        return Term(ASKING[name](rest))
    if colon and field_of(name) in FIELDS:
        return Term(_in_fields((field_of(name),), rest))
    is_like_field = colon and name.isalpha() and name.islower() and not rest.startswith("//") and " " not in term
    if is_like_field and (near := did_you_mean(name, (*ASKING, *FIELDS))):
        raise FileError(f"{term}: there is no field {name}", near)
    return Term(_anywhere(term))


def _anywhere(word: str) -> Callable[[Merged], bool]:
    wanted = fold(word) or word

    def fits(one: Merged) -> bool:
        return wanted in fold(f"{one.entry.key} {one.entry.type}") or _in_fields(tuple(one.entry.fields), word)(one)

    return fits


def _in_fields(fields: Sequence[str], word: str) -> Callable[[Merged], bool]:
    """Whether the words stand in one of the fields, whatever their case and accents."""
    wanted = fold(word)

    def fits(one: Merged) -> bool:
        texts = [_text(one.entry, field) for field in fields if one.entry.has(field)]
        return any(wanted in fold(text) if wanted else word in text for text in texts)

    return fits


def _text(entry: Entry, field: str) -> str:
    value = print_value(field, entry.fields[field])
    return (
        " ".join(one if isinstance(one, str) else " ".join(one.values()) for one in value)
        if isinstance(value, list)
        else str(value)
    )


def _key(word: str) -> Callable[[Merged], bool]:
    return lambda one: any(fold(word) in fold(key) for key in (one.entry.key, *one.entry.words("ids")))


def _type(word: str) -> Callable[[Merged], bool]:
    return lambda one: one.entry.type == word


def _tag(word: str) -> Callable[[Merged], bool]:
    """A whole tag, not a part of one."""
    return lambda one: any(fold(word) == fold(tag) for field in TAGS for tag in one.entry.words(field))


def _year(words: str) -> Callable[[Merged], bool]:
    span = YEARS.fullmatch(words)
    if not span or not words:
        raise FileError(f"year:{words}: which years?", "write year:2017, year:2015-2018, year:2015- or year:-2018")
    first = int(span[1] or 0)
    last = int(span[3] or 9999) if span[2] else first
    return lambda one: one.entry.year is not None and first <= one.entry.year <= last


def _missing(field: str) -> Callable[[Merged], bool]:
    has = _has(field)
    return lambda one: not has(one)


def _has(field: str) -> Callable[[Merged], bool]:
    """Whether the field holds something; ``id`` any identifier, ``file`` and others as they are."""
    if field == "id":
        return lambda one: any(map(one.entry.has, [scheme.field for scheme in SCHEMES.values()]))
    if field in SCHEMES and SCHEMES[field].field == "eprint":
        return lambda one: bool(one.entry.arxiv) if field == "arxiv" else one.entry.plain("eprinttype") == field
    name = "date" if field == "year" else field_of(field)
    if name not in FIELDS and name != "type":
        raise FileError(f"there is no field {field}", did_you_mean(field, tuple(FIELDS)))
    return lambda one: one.entry.has(name) if name != "type" else bool(one.entry.type)


def _from(origin: str) -> Callable[[Merged], bool]:
    """Whether a fact is from a service or by hand: ``from:crossref``, ``from:hand``."""

    def fits(one: Merged) -> bool:
        services = {record.service for record in one.records if record.entry}
        return origin in services or (origin == "hand" and "hand" in one.origin.values())

    return fits


ASKING: dict[str, Callable[[str], Callable[[Merged], bool]]] = {
    "key": _key,
    "type": _type,
    "tag": _tag,
    "year": _year,
    "venue": lambda word: _in_fields(VENUES, word),
    "arxiv": lambda word: lambda one: bool(word) and word in one.entry.arxiv,
    "missing": _missing,
    "has": _has,
    "from": _from,
}
"""What a term may begin with, beside the names of fields."""
