"""Words: whether every word of a file that is imported stands in an entry, in a comment or in a message.

The source is read here by readers of its own (btxdoc's and btparse's grammar of .bib, the tags of RIS, JSON), the
result as the command line gives it: entries.toml and what was said. What refexport turns into something else by a
documented rule (months, ordinals, languages, `and`) is in tables below.
"""

import html
import io
import itertools
import json
import re
import shutil
import subprocess
import sys
import time
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pylatexenc.latex2text
import yaml
from lxml import etree

from refexport.__main__ import main as command


class Source(NamedTuple):
    """An entry of the source: key (if it has one), type, first and last line, and its fields as spelled."""

    key: str
    type: str
    first: int
    last: int
    fields: tuple[tuple[str, str], ...]


class Lost(NamedTuple):
    """A word that stands nowhere."""

    line: int
    key: str
    field: str
    word: str

    def __str__(self) -> str:
        return f"{self.line}: [{self.key}] {self.field}: {self.word}"


class Outcome(NamedTuple):
    """What an import made of a file; ``code`` is that of reading the result again."""

    entries: int
    written: int
    lost: list[Lost]
    changed_keys: list[str]
    unknown_types: list[str]
    code: int
    seconds: float

    @property
    def is_refused(self) -> bool:
        """Whether nothing was taken of a file that has entries."""
        return bool(self.entries) and not self.written


# --- the source


TYPES = frozenset(
    "article book mvbook inbook bookinbook suppbook booklet collection mvcollection incollection suppcollection dataset "
    "manual misc online patent periodical suppperiodical proceedings mvproceedings inproceedings reference mvreference "
    "inreference report set software thesis unpublished xdata custom conference electronic mastersthesis phdthesis "
    "techreport www artwork audio bibnote commentary image jurisdiction legislation legal letter movie music performance "
    "review standard video".split()
)
"""Entry types of biblatex 3.18 (manual, 2.1) and BibTeX."""

START = re.compile(r"@\s*(?P<type>[A-Za-z]+)\s*(?P<open>[{(])")
KEY = re.compile(r"\s*(?P<key>[^\s,{}()]*)\s*(?P<end>,|(?=[})]))")
NAME = re.compile(r"(?:[\s,]|%[^\n]*\n)*(?P<name>[^\s=,{}()\"#%]+)\s*=\s*")
PIECE = re.compile(r"\s*(?:(?P<open>[{\"])|(?P<word>[^\s,#{}()\"]+))")
JOIN = re.compile(r"\s*#")
FIELD_NAME = re.compile(r"[A-Za-z]+\s*=")
END = re.compile(r"(?:[\s,]|%[^\n]*\n)*[})]")
MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))


