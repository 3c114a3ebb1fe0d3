"""Typed: what a person wrote in one table of entries.toml as an entry, and remarks about what does not fit.

Aliases and shorthands are understood, identifiers normalised, nothing is left out without a remark.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from refexport.data.datamodel import (
    ALIASES,
    BABEL,
    CHOICES,
    DATE,
    FIELDS,
    LIST,
    LITERAL,
    NAMES,
    PREFERENCES,
    TEXT,
    TYPE_ALIASES,
    TYPES,
    datatype_of,
    field_of,
    is_known,
)
from refexport.data.patterns import regex
from refexport.errors import ERROR, Fix
from refexport.model.date import MONTHS, month_number, print_date
from refexport.model.entry import REFERENCE, Entry, Value, has_required, parse_value
from refexport.model.ids import HYPHENS, NORMAL
from refexport.model.name import split_names
from refexport.model.pages import normal_pages
from refexport.model.text import literal_text
from refexport.store.remark import Remarks, WrongError, clean
from refexport.store.several import is_name, is_several, split_up
from refexport.store.source import shown
from refexport.text.fold import without_accents
from refexport.text.messages import did_you_mean

CITED_AS = "cited-as"
"""What the user or their list said of a work before a registry did: a small table of fields, never exported."""
STEERING = ("type", "omit", "prefer", "allow", CITED_AS)
"""Names in an entry's table that are no fields."""
DATE_PARTS = ("year", "month", "day")
"""Parts of ``date`` (biblatex manual 3.18, section 2.2.5)."""
SHORTHANDS = {"arxiv": "eprint", "year": "date"}
"""Names under which a field holds more than itself: an eprinttype, a month and a day."""
TOGETHER = {"eprint": ("eprint", "eprinttype", "eprintclass")}
"""field -> the fields that say nothing without it."""
IDENTIFYING = ("title", "eprint", "doi", "dblp", "pmid", "pmcid", "isbn", "issn", "url")
"""Fields of which an entry needs one, unless it has all that its type requires."""

TITLE_LIKE = tuple(
    "booktitle maintitle issuetitle eventtitle subtitle titleaddon note howpublished addendum abstract annotation "
    "bibtype entryset entrysubtype label shortauthor shorteditor shorthand shorttitle".split()
)
"""Fields of which one says what a work without a title is: a footnote, an unnamed chapter, a set, an abbreviation,
or the type of a style's own (bib2gls's ``@index``)."""
DESCRIBING = tuple(
    "author editor bookauthor translator holder journaltitle institution organization publisher library date volume "
    "number pages chapter".split()
)
"""Fields of which two do: btxdoc's @misc requires none, and people cite letters and talks without a title."""


class Typed(NamedTuple):
    """An entry with what steers it; ``typed_names`` tells under which name a field was typed, if under another."""

    entry: Entry
    omit: tuple[str, ...] = ()
    prefer: str = ""
    allow: Mapping[str, str] = {}
    typed_names: Mapping[str, str] = {}
    cited: Entry | None = None


MOST_WRITTEN = 4
"""Items of a list that a hint writes down."""
WRITE = {
    NAMES: '{0} = ["Finn, Chelsea", "Abbeel, Pieter"]',
    DATE: '{0} = "2018", "2018-08", "2018-08-06" or "2017-08-06/2017-08-11"; about "1850~", open "2004/..", '
    'words in braces "{{Hilary Term 1998}}"',
    LIST: '{0} = ["one", "two"]',
    TEXT: '{0} = "…"',
    LITERAL: '{0} = "…"',
}
"""datatype -> what to write."""

FIELD_NAMES = (*FIELDS, *ALIASES, *STEERING, *DATE_PARTS, "arxiv")
FIELD_NAME = regex(r"[a-z][a-z0-9_:+-]*")


NORMAL_FIELDS: Mapping[str, Callable[[str], str]] = {
    **NORMAL,
    "pages": normal_pages,
    "language": lambda text: BABEL.get(text.strip().lower(), text.strip()),
}
"""field -> its one spelling; ValueError keeps it as typed."""


def read_typed(key: str, table: Mapping[str, object], remarks: Remarks) -> Typed:
    """The entry that a table stands for, without the fields that a remark of level error names."""
    fields, typed_names = _read_fields(key, table, remarks)
    entry = Entry(key, _read_type(table, fields, remarks), fields)
    _settle_eprint(fields, typed_names, remarks)
    if not (is_work(entry) or any(remark.level == ERROR for remark in remarks)):
        remarks.error(
            "unidentified", "", "nothing to identify the work by", 'give it a title, arxiv = "…" or doi = "…"'
        )
    return Typed(
        entry,
        _read_omit(table, remarks),
        read_prefer(table, remarks),
        _read_allow(table, remarks),
        typed_names,
        _read_cited(key, table, remarks),
    )


