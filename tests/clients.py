"""Exports before the programs that people read them with, and what each made of each entry, field by field.

.bib: citation-js, Better BibTeX's parser, pandoc, bibutils. CSL-JSON: citeproc-js, citation-js, pandoc. RIS: rispy,
bibutils, citation-js. The packages of npm are installed on first use.
"""

import html
import json
import os
import re
import subprocess
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import rispy

PACKAGES = Path(os.environ.get("REFEXPORT_CLIENTS", Path(tempfile.gettempdir(), "refexport-clients")))
"""Where the packages of npm are kept between runs."""

NPM = (
    "citeproc@2.4.63", "@citation-js/core@0.8.2", "@citation-js/plugin-bibtex@0.8.2", "@citation-js/plugin-ris@0.8.2",
    "@citation-js/plugin-csl@0.8.2", "@retorquere/bibtex-parser@9.0.29", "tslib@2",
)  # fmt: skip

NAMES = {"bibtex": "bibtex", "biblatex": "biblatex", "csl-json": "csl", "zotero": "csl", "ris": "ris"}
"""format -> its name for clients."""

BY_NODE = {
    "bibtex": ("citation-js", "bbt"),
    "biblatex": ("citation-js", "bbt"),
    "csl": ("citation-js", "citeproc"),
    "ris": ("citation-js",),
}
PROGRAMS = {"bibtex": "bib2xml", "biblatex": "biblatex2xml", "ris": "ris2xml"}
"""format -> bibutils' program that reads it."""

FIELDS = (
    "title", "authors", "editors", "issued", "container", "volume", "pages", "publisher", "place", "doi", "url", "arxiv",
    "isbn", "issn", "keywords", "language", "edition", "version", "event",
)  # fmt: skip
CORE = ("title", "authors", "issued", "doi", "url")

Person = tuple[str, str]
"""Family name with its particle; given name and suffix."""

Found = dict[str, Any]
"""What a client knows of an entry: key, `FIELDS`, and ``all`` that it says of it."""


class Reading(NamedTuple):
    """What a client made of a file: the number of entries, its messages, (field, key) -> verdict, and what is amiss."""

    count: int
    errors: list[str]
    verdicts: dict[tuple[str, str], str]
    missing: list[str]

    def are(self, *verdicts: str) -> set[tuple[str, str]]:
        """(field, key) of what was judged so: equal, near, changed, lost or extra."""
        return {place for place, verdict in self.verdicts.items() if verdict in verdicts}


def read_all(files: Mapping[str, Path], truth: Sequence[Mapping[str, Any]]) -> dict[str, Reading]:
    """``client:format`` -> what it made of that format's file, compared with the truth in CSL-JSON."""
    expected = [of_csl(item) for item in truth]
    found = {}
    for name, items, errors in _read(files):
        if name == "citeproc:csl":
            amiss = list(_not_printed(expected, items))
            found[name] = Reading(min(map(len, items.values())), errors, {}, amiss)
        else:
            records = [_convert(name, item) for item in items]
            found[name] = Reading(len(records), errors, dict(_verdicts(expected, records)), [])
    return found


def read_with_citation_js(files: Mapping[str, Path]) -> dict[str, tuple[list[Found], list[str]]]:
    """What citation-js reads of each file, a format's: its items, and its errors."""
    tasks = [{"client": "citation-js", "format": NAMES[name], "path": str(path)} for name, path in files.items()]
    return {name: (one["items"], one["errors"]) for name, one in zip(files, _by_node(tasks), strict=True)}


# --- running them


def _read(files: Mapping[str, Path]) -> Iterator[tuple[str, Any, list[str]]]:
    """Each client and format, the items in the client's own form, and what it complains about."""
    tasks = [
        {"client": client, "format": form, "path": str(path)}
        for form, path in files.items()
        for client in BY_NODE[form]
    ]
    for task, one in zip(tasks, _by_node(tasks), strict=True):
        yield f"{task['client']}:{task['format']}", one.get("items") or one["rendered"], one["errors"]
    for form, path in files.items():
        if form == "ris":
            with path.open(encoding="utf-8-sig") as file:
                yield "rispy:ris", rispy.load(file), []
        else:
            done = _run("pandoc", "-f", {"csl": "csljson"}.get(form, form), "-t", "csljson", str(path))
            yield f"pandoc:{form}", json.loads(done.stdout), done.stderr.splitlines()
        if form in PROGRAMS:
            done = _run(PROGRAMS[form], "-i", "unicode", str(path))
            yield f"bibutils:{form}", list(ET.fromstring(done.stdout.lstrip("\ufeff"))), []


def _run(*command: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, input=text, capture_output=True, text=True, encoding="utf-8", check=True, timeout=300
    )