def bib_sources(text: str) -> Iterator[Source]:
    """The entries of a .bib; one that breaks the grammar as a single field ``*``, up to the next line that begins one."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    macros = {name: name for name in MONTHS}
    at = 0
    while found := START.search(text, at):
        type_ = found["type"].lower()
        if type_ in ("comment", "preamble"):
            at = _skipped(text, found)
            continue
        key = KEY.match(text, found.end()) if type_ != "string" else None
        fields, at = _fields(text, key.end() if key else found.end(), macros)
        if type_ == "string" and fields is not None:
            macros |= {name.lower(): value for name, value in fields}
            continue
        line = text.count("\n", 0, found.start()) + 1
        if fields is None:
            at = _next_entry(text, found.end())
            fields = [("*", FIELD_NAME.sub(" ", text[found.end() : at]))]
        if type_ != "string":
            last = line + text.count("\n", found.start(), at)
            yield Source(key["key"] if key else "", type_, line, last, tuple(fields))


def _skipped(text: str, found: re.Match[str]) -> int:
    return _closing(text, found.end(), "}") + 1 if found["open"] == "{" else found.end()


def _next_entry(text: str, at: int) -> int:
    following = re.compile(r"(?m)^[ \t]*@\s*[A-Za-z]+\s*[{(]").search(text, at)
    return following.start() if following else len(text)


def _fields(text: str, at: int, macros: Mapping[str, str]) -> tuple[list[tuple[str, str]] | None, int]:
    fields: list[tuple[str, str]] = []
    while name := NAME.match(text, at):
        value, at = _value(text, name.end(), macros)
        if at < 0:
            return None, 0
        fields.append((name["name"].lower(), value))
    end = END.match(text, at)
    return (fields, end.end()) if end else (None, 0)


def _value(text: str, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    pieces: list[str] = []
    while piece := PIECE.match(text, at):
        at = piece.end()
        if piece["open"]:
            end = _closing(text, at, "}" if piece["open"] == "{" else '"')
            if end >= len(text):
                return "", -1
            pieces.append(text[at:end])
            at = end + 1
        else:
            pieces.append(macros.get(piece["word"].lower(), piece["word"]))
        joined = JOIN.match(text, at)
        if not joined:
            return "".join(pieces), at
        at = joined.end()
    return "", -1


def _closing(text: str, at: int, closer: str) -> int:
    depth = 0
    for place in re.compile(r'[{}"]').finditer(text, at):
        if depth == 0 and place[0] == closer:
            return place.start()
        depth += {"{": 1, "}": -1}.get(place[0], 0)
        if depth < 0:
            return len(text)
    return len(text)


TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?- ?(?P<value>.*)")


def ris_sources(text: str) -> Iterator[Source]:
    """The records of a RIS file: TY to ER, a line without a tag goes on with the one before it."""
    fields: list[tuple[str, str]] = []
    first, type_ = 0, ""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        found = TAG.match(line)
        if found and found["tag"] == "TY":
            first, type_, fields = number, found["value"].strip(), []
        elif found and found["tag"] == "ER" and first:
            keys = [value for tag, value in fields if tag == "ID"]
            yield Source(keys[0] if keys else "", type_, first, number, tuple(fields))
            first = 0
        elif found and first:
            fields.append((found["tag"], found["value"]))
        elif line.strip():
            fields.append((fields[-1][0] if fields else "*", line))


LIBRARY = frozenset(
    "id type itemType itemID itemKey key version libraryID uri select relations dateAdded dateModified parentItem config "
    "contentType mimeType creatorType linkMode tagType citationKey citekey citation-key sequence authenticated-orcid "
    "is-referenced-by-count reference-count member prefix update-policy score message-type status total-results date-time timestamp links "
    "library meta collections parent children items fieldMode".split()
)
"""Properties that number an item in somebody's library or registry, or say what an object is."""


def csl_sources(text: str) -> Iterator[Source]:
    """The items of a JSON file, every string and number of them; all values at once of what is no JSON, or is wrapped."""
    try:
        items = json.loads(text)
    except ValueError:
        values = re.sub(r'"[^"\n]*"\s*:', " ", text)
        yield Source("", "", 1, text.count("\n") + 1, (("*", values),))
        return
    for item in items if isinstance(items, list) else [items]:
        if not isinstance(item, dict) or not {"title", "author", "note", "itemType"} & {*item}:
            yield Source("", "", 0, 0, (("*", _value_of("note", item, LIBRARY - {"items", "collections"})),))
            continue
        own = {name: value for name, value in item.items() if name not in LIBRARY and value != "Crossref"}
        fields = [(name, _value_of(name, value)) for name, value in own.items()]
        yield Source(str(item.get("id", "")), str(item.get("type", "")), 0, 0, tuple(fields))


EXTRA = re.compile(
    r"(?im)^\s*\{?:?(?:(?:tex|bibtex|biblatex)\.[a-z]+\s*[:=]|(?:original[ -]date|original publisher|event-place|editor"
    r"|translator|place|publication title|citation key|isbn|doi|pmid|pmcid|arxiv|type|volume|issue|pages|date|publisher"
    r"|conference name|container-author|edition|series|language|rights):)"
)
"""Labels of lines of Zotero's Extra, which become fields (its documentation, Better BibTeX's)."""


def _value_of(name: str, value: object, without: frozenset[str] = LIBRARY) -> str:
    """The words of a value without markup, entities, labels of Extra and orcid.org's address."""
    text = re.sub(r"https?://orcid\.org/", "", "\n".join(_leaves(value, without | {"circa"})))
    text = EXTRA.sub("", text) if name in ("note", "extra") else text
    text = re.sub(r"-(\d+)", lambda found: str(int(found[1]) - 1), text) if name in DATES and text[:1] == "-" else text
    linked = re.sub(r"""<a [^<>]*href=["']([^"'<>]*)[^<>]*>""", r" \1 ", html.unescape(text))
    return re.sub(r"</?[a-z][^<>]*>", " ", linked)  # the year 43 BCE is -42


