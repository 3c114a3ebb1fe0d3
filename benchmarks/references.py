"""What each of the 15 export formats says of a work, by the cite key, for judges: read without refexport's readers.

A reference is a table of aspects (type, title, name, container, volume, issue, pages, publisher, year, doi, arxiv)
with the values that stand under them; ``slot`` says whether a .bib has the container as a journal, as a book, or as
both."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import bibtexparser
import rispy
import yaml
from bibtexparser.model import DuplicateFieldKeyBlock
from lxml import etree

Reference = dict[str, set[str]]


def _reference(pairs: Iterable[tuple[str, object]]) -> Reference:
    found: Reference = defaultdict(set)
    for aspect, value in pairs:
        text = " ".join(str(value).split())
        if aspect and value not in (None, "", [], {}):
            found[aspect].add(text)
    _normal(found)
    return found


DOI = re.compile(r"10\.\d{4,9}/\S+")
ARXIV = re.compile(
    r"(?:arxiv[:./]|arxiv\.org/(?:abs|pdf)/)\s*([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})", re.IGNORECASE
)


def _normal(found: Reference) -> None:
    """Dashes, years and identifiers in one spelling; identifiers that stand in addresses are no claims of their own."""
    found["pages"] = {re.sub(r"\s*[-–—]+\s*", "-", one) for one in found["pages"]}
    found["year"] = {year[0] for one in found["year"] if (year := re.search(r"\d{4}", one))}
    found["doi"] = {doi[0].lower().rstrip(".,") for one in found["doi"] if (doi := DOI.search(one))}
    found["arxiv"] = {re.sub(r"v\d+$", "", one) for one in found["arxiv"]}
    for aspect in [aspect for aspect, values in found.items() if not values]:
        del found[aspect]


# --- BibTeX and BibLaTeX

BIB = {
    "title": "title", "author": "name", "editor": "other", "journal": "container", "journaltitle": "container",
    "booktitle": "container",
    "volume": "volume", "number": "issue", "pages": "pages", "eid": "pages", "publisher": "publisher", "year": "year",
    "date": "year",
    "doi": "doi", "series": "series", "eventtitle": "container", "organization": "publisher", "note": "other",
    "howpublished": "other", "url": "url",
}  # fmt: skip
ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306",
           "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
           "b": "\u0331"}  # fmt: skip
SIGNS = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ae": "æ",
    "AE": "Æ",
    "i": "ı",
    "textendash": "–",
    "textemdash": "—",
}


def plain_tex(text: str) -> str:
    """The letters of a value in TeX: accents, a few commands, no braces."""
    text = re.sub(r"\\([`'^~\"=.]|[uvHckrdb](?![a-zA-Z]))\s*\{?\\?([a-zA-Zı])\}?", lambda m: m[2] + ACCENTS[m[1]], text)
    text = re.sub(r"\\([a-zA-Z]+)(?![a-zA-Z])\s?", lambda m: SIGNS.get(m[1], ""), text)
    return (
        re.sub(r"\\(.)", r"\1", text.replace("~", " "))
        .replace("{", "")
        .replace("}", "")
        .replace("---", "—")
        .replace("--", "–")
    )


def _bib(text: str) -> Iterator[tuple[str, Reference]]:
    library = bibtexparser.parse_string(text)
    twice = [block.ignore_error_block for block in library.failed_blocks if isinstance(block, DuplicateFieldKeyBlock)]
    for entry in (*library.entries, *twice):
        fields = {field.key.lower(): str(field.value).strip('"') for field in entry.fields}
        slots = [
            ("slot", name.removesuffix("title"))
            for name in ("journal", "journaltitle", "booktitle")
            if fields.get(name)
        ]
        yield entry.key, _reference([("type", entry.entry_type.lower()), *slots, *_bib_fields(fields)])


def _bib_fields(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if name in ("author", "editor"):
            yield from ((BIB[name], plain_tex(one)) for one in re.split(r"\s+and\s+", value))
        elif name == "eprint" and "arxiv" in fields.get("archiveprefix", fields.get("eprinttype", "")).lower():
            yield "arxiv", value
        elif name in BIB:
            yield BIB[name], value.replace("\\_", "_") if name == "doi" else plain_tex(value)


# --- JSON and YAML

CSL = {
    "type": "type", "title": "title", "container-title": "container", "event-title": "container", "volume": "volume",
    "issue": "issue",
    "page": "pages", "publisher": "publisher", "DOI": "doi", "collection-title": "series", "note": "other",
    "URL": "url", "doi": "doi", "url": "url",
}  # fmt: skip


def _csl(items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Reference]]:
    for item in items:
        pairs = [(CSL[name], value) for name, value in item.items() if name in CSL]
        issued = item.get("issued") or {}
        parts = issued.get("date-parts", [[]])[0] if isinstance(issued, dict) else [issued]
        pairs += [("year", parts[0])] if parts else []
        pairs += [("name", _person(one)) for one in item.get("author", ())]
        spelled = [str(item.get(name, "")) for name in ("number", "note", "archive_location")]
        spelled += [f"arXiv:{(item.get('custom') or {}).get('arxiv', '')}"]
        yield str(item["id"]), _reference([*pairs, *_arxivs(spelled)])


def _arxivs(spelled: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from (("arxiv", one) for text in spelled for one in ARXIV.findall(text))


def _person(name: Mapping[str, str]) -> str:
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return ", ".join(filter(None, (family, name.get("given")))) or name.get("literal", "")


def _csl_yaml(text: str) -> Iterator[tuple[str, Reference]]:
    found = yaml.safe_load(re.sub(r"^(\s*(?:- )?issued: )(.*)$", r'\1"\2"', text, flags=re.MULTILINE)) or {}
    return _csl(_without_backslashes(found.get("references", [])))


def _without_backslashes(value: Any) -> Any:
    """Texts of Markdown as they are printed: no backslash before a sign, no span around words."""
    if isinstance(value, dict):
        return {name: _without_backslashes(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_backslashes(one) for one in value]
    if isinstance(value, str):
        return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", re.sub(r"(?<!\\)\[([^\]]*)\]\{\.\w+\}", r"\1", value))
    return value


BETTER = {
    "itemType": "type", "title": "title", "publicationTitle": "container", "proceedingsTitle": "container",
    "bookTitle": "container",
    "conferenceName": "container", "repository": "publisher", "volume": "volume", "issue": "issue", "pages": "pages",
    "publisher": "publisher",
    "date": "year", "DOI": "doi", "series": "series", "url": "url",
}  # fmt: skip


def _better(text: str) -> Iterator[tuple[str, Reference]]:
    for item in json.loads(text)["items"]:
        pairs = [(BETTER[name], value) for name, value in item.items() if name in BETTER]
        pairs += [
            ("name", f"{one.get('lastName') or one.get('name', '')}, {one.get('firstName', '')}")
            for one in item["creators"]
        ]
        spelled = [str(item.get(name, "")) for name in ("extra", "archiveID", "number")]
        yield item["citationKey"], _reference([*pairs, *_arxivs(spelled)])


def _hayagriva(text: str) -> Iterator[tuple[str, Reference]]:
    for key, item in (yaml.safe_load(text) or {}).items():
        parents = item.get("parent", [])
        parents = parents if isinstance(parents, list) else [parents]
        kind = str(item["type"]).lower()
        if kind in ("article", "chapter", "anthos"):
            kind = f"{kind} in {str(parents[0]['type']).lower()}" if parents else f"{kind} in nothing"
        pairs: list[tuple[str, object]] = [("type", kind), ("title", _text(item.get("title")))]
        serial = item.get("serial-number", {})
        serial = serial if isinstance(serial, dict) else {"serial": serial}
        people = item.get("author", [])
        pairs += [("name", _hayagriva_name(one)) for one in (people if isinstance(people, list) else [people])]
        pairs += [(name, serial.get(name)) for name in ("doi", "arxiv")]
        for held in (item, *parents):
            pairs += [("volume", held.get("volume")), ("issue", held.get("issue")), ("pages", held.get("page-range"))]
            publisher = held.get("publisher")
            pairs += [
                ("publisher", _text(publisher.get("name") if isinstance(publisher, dict) else publisher)),
                ("year", held.get("date")),
            ]
        pairs += [("container" if parents[0] is held else "series", _text(held.get("title"))) for held in parents]
        yield key, _reference(pairs)


def _text(value: Any) -> str:
    held = value.get("value", "") if isinstance(value, dict) else value or ""
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)[{}]", "", str(held)))


def _hayagriva_name(name: Any) -> str:
    if isinstance(name, str):
        return name
    return f"{' '.join(filter(None, (name.get('prefix'), name['name'])))}, {name.get('given-name', '')}"


def _cff(text: str) -> Iterator[tuple[str, Reference]]:
    same = {"type": "type", "title": "title", "journal": "container", "collection-title": "container",
    "volume": "volume", "issue": "issue",
            "year": "year", "doi": "doi", "url": "url", "date-released": "year", "date-published": "year"}  # fmt: skip
    for item in yaml.safe_load(text).get("references", []):
        pairs: list[tuple[str, object]] = [(same[name], value) for name, value in item.items() if name in same]
        pairs += [
            ("name", f"{one.get('family-names') or one.get('name')}, {one.get('given-names', '')}")
            for one in item.get("authors", ())
        ]
        pairs += [("pages", "-".join(str(item[end]) for end in ("start", "end") if item.get(end)))]
        pairs += [
            ("publisher", (item.get("publisher") or {}).get("name")),
            ("container", (item.get("conference") or {}).get("name")),
        ]
        others = item.get("identifiers", ())
        key = next((one["value"] for one in others if one.get("description") == "cite key"), "")
        yield key, _reference([*pairs, *_arxivs(one["value"] for one in others)])


# --- tagged lines

RIS = {
    "type_of_reference": "type", "title": "title", "primary_title": "title", "secondary_title": "container",
    "custom3": "container",
    "journal_name": "container", "alternate_title3": "container", "volume": "volume", "number": "issue",
    "publisher": "publisher",
    "year": "year", "date": "year", "doi": "doi", "tertiary_title": "series",
}  # fmt: skip


def _ris(text: str) -> Iterator[tuple[str, Reference]]:
    for record in rispy.loads(text.removeprefix("\ufeff")):
        unknown = record.get("unknown_tag", {})
        lines = [line for values in unknown.values() for line in values]
        keys = [line.removeprefix("Citation Key: ") for line in lines if line.startswith("Citation Key: ")]
        pairs: list[tuple[str, object]] = [(RIS[tag], value) for tag, value in record.items() if tag in RIS]
        pairs += [("name", one) for tag in ("authors", "first_authors") for one in record.get(tag, ())]
        pairs += [("pages", "-".join(record[end] for end in ("start_page", "end_page") if record.get(end)))]
        pairs += [("container", one) for one in unknown.get("BT", ())]
        yield record.get("id") or next(iter(keys), ""), _reference([*pairs, *_arxivs(lines)])


ENW = {"0": "type", "T": "title", "A": "name", "B": "container", "J": "container", "3": "container", "S": "series",
    "V": "volume",
       "N": "issue", "P": "pages", "I": "publisher", "D": "year", "R": "doi", "F": "key", "M": "spelled"}  # fmt: skip
NBIB = {"TI": "title", "BTI": "container", "JT": "container", "TA": "other", "FAU": "name", "VI": "volume",
    "IP": "issue", "PG": "pages",
        "PB": "publisher", "DP": "year", "PT": "type", "OID": "key", "CTI": "series"}  # fmt: skip


def _enw(text: str) -> Iterator[tuple[str, Reference]]:
    return _tagged(text, r"^%(\S) (.*)$", ENW)


def _nbib(text: str) -> Iterator[tuple[str, Reference]]:
    whole = re.sub(r"\n {6}", " ", text)
    return _tagged(
        re.sub(r"^(AID *- )(.*) \[doi\]$", r"LID - \2", whole, flags=re.MULTILINE),
        r"^([A-Z]+) *- (.*)$",
        {**NBIB, "LID": "doi", "AID": "spelled"},
    )


def _tagged(text: str, line: str, aspects: Mapping[str, str]) -> Iterator[tuple[str, Reference]]:
    for block in re.split(r"\n\s*\n", text.removeprefix("\ufeff")):
        pairs = [(aspects[tag], value) for tag, value in re.findall(line, block, re.MULTILINE) if tag in aspects]
        if pairs:
            found = _reference([*pairs, *_arxivs(value for aspect, value in pairs if aspect == "spelled")])
            found.pop("spelled", None)
            key = next(iter(found.pop("key", {""}))).removeprefix("refexport: ")
            yield key, found


# --- XML


def _xml(record: str, key: str, paths: Mapping[str, str]) -> Callable[[str], Iterator[tuple[str, Reference]]]:
    """A reader of XML by its element of a work, and the path of each aspect below it; names are without namespaces."""

    def read(text: str) -> Iterator[tuple[str, Reference]]:
        root = etree.fromstring(text.encode())
        for one in root.iter():
            if isinstance(one.tag, str):
                one.tag = etree.QName(one).localname
        for one in root.iterfind(f".//{record}"):
            pairs = [(aspect, _content(node)) for path, aspect in paths.items() for node in one.xpath(path)]
            found = _reference(
                [*((a, v) for a, v in pairs if a != "spelled"), *_arxivs(v for a, v in pairs if a == "spelled")]
            )
            yield _content(one.xpath(key)[0]) if one.xpath(key) else "", found

    return read


def _content(node: Any) -> str:
    return node if isinstance(node, str) else " ".join(part.strip() for part in node.itertext() if part.strip())


_endnote = _xml("record", "label", {
    "ref-type/@name": "type", "titles/title": "title", "titles/secondary-title": "container",
    "periodical/full-title": "container",
    "custom3": "container", "titles/tertiary-title": "series", "contributors/authors/author": "name",
    "volume": "volume", "number": "issue",
    "pages": "pages", "publisher": "publisher", "dates/year": "year", "electronic-resource-num": "doi",
    "accession-num": "spelled",
})  # fmt: skip
_word = _xml("Source", "Tag", {
    "SourceType": "type", "Title": "title", "ConferenceName": "container", "JournalName": "container",
    "BookTitle": "container",
    "PublicationTitle": "container", "Author/Author//Person": "name", "Volume": "volume", "Issue": "issue",
    "Pages": "pages",
    "Publisher": "publisher", "Year": "year", "DOI": "doi", "StandardNumber": "spelled",
})  # fmt: skip
HOST = "relatedItem[@type='host']"
_mods_fields = _xml("mods", "identifier[@type='citekey'] | @ID", {
    "genre[@authority='local']": "type", "titleInfo/title": "title", f"{HOST}/titleInfo/title": "container",
    f"{HOST}/name[@type='conference']/namePart[not(@type)]": "container", "name[@type='personal']": "name",
    ".//part/detail[@type='volume']/number": "volume",
    ".//part/detail[@type='issue' or @type='number']/number": "issue",
    ".//publisher": "publisher", "originInfo/dateIssued": "year", f"{HOST}//dateIssued": "year",
    f"{HOST}//part/date": "year",
    "identifier[@type='doi']": "doi", "identifier[@type='arxiv']": "arxiv",
    ".//extent[@unit='page' or @unit='pages']": "pages",
})  # fmt: skip


def _mods(text: str) -> Iterator[tuple[str, Reference]]:
    for key, found in _mods_fields(text):
        found["pages"] = {one.replace(" ", "-") for one in found.get("pages", ())}
        _normal(found)
        yield key, found


_rdf = _xml("*[citationKey]", "citationKey", {
    "itemType": "type", "title": "title", "isPartOf/*[self::Journal or self::Book]/title": "container",
    "conferenceName": "container",
    "isPartOf/Series/title": "series", "authors//Person": "name", "isPartOf//volume": "volume", "volume": "volume",
    "isPartOf//number": "issue",
    "pages": "pages", "publisher//name": "publisher", "date": "year", "identifier": "doi",
    "isPartOf//identifier": "doi", "extra": "spelled",
    "archiveLocation": "spelled", "number": "spelled", "reportNumber": "spelled",
})  # fmt: skip

READERS: dict[str, Callable[[str], Iterator[tuple[str, Reference]]]] = {
    "bibtex": _bib,
    "biblatex": _bib,
    "csl-json": lambda text: _csl(json.loads(text)),
    "zotero": lambda text: _csl(json.loads(text)),
    "csl-yaml": _csl_yaml,
    "zotero-rdf": _rdf,
    "bbt-json": _better,
    "ris": _ris,
    "hayagriva": _hayagriva,
    "endnote": _endnote,
    "enw": _enw,
    "mods": _mods,
    "word": _word,
    "nbib": _nbib,
    "cff": _cff,
}


def references(name: str, text: str) -> dict[str, Reference]:
    """Cite key -> what a file of that format says of the work."""
    return dict(READERS[name](text)) if text.strip() else {}