def _by_node(tasks: list[dict[str, str]]) -> list[Found]:
    _install()
    script = Path(__file__).with_name("clients.mjs")
    return json.loads(_run("node", str(script), str(PACKAGES), text=json.dumps(tasks)).stdout)


def _install() -> None:
    stamp, wanted = PACKAGES / "installed.txt", "\n".join(NPM)
    if not stamp.exists() or stamp.read_text() != wanted:
        PACKAGES.mkdir(parents=True, exist_ok=True)
        _run("npm", "install", "--prefix", str(PACKAGES), "--ignore-scripts", "--no-audit", "--no-fund", *NPM)
        stamp.write_text(wanted)


# --- what they say, in one form


def _convert(name: str, item: Any) -> Found:
    client = name.partition(":")[0]
    return {"bbt": _of_bbt, "rispy": _of_rispy, "bibutils": _of_mods}.get(client, of_csl)(item)


def _gathered(item: Mapping[str, Any], places: Mapping[str, str]) -> Found:
    """Each field's value from the first of its places that has one."""
    return {
        field: next((item[name] for name in names.split() if item.get(name)), None) for field, names in places.items()
    } | {"all": json.dumps(item, ensure_ascii=False, default=str)}


CSL = {
    "title": "title", "container": "container-title", "volume": "volume", "pages": "page", "publisher": "publisher",
    "place": "publisher-place", "doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "keywords": "keyword",
    "language": "language", "edition": "edition", "version": "version", "event": "event-title event", "key": "citation-key id",
}  # fmt: skip


def of_csl(item: Mapping[str, Any]) -> Found:
    """An item of CSL-JSON, the truth or what citation-js and pandoc say."""
    custom = item.get("custom")
    return _gathered(item, CSL) | {
        "authors": [_person(**name) for name in item.get("author", ())],
        "editors": [_person(**name) for name in item.get("editor", ())],
        "issued": _csl_date(item.get("issued") or {}),
        "arxiv": custom.get("arxiv") if isinstance(custom, dict) else None,
    }


def _person(**parts: str) -> Person:
    if parts.get("literal"):
        return _plain(parts["literal"]), ""
    family = f"{parts.get('non-dropping-particle', '')} {parts.get('family', '')}"
    given = _plain(f"{parts.get('given', '')} {parts.get('dropping-particle', '')}")
    return _plain(family), ", ".join(filter(None, [given, _plain(parts.get("suffix", ""))]))


def _csl_date(date: Mapping[str, Any]) -> str:
    if "date-parts" not in date:
        return _date(date.get("literal") or date.get("raw") or "")
    return "/".join(_iso(*part) for part in date["date-parts"] if part and part[0])


def _iso(year: object, *rest: object) -> str:
    return "-".join([f"{int(str(year)):04}", *(f"{int(str(part)):02}" for part in rest if part)])


MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _date(value: str) -> str:
    """``2017-03-09`` of ``2017/03/09``, ``March 9, 2017`` and the like; anything else as it is."""
    value = _plain(value)
    if match := re.fullmatch(r"(\d{4})/(\d{1,2})?(?:/(\d{1,2}))?/*", value):
        return _iso(*match.groups())
    if (match := re.fullmatch(r"([A-Z][a-z]+)\.? (?:(\d{1,2}), )?(\d{4})", value)) and match[1][:3].lower() in MONTHS:
        return _iso(match[3], MONTHS.index(match[1][:3].lower()) + 1, match[2])
    return re.sub(r"^(\d{4})/+$", r"\1", value)


BBT = {
    "title": "title", "container": "booktitle journaltitle journal howpublished", "volume": "volume", "pages": "pages eid",
    "publisher": "publisher institution school organization", "place": "location address", "doi": "doi", "url": "url",
    "arxiv": "eprint", "isbn": "isbn", "issn": "issn", "keywords": "keywords", "language": "langid language",
    "edition": "edition", "version": "version", "event": "eventtitle",
}  # fmt: skip
BBT_NAME = {
    "lastName": "family",
    "firstName": "given",
    "prefix": "non-dropping-particle",
    "suffix": "suffix",
    "name": "literal",
}


def _of_bbt(item: Mapping[str, Any]) -> Found:
    fields = item["fields"]
    people = {
        role: [_person(**{BBT_NAME[part]: value for part, value in name.items() if part in BBT_NAME}) for name in names]
        for role in ("author", "editor")
        for names in [fields.get(role, [])]
    }
    date = fields.get("date") or _bbt_date(fields)
    return _gathered(fields, BBT) | {
        "key": item["key"], "authors": people["author"], "editors": people["editor"], "issued": _date(date),
    }  # fmt: skip


