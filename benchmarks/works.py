"""The works of a file, read by readers that are none of the converters', all formats in one spelling."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import bibtexparser
import rispy
from bibtexparser.model import DuplicateFieldKeyBlock, Entry

Work = dict[str, Any]
"""A reference by fields: ``kind``, ``authors`` (``Family, Given`` or ``{Group}``), ``container``, ``arxiv``, …"""


def bib_works(text: str) -> list[Work]:
    """The works of a .bib of either dialect, as bibtexparser splits it; ``crossref`` as BibTeX takes it."""
    library = bibtexparser.parse_string(text)
    twice = [block.ignore_error_block for block in library.failed_blocks if isinstance(block, DuplicateFieldKeyBlock)]
    blocks = {entry.key: _fields(entry) for entry in (*library.entries, *twice)}
    return [_bib_work(key, _with_parent(fields, blocks)) for key, fields in blocks.items()]


def _fields(entry: Entry) -> dict[str, str]:
    """The fields of a block, of two of a name the first, as BibTeX has it."""
    fields = {"kind": entry.entry_type.lower()}
    for field in entry.fields:
        fields.setdefault(field.key.lower(), " ".join(str(field.value).split()).strip('"'))
    return fields


INHERITED = ("editor", "publisher", "year", "date")


def _with_parent(fields: Mapping[str, str], blocks: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    parent = blocks.get(fields.get("crossref", ""), {})
    book = {"booktitle": parent["title"]} if parent.get("title") else {}
    return {**book, **{field: parent[field] for field in INHERITED if field in parent}, **fields}


def _bib_work(key: str, fields: Mapping[str, str]) -> Work:
    bare = {field: re.sub("[{}]", "", value) for field, value in fields.items()}
    is_arxiv = "arxiv" in (bare.get("archiveprefix", "").lower(), bare.get("eprinttype", "").lower())
    return {
        "key": key,
        "kind": bare.get("entrysubtype") or bare["kind"],
        "authors": _bib_names(fields.get("author", "")),
        "editors": _bib_names(fields.get("editor", "")),
        "container": next((bare[f] for f in ("booktitle", "journaltitle", "journal") if f in bare), ""),
        "arxiv": bare.get("eprint", "") if is_arxiv else "",
        "year": bare.get("date", bare.get("year", ""))[:4],
        "pages": bare.get("pages", "").replace("--", "-"),
        "note": re.sub(r"\\[()]", "$", bare.get("note", "")).replace(
            "$$", ""
        ),  # two ways to open and close mathematics
        **{field: bare.get(field, "") for field in ("title", "publisher", "isbn", "doi", "url", "version", "month")},
    }


LETTERS = {r"\{\\i\}|\\i\{\}": "ı", r'\{\\" ?\{?u\}?\}|\\"u': "ü", r"\{?\\c(?: s|\{s\})\}?": "ş"}
"""The letters of one name, in TeX's spellings."""


def _bib_names(value: str) -> list[str]:
    for spelling, letter in LETTERS.items():
        value = re.sub(spelling, letter, value)
    names = (re.sub("[{}]", "", name) if "," in name else name for name in re.split(r"\s+and\s+", value))
    return [re.sub(r"^\{\{?([^{}]*)\}?\}$", r"{\1}", name) for name in names]


CSL_KINDS = {"type: software": "software"}
"""A line of ``note`` that tells Zotero the type -> what it says."""


def csl_works(text: str) -> list[Work]:
    """The works of CSL-JSON."""
    return [_csl_work(item) for item in json.loads(text)]


ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A sign that Markdown is told to leave alone."""


def csl_yaml_works(text: str) -> list[Work]:
    """The works of CSL-YAML, whose texts are Markdown."""
    import yaml

    items = json.dumps(yaml.safe_load(text) or {"references": []}, default=str)
    plain = json.loads(items, object_hook=lambda found: {name: _unescaped(value) for name, value in found.items()})
    return [_csl_work(_as_in_json(item)) for item in plain["references"]]


def _as_in_json(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item with CSL-JSON's capitals, no numbers, and its date in parts: pandoc takes EDTF for a date."""
    spelled = {name: str(value) if isinstance(value, int | float) else value for name, value in item.items()}
    named = {name.upper() if name in ("doi", "isbn", "url") else name: value for name, value in spelled.items()}
    issued = named.get("issued", {})
    parts = {"date-parts": [str(issued).strip("~?").split("-")]}
    return {**named, "issued": issued if isinstance(issued, dict) else parts}


def _unescaped(value: Any) -> Any:
    return ESCAPED.sub(r"\1", value) if isinstance(value, str) else value


def _csl_work(item: Mapping[str, Any]) -> Work:
    lines = item.get("note", "").split("\n")
    spelled = [item.get("number", ""), *lines, f"arXiv:{item.get('custom', {}).get('arxiv', '')}"]
    dates = item.get("issued", {}).get("date-parts", [[]])[0]
    return {
        "key": item["id"],
        "kind": next((kind for line, kind in CSL_KINDS.items() if line in lines), item.get("type", "")),
        "authors": [_csl_name(name) for name in item.get("author", [])],
        "editors": [_csl_name(name) for name in item.get("editor", [])],
        "container": item.get("container-title", ""),
        "arxiv": _arxiv(spelled),
        "year": str(dates[0]) if dates else "",
        "month": str(dates[1]) if len(dates) > 1 else "",
        "pages": item.get("page", "").replace("–", "-"),
        "isbn": item.get("ISBN", ""),
        "doi": item.get("DOI", ""),
        "url": item.get("URL", ""),
        "note": lines[-1],
        **{field: item.get(field, "") for field in ("title", "publisher", "version")},
    }