def rdf_sources(text: str) -> Iterator[Source]:
    """The text of each node of an RDF/XML file, and the paths of attachments."""
    root = ET.fromstring(text)
    for node in root:
        words = [one.text or "" for one in node.iter() if not one.tag.endswith(("}itemType", "}citationKey"))]
        paths = [value for one in node.iter() for name, value in one.attrib.items() if one.tag.endswith("}resource")]
        yield Source("", "", 0, 0, (("*", _value_of("note", [*words, *paths])),))


def _leaves(value: object, without: frozenset[str] = frozenset()) -> Iterator[str]:
    match value:
        case dict():
            for name, one in value.items():
                is_key = name in without or (name == "collections" and isinstance(one, list))
                yield from () if is_key else _leaves(one, without)
        case list():
            for one in value:
                yield from _leaves(one, without)
        case str() | int() | float() if not isinstance(value, bool):
            yield str(value)


def list_sources(text: str) -> Iterator[Source]:
    """The lines of a reading list."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            said = re.sub(r"https?://\S*?(?=10\.\d{4,9}/)", "", line)  # the address of a DOI at its publisher's
            yield Source("", "", number, number, (("*", said),))


GREEK = str.maketrans("abgdm", "αβγδμ")
"""Letters in the font Symbol."""

BOOKKEEPING = frozenset("database source-app rec-number foreign-keys key ref-type label modified-date".split())
"""Elements of EndNote's that say nothing of the work; the label is its key."""


def endnote_sources(text: str) -> Iterator[Source]:
    """The records of EndNote's XML: the texts of each element that is no ``style``, up to where the XML breaks."""
    parser = etree.XMLPullParser(events=("end",), resolve_entities=False, remove_comments=True)
    with suppress(etree.XMLSyntaxError):
        parser.feed(re.sub(r"^\s*<\?xml[^>]*>", "", text).encode())
    for _, element in parser.read_events():
        if etree.QName(element).localname in ("record", "junk"):
            fields = [
                (etree.QName(one).localname, found)
                for one in element.iter(etree.Element)
                if etree.QName(one).localname not in BOOKKEEPING | {"style"} and (found := " ".join(_own_texts(one)))
            ]
            line = element.sourceline or 1
            yield Source(_label(element), "", line, line + text.count("\n"), tuple(fields))


def _own_texts(element: etree._Element) -> Iterator[str]:
    """The text of an element and of its ``style``s, runs that touch in one."""
    words = element.text or ""
    for child in element:
        run = "".join(child.itertext()) if etree.QName(child).localname == "style" else " "
        words += run.translate(GREEK) if child.get("font") == "Symbol" else run
        words += child.tail or ""
    yield words.strip()


def _label(record: etree._Element) -> str:
    words = "".join(one for label in record.iter("{*}label") for one in label.itertext()).split()
    return words[0] if len(words) == 1 else ""


def enw_sources(text: str) -> Iterator[Source]:
    """The records of tagged lines: from ``%0`` to ``%0``, or between blank lines; a line without a tag goes on."""
    lines = text.splitlines()
    is_typed = any(line.startswith("%0") for line in lines)
    fields: list[tuple[str, str]] = []
    first = 1
    for number, line in enumerate([*lines, "%0" if is_typed else ""], 1):
        found = re.match(r"%(?P<tag>[^\s%A-Za-z]|[A-Z])(?:\s+(?P<value>.*)|$)", line)
        if (found and found["tag"] == "0" if is_typed else not line.strip()) and fields:
            keys = [value for tag, value in fields if tag == "F" and len(value.split()) == 1]
            yield Source(keys[0] if keys else "", "", first, number - 1, tuple(fields))
            fields = []
            first = number
        if found and found["tag"] != "0":
            fields.append((found["tag"], found["value"] or ""))
        elif not found and line.strip():
            fields.append((fields[-1][0] if fields else "*", line))


LEAF = re.compile(r"<(?:[\w.-]+:)?(?P<name>[\w.-]+)(?P<attributes>[^<>]*)>(?P<text>[^<]+)")
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
NOT_SAID = frozenset("roleTerm typeOfResource issuance SourceType Guid RefOrder Tag".split())
"""Elements of MODS and Word that say what another one means, or nothing about the work."""