def _bbt_date(fields: Mapping[str, str]) -> str:
    year, month, day = fields.get("year", ""), fields.get("month", ""), fields.get("day", "")
    return _iso(year, month, day) if year.isdigit() and month.isdigit() else year


RISPY = {
    "key": "id label", "title": "title primary_title", "container": "secondary_title journal_name alternate_title3",
    "volume": "volume", "publisher": "publisher", "place": "place_published", "doi": "doi", "url": "urls", "isbn": "issn",
    "issn": "issn", "keywords": "keywords", "language": "language", "edition": "edition", "version": "edition",
}  # fmt: skip
AT_EVENTS = RISPY | {"container": "custom3 secondary_title journal_name", "event": "secondary_title"}


def _of_rispy(item: Mapping[str, Any]) -> Found:
    places = AT_EVENTS if item.get("type_of_reference") in ("CONF", "CPAPER") else RISPY
    start, end = item.get("start_page", ""), item.get("end_page", "")
    return _gathered(item, {"event": "", **places}) | {
        "authors": [_reversed(name) for name in (*item.get("authors", ()), *item.get("first_authors", ()))],
        "editors": [_reversed(name) for name in item.get("secondary_authors", ())],
        "issued": _date(_first(item, "date", "publication_year", "year")),
        "pages": start if "-" in _dashed(start) else "-".join(filter(None, [start, end])),
        "arxiv": None,
    }


def _first(item: Mapping[str, Any], *names: str) -> Any:
    return next((item[name] for name in names if item.get(name)), "")


def _reversed(name: str) -> Person:
    family, _, given = _plain(name).partition(",")
    return family.strip(), given.strip()


MODS = {"": "http://www.loc.gov/mods/v3"}
MODS_IDS = {"doi": "doi", "isbn": "isbn", "issn": "issn"}


def _of_mods(work: ET.Element) -> Found:
    ids = {one.get("type", ""): _plain(one.text) for one in work.iterfind(".//identifier", MODS)}
    details = {
        one.get("type", ""): _plain(one.findtext("number", None, MODS)) for one in work.iterfind(".//detail", MODS)
    }
    host = work.find("relatedItem[@type='host']", MODS)
    return {field: ids.get(name) for field, name in MODS_IDS.items()} | {
        "key": ids.get("citekey") or work.get("ID"),
        "title": _mods_title(work),
        "authors": _mods_people(work, "author"),
        "editors": _mods_people(work, "editor"),
        "issued": _date(_one(work, ".//dateIssued") or _one(work, "part/date") or _one(work, "relatedItem/part/date")),
        "container": None if host is None else _mods_title(host),
        "volume": details.get("volume"),
        "pages": _mods_pages(work) or details.get("page"),
        "publisher": _one(work, ".//publisher"),
        "place": _one(work, ".//placeTerm"),
        "url": next((_plain(one.text) for one in work.iterfind(".//url", MODS) if "urlType" not in one.attrib), None),
        "arxiv": ids.get("arXiv") or ids.get("arxiv") or ids.get("eprint"),
        "keywords": [_plain(one.text) for one in work.iterfind(".//topic", MODS)],
        "language": _one(work, ".//languageTerm"),
        "edition": _one(work, ".//edition"),
        "version": _one(work, ".//edition"),
        "event": None,
        "all": ET.tostring(work, encoding="unicode"),
    }


def _one(node: ET.Element, path: str) -> str:
    """The first text under a path."""
    return next(filter(None, (_plain(one.text) for one in node.iterfind(path, MODS))), "")


def _mods_title(node: ET.Element) -> str | None:
    for info in node.iterfind("titleInfo[title]", MODS):
        title = f"{info.findtext('nonSort', '', MODS)} {info.findtext('title', '', MODS)}"
        return _plain(": ".join(filter(None, [title, info.findtext("subTitle", "", MODS)])))
    return None


def _mods_people(work: ET.Element, role: str) -> list[Person]:
    """People of a role, those of the host after the work's own."""
    people = [*work.iterfind("name", MODS), *work.iterfind("relatedItem/name", MODS)]
    return [_mods_person(one) for one in people if role in (term.text for term in one.iterfind(".//roleTerm", MODS))]


def _mods_person(name: ET.Element) -> Person:
    parts: dict[str, list[str]] = {}
    for part in name.iterfind("namePart", MODS):
        parts.setdefault(part.get("type", ""), []).append(part.text or "")
    joined = {kind: " ".join(words) for kind, words in parts.items()}
    if "family" not in joined:
        return _person(literal=" ".join(joined.values()))
    return _person(**{kind: joined[kind] for kind in ("family", "given", "suffix") if kind in joined})