def is_identified(entry: Entry) -> bool:
    """Whether an entry has a title, an identifier, or all that its type requires."""
    return any(map(entry.fields.get, IDENTIFYING)) or has_required(entry)


def is_work(entry: Entry) -> bool:
    """Whether an entry is identified, or says enough of a work without a title to be cited.

    A field that the model does not know says so, too: glossaries and directories of persons have their own.
    """
    if is_identified(entry) or sum(map(entry.has, DESCRIBING)) > 1 or any(map(entry.has, TITLE_LIKE)):
        return True
    return any(entry.has(field) and not is_known(field) for field in entry.fields)


def _read_fields(key: str, table: Mapping[str, object], remarks: Remarks) -> tuple[dict[str, Value], dict[str, str]]:
    """The fields of a table, and under which name each was typed if under another."""
    fields: dict[str, Value] = {}
    typed_names: dict[str, str] = {}
    for name, value in _fields(table, remarks).items():
        field = name if name in FIELDS else _field_of(name, value, remarks)
        if isinstance(value, dict) and datatype_of(field) != NAMES:
            hint = f'if it is a cite key, write ["{key}.{name}"]'
            remarks.error("nested-table", name, f"[{key}.{name}] is a table inside [{key}]", hint)
        elif field in fields:
            message = f"the same field as {typed_names.get(field, field)}"
            remarks.error("duplicate-field", name, message, "keep one of the two", value)
        elif field and (read := _read_value(field, name, value, remarks)):
            fields[field] = read
            if field != name:
                typed_names[field] = name
    return fields, typed_names


def _read_cited(key: str, table: Mapping[str, object], remarks: Remarks) -> Entry | None:
    """What the work was cited as, None if the table does not say; read as the fields of the entry are."""
    if CITED_AS not in table:
        return None
    typed = table[CITED_AS]
    if not isinstance(typed, dict):
        hint = f'write {CITED_AS} = {{ title = "…", author = ["…"], date = "2018" }}'
        remarks.error("bad-option", CITED_AS, "what a work was cited as is a table of fields", hint, typed)
        return None
    within = Remarks()
    fields, _ = _read_fields(key, {name: value for name, value in typed.items() if name != REFERENCE}, within)
    reference = typed.get(REFERENCE, "")
    if not isinstance(reference, str):
        within.error("bad-value", REFERENCE, "a reference is one string", f'write {REFERENCE} = "…"', reference)
    elif reference:
        fields[REFERENCE] = literal_text(reference)
    type_ = _read_type(typed, fields, within)
    remarks += [one._replace(field=f"{CITED_AS}.{one.field}", fix=None) for one in within]
    return Entry(key, type_, fields) if fields else None


def _field_of(name: str, value: object, remarks: Remarks) -> str:
    """The model's name of a field; empty if BibTeX could not carry it, or if it is no field but a table."""
    if name.lower() in STEERING:
        remarks.error("bad-field-name", name, f"{name} is no field", f"write {name.lower()}", value)
        return ""
    field = SHORTHANDS.get(name.lower()) or field_of(name.lower())
    if field in FIELDS:
        return field
    if isinstance(value, dict):
        return ""
    if not FIELD_NAME.fullmatch(field):
        near = re.sub(r"[^a-z0-9]+", "-", without_accents(name).lower()).strip("-")
        hint = (f"write {near}: " if FIELD_NAME.fullmatch(near) else "write ") + "letters, digits, - and _"
        remarks.error("bad-field-name", name, "not the name of a field", hint, value)
        return ""
    if is_known(field):
        return field
    hint = did_you_mean(name, FIELD_NAMES) or "it is carried into BibTeX and BibLaTeX only"
    remarks.warn("unknown-field", name, "an unknown field, carried along as text", hint)
    return field


def _read_value(field: str, name: str, value: object, remarks: Remarks) -> Value | None:
    """The value of a field; None with a remark if it has none."""
    try:
        read = _parse(field, name, value, remarks)
    except WrongError as error:
        remarks.error("bad-value", name, str(error), error.hint, value)
        return None
    except ValueError as error:
        remarks.error("bad-value", name, str(error), _near_date(field, name, value) or _example(field, name), value)
        return None
    if not read:
        remarks.warn("empty-value", name, "an empty value, left out", f'remove the line, or write omit = ["{field}"]')
        return None
    return _normal(field, name, read, remarks) if field in NORMAL_FIELDS and isinstance(read, str) else read


def _example(field: str, name: str) -> str:
    return "write " + WRITE[datatype_of(field)].format(name)