def xml_sources(text: str, record: str) -> Iterator[Source]:
    """The records of an XML file, every run of characters of them under the element that it follows the tag of."""
    text = CDATA.sub(lambda found: html.escape(found[1]), re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    starts = [found.start() for found in re.finditer(rf"<(?:[\w.-]+:)?{record}(?=[\s>/])", text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:end]
        first = text.count("\n", 0, start) + 1
        key = re.search(r'\bID="([^"]*)"|<[\w.-]*:?Tag>([^<]*)<', piece)
        fields = tuple(
            (found["name"], html.unescape(found["text"]))
            for found in LEAF.finditer(piece)
            if found["text"].strip() and found["name"] not in NOT_SAID and 'type="citekey"' not in found["attributes"]
        )
        yield Source((key[1] or key[2]) if key else "", "", first, first + piece.rstrip().count("\n"), fields)


def mods_sources(text: str) -> Iterator[Source]:
    """The records of MODS, without those genres that only name the type (MARC's list of genre terms, and bibutils')."""
    for source in xml_sources(text, "mods"):
        fields = tuple((name, value) for name, value in source.fields if name != "genre" or value.lower() not in TERMS)
        yield source._replace(fields=fields)


TERMS = frozenset(
    "book,journal article,journalarticle,thesis,ph.d. thesis,masters thesis,technical report,conference publication,patent,"
    "web site,unpublished,instruction,motion picture,periodical,academic journal,newspaper,journal,collection,dataset,"
    "computerprogram,booksection,preprint,working paper,conferencepaper,webpage,web page,miscellaneous,book chapter".split(
        ","
    )
)


def word_sources(text: str) -> Iterator[Source]:
    """The sources of Word's list."""
    return xml_sources(text, "Source")


def _tagged_sources(
    text: str, tag: re.Pattern[str], starts: frozenset[str], same: Mapping[str, str]
) -> Iterator[Source]:
    """Records of tagged lines, from a tag that starts one to the next; a line without a tag goes on.

    ``same`` names tags that say shorter what another one says that stands before them.
    """
    fields: list[tuple[str, str]] = []
    first = last = 0
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        found = tag.match(line)
        name = found["tag"] if found else ""
        if fields and (name in starts or not line.strip()):
            yield Source("", "", first, last, _unlike(fields, same))
            fields = []
        if found:
            first = first if fields else number
            fields.append((name, found["value"] or ""))
        elif line.strip() and fields:
            fields.append((fields[-1][0], line))
        last = number
    if fields:
        yield Source("", "", first, last, _unlike(fields, same))


def _unlike(fields: list[tuple[str, str]], same: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    there = {"FAU" if name == "FA" else name for name, _ in fields}
    kept = (one for one in fields if same.get(one[0], one[0]) not in there - {one[0]} and one not in OF_TYPES)
    return tuple((name, INITIALS.sub(" ", value) if name in same else value) for name, value in kept)


INITIALS = re.compile(r"(?<=\b[A-Z])(?=[A-Z]{1,3}\b)|(?<=\b[A-Z]{2})(?=[A-Z]{1,2}\b)|(?<=\b[A-Z]{3})(?=[A-Z]\b)")
"""Between the initials of a name: ``Doe JM``."""


OF_TYPES = frozenset(
    ("PT", word)
    for word in ("Journal Article", "Book", "Book Chapter", "Preprint", "Dataset", "Technical Report",
                 "Academic Dissertation", "J", "B", "S", "P")
) | frozenset(("DT", word) for word in ("Article", "Proceedings Paper", "Book Chapter", "Book"))  # fmt: skip
"""Values that say what ``type`` says."""

NBIB_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) *(?:-|:)(?: (?P<value>.*)|$)")
ISI_TAG = re.compile(r"(?P<tag>(?!FN|VR|ER|EF)[A-Z][A-Z0-9])(?: (?P<value>.*)|$)")


def nbib_sources(text: str) -> Iterator[Source]:
    """The records of a MEDLINE file."""
    return _tagged_sources(text, NBIB_TAG, frozenset({"PMID", "UI"}), {"AU": "FAU", "ED": "FED"})


def isi_sources(text: str) -> Iterator[Source]:
    """The records of a file of Web of Science."""
    bare = re.sub(r"(?m)^(?:FN|VR|ER|EF)\b.*$", "", text)
    return _tagged_sources(bare, ISI_TAG, frozenset({"PT"}), {"AU": "AF", "BA": "BF"})


def cff_sources(text: str) -> Iterator[Source]:
    """All words of a citation file but its version and its types."""
    data = yaml.load(text, Loader=yaml.BaseLoader)
    works = [data, *(data.get(name) or [] for name in ("preferred-citation", "references"))]
    for work in (one for listed in works for one in (listed if isinstance(listed, list) else [listed])):
        named = work.items() if isinstance(work, dict) else [("*", work)]
        fields = tuple((name, " ".join(_leaves(value))) for name, value in named if name not in APART)
        yield Source("", "", 0, 0, fields)


APART = frozenset({"type", "cff-version", "references", "preferred-citation"})

SOURCES = {
    "endnote": endnote_sources,
    "enw": enw_sources,
    "mods": mods_sources,
    "word": word_sources,
    "zotero-rdf": rdf_sources,
    "nbib": nbib_sources,
    "isi": isi_sources,
    "cff": cff_sources,
    "bib": bib_sources,
    "ris": ris_sources,
    "csl-json": csl_sources,
    "list": list_sources,
}


# --- words


TIME = re.compile(r"(?<=\d)t(?=\d\d)")
WORD = re.compile(r"[^\W_]+")
DECODER = pylatexenc.latex2text.LatexNodes2Text(math_mode="text", keep_comments=True)
VERBATIM = frozenset("url doi file eprint verba verbb verbc urlraw pdf".split())


def words_of(text: str) -> list[str]:
    """The letters and digits of a text: small, without accents, numbers without leading zeros."""
    plain = TIME.sub(" ", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in "\u200b\u00ad")
    return [word.lstrip("0") or "0" if word.isdecimal() else word for word in WORD.findall(bare)]


def decoded(text: str) -> str:
    """LaTeX as characters; a percent sign in a .bib begins no comment."""
    if "\\" not in text and "$" not in text:
        return text.replace("{", "").replace("}", "").replace("~", " ")
    safe = re.sub(r"(?<!\\)%", r"\\%", text.replace("\\-", ""))
    safe = re.sub(r"\\(?:href|url|path|nolinkurl|cite)\b", "", safe).replace("\\Dash", "--")
    try:
        return DECODER.latex_to_text(safe)
    except Exception:  # noqa: BLE001 - a value that is no LaTeX is taken as it stands
        return text


ALSO: Mapping[str, str] = {
    **{name: str(number) for name, number in MONTHS.items()},
    **{
        name: str(number)
        for number, name in enumerate(
            "january february march april may june july august september october november december".split(), 1
        )
    },
    **{word: str(number) for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)},
    "sept": "9", "spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24",
    "english": "en", "american": "en", "usenglish": "en", "british": "en", "ukenglish": "en", "german": "de",
    "ngerman": "de", "french": "fr", "francais": "fr", "italian": "it", "spanish": "es", "latin": "la", "greek": "el",
    "dutch": "nl", "russian": "ru", "japanese": "ja", "chinese": "zh", "polish": "pl", "czech": "cs", "danish": "da",
    "swedish": "sv", "portuguese": "pt", "hungarian": "hu", "finnish": "fi", "norwegian": "no", "norsk": "no",
    "turkish": "tr", "ukrainian": "uk", "catalan": "ca", "croatian": "hr", "slovene": "sl", "eng": "en", "ger": "de",
    "fre": "fr", "spa": "es", "ita": "it", "rus": "ru", "jpn": "ja", "chi": "zh", "por": "pt", "pol": "pl",
    "cze": "cs", "dut": "nl",
    "mastersthesis": "mathesis", "master": "mathesis", "technical": "techreport", "korean": "ko",
    "phd": "phdthesis", "marz": "3", "spr": "21", "sum": "22", "fal": "23", "win": "24",
    **dict(zip("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(), map(str, range(1, 13)), strict=True)),
    **dict(zip("januar februar marz april mai juni juli august september oktober november dezember".split(), map(str, range(1, 13)), strict=True)),
    "lipiec": "7", "1033": "en",  # Word's number of a language
}  # fmt: skip
"""word of a source -> what else may stand for it: months and seasons as numbers (EDTF), ordinals, ISO 639-1."""

ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")

CIRCA = re.compile(r"^ca?(?=\d)")
STATES = frozenset("to appear in press forthcoming submitted accepted".split())
"""Words beside a year that say how far publication is: ``pubstate``."""

GRAMMAR: Mapping[str, frozenset[str]] = {
    **{name: frozenset("and others et al family given prefix suffix useprefix true false".split()) for name in (
        "author editor translator bookauthor holder au a1 a2 a3 a4 ed annotator commentator introduction foreword afterword sortname shortauthor shorteditor editora editorb "
        "editorc publisher location address institution organization school language origpublisher origlocation").split()},
    **dict.fromkeys(("doi", "electronic-resource-num", "r"), frozenset("http https dx doi org www acm".split())),
    **dict.fromkeys(("work-type", "9"), frozenset(("journal", "article"))),
    **dict.fromkeys(("a", "e"), frozenset("et al".split())),
    "accession-num": frozenset(("arxiv",)),
    "m": frozenset(("arxiv",)),
    "last": frozenset("et al".split()),
    **dict.fromkeys(("authors", "editors", "translators"), frozenset("https orcid org anon".split())),
    "identifiers": frozenset("doi url other swh cite key".split()),
    "auid": frozenset(("orcid", "http", "https", "org")),
    **dict.fromkeys(("lid", "aid"), frozenset(("doi", "arxiv", "pii"))),
    "do": frozenset("http https dx doi org www".split()),
    "eprint": frozenset(("arxiv", "http", "https", "org", "abs")),
    "journal": frozenset("arxiv preprint corr abs".split()),
    "volume": frozenset(("abs",)),
    "*": frozenset(("et", "al", "pdf")),
    "edition": frozenset("st nd rd th edition ed".split()),
    **dict.fromkeys(("date", "year", "py", "d", "8", "issued"), frozenset(("c", "ca", "circa", "n", "d", "nd"))),
    **dict.fromkeys(("identifier", "standardnumber", "url"), frozenset("http https doi org isbn issn arxiv abs".split())),
    **dict.fromkeys(("extent", "caption"), frozenset(("p",))),
    "dateissued": frozenset(("c", "n", "d", "9999")),  # MARC's 9999: it goes on
    "type": frozenset("s"),
}  # fmt: skip
"""field -> words that are grammar, or a placeholder of arXiv's in place of a journal, not content."""

NOT_CONTENT = frozenset(("crossref", "xdata", "entryset"))
"""Fields that name other entries of the file, whose facts are taken over."""

DATES = frozenset(
    "dateIssued dateCreated copyrightDate dateCaptured Year Month Day date year month day urldate eventdate origdate "
    "PY Y1 DA Y2 issued accessed access-date D 8 [ DP PG EP".split()
)
"""Fields whose numbers may be cut: years, and the last pages of MEDLINE (``123-8``)."""


NOT_AN_ENTRY = re.compile(r"(?m)^#[^\n]*?:\d+: not an entry: ")
"""How a part begins that is kept as a comment."""


class Result(NamedTuple):
    """entries.toml and the messages, to be searched by entry."""

    toml: str
    messages: str

    def regions(self) -> list[tuple[str, int, str]]:
        """Key, line in the source (0 if the comment above does not say), and text of each entry."""
        starts = [found.start() for found in re.finditer(r"(?m)(?:^#[^\n]*\n)*^\[[^\n]+\]$", self.toml)]
        pieces = [self.toml[a:b] for a, b in zip(starts, [*starts[1:], len(self.toml)], strict=True)]
        own = [NOT_AN_ENTRY.split(piece)[0] for piece in pieces]
        return [(key, _line_of(piece), piece) for piece in own if (key := _key_of(piece)) != "refexport"]

    def comments(self) -> list[tuple[int, str]]:
        """Line in the source and text of each part that gave no entry."""
        starts = [found.start() for found in NOT_AN_ENTRY.finditer(self.toml)]
        pieces = [self.toml[a:b] for a, b in itertools.pairwise([*starts, len(self.toml)])]
        return [(_line_of(piece), piece) for piece in pieces]


def _key_of(piece: str) -> str:
    header = re.search(r"(?m)^\[([^\n]+)\]$", piece)
    return next(iter(tomllib.loads(header[0]))) if header else ""


def _line_of(piece: str) -> int:
    line = re.match(r"#[^\n]*?:(\d+)\b", piece)
    return int(line[1]) if line else 0


class _Haystack:
    """The words of a text, and all of them in one; a string of TOML may have its backslashes twice."""

    def __init__(self, *texts: str) -> None:
        read = [decoded(text.replace("\\\\", "\\")) for text in texts]
        found = [word for text in (*texts, *read) for word in words_of(text)]
        self.words, self.squashed = frozenset(found), "".join(found)

    def has(self, word: str, field: str) -> bool:
        """Whether a word of a field is there, as it stands or as what refexport reads it as."""
        if self._stands(word) or self._stands(ORDINAL.sub("", word)):
            return True
        if field not in DATES:
            return False
        if compact := re.fullmatch(r"([0-9]{3})[0-9](?:[0-9]{4}|s)", word):  # 20190305, and 1990s, which is 199X
            return any(one.startswith(compact[1]) for one in self.words)
        number = CIRCA.sub("", word)
        is_year = number.isdecimal() and any(one.endswith(number) for one in self.words)
        return is_year or number == "0" or (word in STATES and "pubstate" in self.words)

    def _stands(self, word: str) -> bool:
        return word in self.words or (len(word) > 3 and word in self.squashed) or ALSO.get(word, "") in self.words

    def has_parts(self, word: str, value: str) -> bool:
        """Whether a word beside commands (``Lua\\TeX``), which decoders join or part otherwise, is there in pieces."""
        if "\\" not in value and "$" not in value:
            return False
        if any(f"{name.lower()}{word}" in self.words for name in re.findall(r"\\([A-Za-z]+)", value)):
            return True
        parts = words_of(re.sub(r"\\[A-Za-z]+", " ", value))
        wanted = [word] if word in parts else [part for part in parts if part in word]
        return word in "".join(parts) and all(part in self.squashed or self._stands(part) for part in wanted)


def lost_words(text: str, kind: str, result: Result) -> Iterator[Lost]:
    """The words of a source that stand neither in their entry nor in what was said of it."""
    places = _Places(result)
    whole = _Haystack(result.toml, result.messages)
    accounted = set(re.findall(r"(?m)^\S*?:(\d+): (?!\[)", result.messages)) if kind == "list" else set()
    for source in SOURCES[kind](text):
        if str(source.first) in accounted:  # a line that is no reference, named with its reason and how it begins
            continue
        near = places.near(source) if source.key else "\n".join((places.near(source), *places.of_title(source)))
        is_anywhere = kind in ("list", "cff") or source.type in ("xdata", "set")
        is_renamed = kind == "csl-json" and source.key not in places.entries
        hay = whole if is_anywhere or is_renamed else _Haystack(near)
        for field, value in source.fields:
            found = whole if field == "*" else hay
            for word in _words(field, value, kind):
                if not found.has(word, field) and not found.has_parts(word, value):
                    yield Lost(source.first, source.key, field, word)


class _Places:
    """What became of a source: the entries, comments and messages at its lines, or under its key."""

    def __init__(self, result: Result) -> None:
        self.by_key: dict[str, list[str]] = defaultdict(list)
        self.by_line: dict[int, list[str]] = defaultdict(list)
        self.entries = {key for key, _, _ in result.regions()}
        titled = ((re.search(r"(?m)^title = (.*)$", piece), piece) for _, _, piece in result.regions())
        self.titles = [(set(words_of(title[1])), piece) for title, piece in titled if title]
        for key, line, piece in result.regions():
            self.by_key[key] = [piece]
            self.by_line[line].append(piece)
        for line, piece in result.comments():
            self.by_line[line].append(piece)
        for one in result.messages.splitlines():
            for line in re.findall(r"(?=:(\d+): )", one):
                self.by_line[int(line)].append(one)
            for key in re.findall(r"\[(.+?)\](?= |$)", one):
                self.by_key[key].append(one)

    def of_title(self, source: Source) -> Iterator[str]:
        """The entries of a title that a record without a key has, too: one that stands twice in a file is one entry."""
        words = {word for _, value in source.fields for word in words_of(value)}
        for title, piece in self.titles:
            if title and title <= words:
                yield piece

    def near(self, source: Source) -> str:
        """All of it in one text."""
        at_lines = [piece for line in range(source.first, source.last + 1) for piece in self.by_line.get(line, ())]
        return "\n".join((*self.by_key.get(source.key, ()), *at_lines))


def _words(field: str, value: str, kind: str) -> Iterator[str]:
    text = value if kind != "bib" or field == "*" else decoded(value)
    if kind == "bib" and field == "doi":
        text = unquote(re.sub(r"\\[A-Za-z]+", " ", value))
    elif kind == "bib" and field in VERBATIM:
        text = re.sub(r"\\[A-Za-z]+", " ", value)
    if field in NOT_CONTENT:
        return
    grammar = GRAMMAR.get(field.lower(), frozenset())
    yield from dict.fromkeys(word for word in words_of(text) if word not in grammar)


TAKEN_BY_BIBER = re.compile(r"[^\s,{}%#\"\\~=()']+")
"""Keys that btparse's grammar takes (biblatex manual, 2.4: no spaces, commas, and few other signs)."""


def changed_keys(text: str, kind: str, result: Result) -> Iterator[str]:
    """Keys that biber takes and that head no entry."""
    there = {key for key, _, _ in result.regions()}
    for source in SOURCES[kind](text):
        if source.type not in ("xdata", "string") and TAKEN_BY_BIBER.fullmatch(source.key) and source.key not in there:
            yield source.key


def unsaid_types(text: str, kind: str, result: Result) -> Iterator[str]:
    """Types of a .bib that biblatex and BibTeX do not know and that are named nowhere."""
    words = frozenset(words_of(result.toml + result.messages))
    for type_ in dict.fromkeys(source.type for source in SOURCES[kind](text)) if kind == "bib" else ():
        if type_ not in TYPES and type_ not in words:
            yield type_


# --- the run


def run(path: Path, kind: str, folder: Path) -> tuple[Result, int, float]:
    """A file imported into an empty project; the result, the code of exporting it, and seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "entries.toml").write_text("[refexport]\nversion = 1\n")
    quiet = () if kind == "list" else ("-q",)
    start = time.perf_counter()
    with chdir(folder):
        _, messages = _said("import", *quiet, str(path), "--from", kind, "--write")
        seconds = time.perf_counter() - start
        again, _ = _said("export", "--to", "biblatex", "--allow-incomplete", "again.bib")
    return Result((folder / "entries.toml").read_text(encoding="utf-8"), messages), again, seconds


def run_here(text: str, kind: str, folder: Path) -> Result:
    """What a text becomes in an empty project, by the command line in this process; it must load again."""
    file, entries = folder / f"in.{kind}", folder / "entries.toml"
    file.write_text(text, encoding="utf-8")
    entries.write_text("[refexport]\nversion = 1\n")
    _, messages = _said("import", "-q", str(file), "--from", kind, "--write", "-f", str(entries))
    assert _said("check", "-f", str(entries))[0] in (0, 1), "what import wrote does not load"
    return Result(entries.read_text(encoding="utf-8"), messages)


def _said(*arguments: str) -> tuple[int, str]:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = command(arguments)
    streams[1].flush()
    return code, streams[1].buffer.getvalue().decode()


def outcome(path: Path, kind: str, folder: Path) -> Outcome:
    """What an import makes of a file, counted."""
    result, code, seconds = run(path, kind, folder)
    text = read_text(path)
    entries = sum(1 for source in SOURCES[kind](text) if source.type != "xdata")
    return Outcome(
        entries,
        len(result.regions()),
        list(lost_words(text, kind, result)),
        list(changed_keys(text, kind, result)),
        list(unsaid_types(text, kind, result)),
        code,
        seconds,
    )


def read_text(path: Path) -> str:
    """A file in UTF-8, or else in Latin-1, which has a letter for every byte."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def tex_live_files(part: str = "") -> list[Path]:
    """TeX Live's .bib files, all or those of a part of its tree, the smallest first; none where it is not installed."""
    if shutil.which("kpsewhich") is None:
        return []
    tree = subprocess.run(["kpsewhich", "--var-value=TEXMFDIST"], capture_output=True, text=True).stdout.strip()
    roots = {Path(tree, part), Path(tree, "doc").resolve()} if not part else {Path(tree, part)}  # Debian's is a link
    found = {path.resolve() for root in roots for path in root.rglob("*.bib") if path.stat().st_size}
    return sorted(found, key=lambda path: (path.stat().st_size, path))


def main(names: list[str]) -> None:
    """Prints what is lost of files."""
    import tempfile

    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(name)
            kind = {".ris": "ris", ".json": "csl-json", ".bib": "bib"}.get(path.suffix, "list")
            found = outcome(path.resolve(), kind, Path(folder))
            print(path.name, found.entries, found.written, found.code, f"{found.seconds:.1f} s")  # noqa: T201
            for lost in found.lost:
                print(" lost", lost)  # noqa: T201
            print(" keys", *found.changed_keys, "types", *found.unknown_types)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