def _mods_pages(work: ET.Element) -> str:
    """The first extent in pages: its ends, or a list of them."""
    extents = [one for one in work.iterfind(".//extent", MODS) if one.get("unit") in ("page", "pages")]
    for one in extents[:1]:
        ends = [one.findtext(end, "", MODS) for end in ("start", "end")]
        return "-".join(filter(None, ends)) or one.findtext("list", "", MODS)
    return ""


# --- comparing


def _plain(value: object) -> str:
    """One line of characters, composed (NFC)."""
    if isinstance(value, list | tuple):
        return "; ".join(map(_plain, value))
    return " ".join(unicodedata.normalize("NFC", str(value if value is not None else "")).split())


def _dashed(value: object) -> str:
    return re.sub(r"\s*(?:--+|[‐-―−-])\s*", "-", _plain(value))


def _doi(value: object) -> str:
    return re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", _plain(value))


def _words(value: object) -> list[str]:
    words = value if isinstance(value, list) else re.split(r"[;,]", _plain(value))
    return sorted(filter(None, map(_plain, words)))


def _letters(value: object) -> str:
    """What is left without markup, case, accents and punctuation."""
    bare = html.unescape(re.sub(r"</?\w[^>]*>", "", _plain(value)))
    return "".join(char for char in unicodedata.normalize("NFKD", bare.casefold()) if char.isalnum())


FORMS: Mapping[str, Callable[[object], object]] = {
    "doi": _doi, "pages": _dashed, "volume": _dashed, "keywords": _words,
    "isbn": lambda value: re.sub("[- ]", "", _plain(value)),
}  # fmt: skip
KEPT_AS_ID = re.compile(r"https?://(?:(?:dx\.)?doi\.org|arxiv\.org/abs)/")
"""A URL that a client may turn into the DOI or arXiv id that it holds."""


def _verdicts(truth: Iterable[Found], found: Sequence[Found]) -> Iterator[tuple[tuple[str, str], str]]:
    for want, got in _pairs(list(truth), found):
        for field in FIELDS:
            if verdict := _verdict(field, want, got):
                yield (field, _plain(want["key"])), verdict


def _pairs(truth: Sequence[Found], found: Sequence[Found]) -> Iterator[tuple[Found, Found]]:
    """The truth with what was read, by key, else by DOI, else by title."""
    rest, waiting = list(found), list(truth)
    for same in (
        lambda one: _plain(one["key"]),
        lambda one: _letters(_doi(one["doi"])),
        lambda one: _letters(one["title"]),
    ):
        for want in [*waiting]:
            got = next((one for one in rest if same(want) and same(one) == same(want)), None)
            if got is not None:
                yield want, got
                rest = [one for one in rest if one is not got]
                waiting = [one for one in waiting if one is not want]


def _verdict(field: str, wanted: Found, read: Found) -> str:
    """How well a value came through; nothing if there is none on either side."""
    form = FORMS.get(field, _plain)
    names = field in ("authors", "editors")
    want, got = (one[field] if names else form(one[field]) for one in (wanted, read))
    if not want:
        return "extra" if got and field != "arxiv" else ""
    if field == "arxiv" and got != want:
        is_kept = re.sub(r"(?i)^arxiv:", "", str(got)) == want
        return "equal" if is_kept else "near" if want in read["all"] else "lost"
    if not got:
        is_id = field == "url" and not read["doi"] and KEPT_AS_ID.match(want)
        return "near" if is_id and KEPT_AS_ID.sub("", want) in read["all"] else "lost"
    if want == got:
        return "equal"
    return "near" if _is_near(field, want, got) else "changed"


def _is_near(field: str, want: Any, got: Any) -> bool:
    match field:
        case "authors" | "editors":
            return _name_words(want) == _name_words(got)
        case "issued":
            return want[:4] == got[:4]
        case "isbn" | "url" if want in got:
            return True
    return _letters(want) == _letters(got)


def _name_words(people: Sequence[Person]) -> list[Counter[str]]:
    """The words of each name, in whatever order."""
    return [Counter(map(_letters, re.findall(r"\w+", unicodedata.normalize("NFKD", " ".join(one))))) for one in people]


def _not_printed(truth: Iterable[Found], rendered: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Titles, first authors and years that a bibliography does not show, and marks of a failure."""
    for one in truth:
        shown = {
            "title": one["title"],
            "author": one["authors"][0][0] if one["authors"] else "",
            "year": one["issued"][:4],
        }
        for style, entries in rendered.items():
            entry = entries.get(one["key"], "")
            yield from (
                f"{style} {one['key']}: {what}"
                for what, value in shown.items()
                if _letters(value) not in _letters(entry)
            )
            if re.search(r"CSL STYLE ERROR|undefined|NaN|\[object", entry):
                yield f"{style} {one['key']}: {entry}"