def _near_date(field: str, name: str, value: object) -> str:
    """What to write for words that people read as a date: ``May 2019``; nothing for others."""
    from refexport.text.dates import date_or_literal  # noqa: PLC0415 - only when there is something wrong

    is_whole = datatype_of(field) == DATE and name not in DATE_PARTS
    date = date_or_literal(value) if is_whole and isinstance(value, str) else None
    return f'write {name} = "{print_date(date)}"' if date and not date.is_literal else ""


def _near_month(month: str, *, is_alone: bool) -> str:
    """What to write for a month's name in another language; nothing for other words."""
    from refexport.text.dates import NUMBER_OF  # noqa: PLC0415 - as above

    number = NUMBER_OF.get(without_accents(month).lower().strip("."), 0)
    return f"write month = {number}" if is_alone and 0 < number <= len(MONTHS) else ""


def _parse(field: str, name: str, value: object, remarks: Remarks) -> Value:
    datatype = datatype_of(field)
    if datatype == DATE and isinstance(value, dt.datetime):
        return parse_value(field, value)
    raw = clean(value, name, remarks, is_prose=datatype in (TEXT, NAMES))
    if datatype in (NAMES, LIST) or field not in FIELDS:
        raw = _as_list(field, name, raw, remarks)
    read = parse_value(field, raw)
    return _chosen(field, name, read) if field in CHOICES else read


def _chosen(field: str, name: str, value: Value) -> Value:
    """The value, if it is one of those that the field may have."""
    choices = CHOICES[field]
    if value not in choices:
        raise WrongError(f"not one of {', '.join(choices)}", f'write {name} = "{choices[0]}"')
    return value


def _as_list(field: str, name: str, raw: object, remarks: Remarks) -> object:
    """Names or words that stand in one string as a list, and the other way round for a field that nobody knows."""
    if field not in FIELDS:
        return " and ".join(map(str, raw)) if isinstance(raw, list) else raw
    is_names = datatype_of(field) == NAMES
    if isinstance(raw, str):
        typed, raw = raw, split_names(raw) if is_names else re.split("[,;]", raw)
        listed = split_up(raw, only_sure=True) if is_names else list(filter(None, map(str.strip, raw)))
        hint = f"write {name} = {_shown_list(listed)}"
        remarks.warn("text-for-list", name, "one string where a list belongs", hint, typed, fix=Fix({name: listed}))
    if isinstance(raw, list) and is_names:
        for one in (one for one in raw if is_several(one) and is_name(one)):
            names = split_up([one], only_sure=False)
            each = f"write {_shown_list(names)[1:-1]}" if len(names) > 1 else "write each in a string of its own"
            hint = f'{each}; an organisation in braces: "{{Barnes and Noble}}"'
            fix = _splitting(name, raw, one)
            remarks.warn("several-names", name, "more than one name in a string", hint, one, fix=fix)
    return raw


def _shown_list(words: Sequence[object]) -> str:
    """``["one", "two"]`` as it is to be written, of a long list its start."""
    some = [f'"{word}"' for word in words[:MOST_WRITTEN]]
    return f"[{', '.join([*some, *(['…'] if len(words) > MOST_WRITTEN else [])])}]"


def _splitting(name: str, raw: list[object], one: object) -> Fix | None:
    """How the list is split where one of its strings has several names; all of a kind are split in one go."""
    is_safe = len(split_up([one], only_sure=True)) > 1
    is_cut = len(split_up([one], only_sure=is_safe)) > 1
    return Fix({name: split_up(raw, only_sure=is_safe)}, is_safe) if is_cut else None


def _normal(field: str, name: str, value: str, remarks: Remarks) -> str:
    """The one spelling; what has none stays as it is typed, and `checks.values` says so."""
    try:
        normal = NORMAL_FIELDS[field](value)
    except ValueError:
        return value
    if field in NORMAL and _bare(value) != _bare(normal):
        hint, fix = f'write {name} = "{normal}"', Fix({name: normal})
        remarks.note("identifier-spelling", name, f"{shown(value)} is read as {normal}", hint, fix=fix)
    return normal


def _bare(identifier: str) -> str:
    """An identifier without what makes no other one of it: case, hyphens and blanks."""
    return HYPHENS.sub("-", identifier).replace("-", "").replace(" ", "").casefold()


def _fields(table: Mapping[str, object], remarks: Remarks) -> dict[str, object]:
    """The fields of a table, with year, month and day as one date under the name of its year."""
    fields = {name: value for name, value in table.items() if name not in STEERING and name not in DATE_PARTS}
    if any(part in table for part in DATE_PARTS) and (date := _date_of(table, remarks)):
        fields["year"] = date
    return fields