def _csl_name(name: Mapping[str, str]) -> str:
    family = " ".join(part for part in (name.get("non-dropping-particle"), name.get("family")) if part)
    return f"{family}, {name['given']}" if name.get("given") else f"{{{name.get('literal') or family}}}"


def _arxiv(spelled: list[str]) -> str:
    found = (re.fullmatch(r"arXiv: ?(\S+)(?: \[\S+\])?", value) for value in spelled)
    return next((one[1] for one in found if one), "")


RIS_KINDS = {"DATA": "dataset", "COMP": "software"}
RIS_TITLES = ("custom3", "secondary_title", "alternate_title3", "journal_name")
"""The tags in which a container may stand: C3, T2, JF, JO; and BT, which rispy has no name for."""


def ris_works(text: str) -> list[Work]:
    """The works of RIS records, as rispy reads them."""
    return [_ris_work(record) for record in rispy.loads(text.removeprefix("\ufeff"))]


def _ris_work(record: Mapping[str, Any]) -> Work:
    unknown = record.get("unknown_tag", {})
    keys = [line.removeprefix("Citation Key: ") for line in unknown.get("M2", []) if line.startswith("Citation Key: ")]
    pages = [record.get("start_page", ""), record.get("end_page", "")]
    date = record.get("date", "").split("/")
    return {
        "key": record.get("id") or next(iter(keys), ""),
        "kind": RIS_KINDS.get(record["type_of_reference"], record["type_of_reference"]),
        "authors": [_ris_name(name) for name in record.get("authors", [])],
        "editors": [
            _ris_name(name) for tag in ("secondary_authors", "tertiary_authors") for name in record.get(tag, [])
        ]
        + [_ris_name(name) for name in unknown.get("ED", [])],
        "container": next((record[tag] for tag in RIS_TITLES if tag in record), "") or "".join(unknown.get("BT", [])),
        "arxiv": _arxiv(unknown.get("M2", [])),
        "title": record.get("title", ""),
        "year": (record.get("year") or date[0]).strip("/"),
        "month": date[1] if len(date) > 1 else "",
        "pages": "-".join(page for page in pages if page),
        "isbn": record.get("issn", ""),
        "doi": record.get("doi", ""),
        "url": record.get("urls", []),
        "note": record.get("notes", []),
        "publisher": record.get("publisher", ""),
        "version": record.get("edition", ""),
    }


def _ris_name(name: str) -> str:
    return name if "," in name else f"{{{name}}}"


HAYAGRIVA_KINDS = {"repository": "software"}


def hayagriva_works(text: str) -> list[Work]:
    """The works of a Hayagriva file (typst/hayagriva, docs/file-format.md)."""
    import yaml

    return [_hayagriva_work(key, fields) for key, fields in (yaml.safe_load(text) or {}).items()]


def _hayagriva_work(key: str, fields: Mapping[str, Any]) -> Work:
    parent = fields.get("parent", {})
    held_in = parent[0] if isinstance(parent, list) else parent
    serial = fields.get("serial-number", {})
    numbers = serial if isinstance(serial, dict) else {"serial": serial}
    date = str(fields.get("date") or held_in.get("date", ""))
    return {
        "key": key,
        "kind": HAYAGRIVA_KINDS.get(fields["type"], fields["type"]),
        "authors": _hayagriva_names(fields.get("author", [])),
        "editors": _hayagriva_names(fields.get("editor") or held_in.get("editor", [])),
        "title": _hayagriva_text(fields.get("title", "")),
        "container": _hayagriva_text(held_in.get("title", "")),
        "publisher": _hayagriva_text(fields.get("publisher") or held_in.get("publisher", "")),
        "year": date[:4],
        "month": date[5:7],
        "pages": str(fields.get("page-range", "")),
        "url": _part(fields.get("url", ""), "value"),
        "note": fields.get("note", ""),
        **{name: str(numbers.get(name, "")) for name in ("arxiv", "isbn", "doi", "version")},
    }


def _part(held: Any, name: str) -> str:
    return held[name] if isinstance(held, dict) else held


def _hayagriva_text(held: Any) -> str:
    """The characters of a formattable string: braces keep capitals, a backslash takes a sign's meaning away."""
    value = _part(held, "name" if isinstance(held, dict) and "name" in held else "value")
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)[{}]", "", value))


def _hayagriva_names(names: Any) -> list[str]:
    return [_hayagriva_name(name) for name in (names if isinstance(names, list) else [names])]


def _hayagriva_name(name: Any) -> str:
    if isinstance(name, str):
        return name if "," in name else f"{{{name}}}"
    family = " ".join(part for part in (name.get("prefix"), name["name"]) if part)
    return f"{family}, {name['given-name']}" if "given-name" in name else f"{{{family}}}"


READERS: dict[str, Callable[[str], list[Work]]] = {
    "bibtex": bib_works,
    "biblatex": bib_works,
    "csl-json": csl_works,
    "zotero": csl_works,
    "csl-yaml": csl_yaml_works,
    "ris": ris_works,
    "hayagriva": hayagriva_works,
}
"""format -> the reader of its judge."""