def _date_of(table: Mapping[str, object], remarks: Remarks) -> str:
    year, month, day = (str(table.get(part, "")).strip() for part in DATE_PARTS)
    number = f"{month_number(month) or 0:02d}" if month else ""
    if not year or (day and not month):
        remarks.error("bad-value", "day" if year else "month", "a part of a date alone", 'write date = "2018-08-06"')
    elif not re.fullmatch("[0-9]{4}", year):
        remarks.error(
            "bad-value", "year", f"{year} is not a year of four digits", 'write year = 2018, or date = "2018~"', year
        )
    elif number == "00" or not re.fullmatch("[0-9]{0,2}", day):
        hint = _near_month(month, is_alone=number == "00") or 'write date = "2018-08-06"'
        remarks.error("bad-value", "month", "not a month and day", hint, f"{month} {day}".strip())
    else:
        return "-".join(filter(None, [year, number, day and day.zfill(2)]))
    return ""


def _read_type(table: Mapping[str, object], fields: dict[str, Value], remarks: Remarks) -> str:
    typed = table.get("type", "")
    if not isinstance(typed, str):
        remarks.error("bad-option", "type", "not an entry type", 'write type = "article"', typed)
        return ""
    type_, genre = TYPE_ALIASES.get(typed.strip().lower(), (typed.strip().lower(), ""))
    if genre and "genre" not in fields:
        fields["genre"] = parse_value("genre", genre)
    if type_ and type_ not in TYPES:
        hint = did_you_mean(type_, (*TYPES, *TYPE_ALIASES), least=0.6) or f"known are {', '.join(TYPES)}"
        remarks.warn("unknown-type", "type", "an unknown entry type", hint, typed)
    return type_


def _settle_eprint(fields: dict[str, Value], typed_names: Mapping[str, str], remarks: Remarks) -> None:
    """Gives ``arxiv = …`` its eprinttype, and an arXiv id its one spelling."""
    name = typed_names.get("eprint", "eprint")
    scheme = str(fields.get("eprinttype", "arxiv" if name.lower() == "arxiv" else ""))
    if scheme.lower() == "arxiv" and "eprint" in fields:
        fields["eprinttype"] = "arxiv"
        fields["eprint"] = _normal("arxiv", name, str(fields["eprint"]), remarks)
    elif name.lower() == "arxiv":
        remarks.error(
            "bad-value", name, f'eprinttype = "{scheme}" says that it is not arXiv\'s', "remove one of the two"
        )
    elif "eprint" in fields and not scheme:
        typed = str(fields["eprint"])
        hint = f'write arxiv = "{typed}", or eprinttype = "…"'
        fix = _moved(name, typed, fields)
        remarks.warn("eprint-without-type", name, "an eprint of no archive", hint, fix=fix)


def _moved(name: str, eprint: str, fields: Mapping[str, Value]) -> Fix | None:
    """The move of an eprint to the field of its kind, if it is of one kind only."""
    for scheme in ("arxiv", "doi"):
        try:
            normal = NORMAL[scheme](eprint)
        except ValueError:
            continue
        return Fix({scheme: normal, name: None}) if scheme not in fields else None
    return None


def _read_omit(table: Mapping[str, object], remarks: Remarks) -> tuple[str, ...]:
    typed = table.get("omit", [])
    if not isinstance(typed, list) or not all(isinstance(name, str) for name in typed):
        remarks.error("bad-option", "omit", "not a list of fields", 'write omit = ["abstract"]', typed)
        return ()
    unknown = [name for name in typed if not any(map(is_known, named_fields(name)))]
    for name in unknown:
        remarks.warn("unknown-field", "omit", "an unknown field", did_you_mean(name, tuple(FIELDS)), name)
    return tuple(dict.fromkeys(field for name in typed for field in named_fields(name)))


def named_fields(name: str) -> tuple[str, ...]:
    """The fields that are meant where a field is named to be left out or kept: of an eprint its type and class, too."""
    small = name.lower()
    field = "date" if small in DATE_PARTS else SHORTHANDS.get(small) or field_of(small)
    return TOGETHER.get(field, (field,))


def read_prefer(table: Mapping[str, object], remarks: Remarks) -> str:
    """Which publication a table prefers; empty if it does not say."""
    typed = table.get("prefer", "")
    if typed == "" or typed in PREFERENCES:
        return str(typed)
    near = did_you_mean(typed, PREFERENCES, quote='"') if isinstance(typed, str) else ""
    hint = near or 'write prefer = "published"'
    remarks.error("bad-option", "prefer", "neither published nor preprint", hint, typed)
    return ""


def _read_allow(table: Mapping[str, object], remarks: Remarks) -> Mapping[str, str]:
    typed = table.get("allow", {})
    if isinstance(typed, dict) and all(isinstance(reason, str) and reason.strip() for reason in typed.values()):
        return typed
    remarks.error(
        "bad-option", "allow", "a rule is allowed with a reason", 'write allow = { "missing-date" = "why" }', typed
    )
    return {}
