"""CSL-JSON's types and markup, and entries from its items.

Source: CSL 1.0.2, appendices III and IV, and the JSON schema ``csl-data.json``; the lines of ``note`` are Zotero's.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from refexport.data.datamodel import GENRES, PUBSTATES, TYPES, datatype_of
from refexport.errors import Problem
from refexport.model.date import Date, parse_date
from refexport.model.entry import Entry, Value
from refexport.model.ids import normal_arxiv
from refexport.model.name import Name, name_of_parts
from refexport.model.text import Span, Style, Text, collapse, literal_text, normal_text

CSL_TYPES = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "blogpost": "post-weblog", "book": "book",
    "bookinbook": "chapter", "booklet": "pamphlet", "collection": "book", "dataset": "dataset", "inbook": "chapter",
    "incollection": "chapter", "inproceedings": "paper-conference", "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case", "legislation": "legislation", "letter": "personal_communication", "manual": "book",
    "misc": "document", "movie": "motion_picture", "mvbook": "book", "mvcollection": "book", "mvproceedings": "book",
    "mvreference": "book", "online": "webpage", "patent": "patent", "performance": "performance",
    "periodical": "periodical", "preprint": "article", "proceedings": "book", "reference": "book", "report": "report",
    "software": "software", "standard": "standard", "suppbook": "chapter", "suppcollection": "chapter",
    "suppperiodical": "article-journal", "thesis": "thesis", "unpublished": "manuscript", "video": "motion_picture",
}  # fmt: skip
"""entry type -> CSL type."""

ENTRY_TYPES = {
    "article": "preprint", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "bill": "legislation", "book": "book", "broadcast": "audio",
    "chapter": "incollection", "classic": "book", "collection": "collection", "dataset": "dataset",
    "document": "misc", "entry": "inreference", "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference", "graphic": "artwork", "figure": "artwork", "legal_case": "jurisdiction",
    "legislation": "legislation", "manuscript": "unpublished", "map": "artwork", "motion_picture": "video",
    "pamphlet": "booklet", "paper-conference": "inproceedings", "patent": "patent", "performance": "performance",
    "periodical": "periodical", "personal_communication": "letter", "post": "online", "post-weblog": "blogpost",
    "regulation": "legislation", "report": "report", "review": "article", "review-book": "article",
    "software": "software", "song": "audio", "speech": "unpublished", "standard": "standard", "thesis": "thesis",
    "treaty": "legislation", "webpage": "online",
}  # fmt: skip
"""CSL type -> the entry type that it mostly is; other CSL types are ``misc``."""

SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper", "review": "review"}
"""``entrysubtype`` of an article -> CSL type."""
SUBTYPE_OF = {csl_type: subtype for subtype, csl_type in SUBTYPES.items()}

OPENING = {
    Style.BOLD: "<b>",
    Style.ITALIC: "<i>",
    Style.SUB: "<sub>",
    Style.SUP: "<sup>",
    Style.CAPS: '<span style="font-variant: small-caps;">',
    Style.NOCASE: '<span class="nocase">',
}
"""The markup that citeproc knows (citeproc-js manual, "Rich text")."""

TAG = r"</?(?:i|b|sub|sup|sc)>|<span[^<>]*>|</span>"
LOOKS_LIKE_MARKUP = re.compile(r"<(?=/?(?:i|b|sub|sup|sc|span)\b)|&(?=(?:lt|gt|amp);)")
TOKEN = re.compile(rf"{TAG}|\$(?=[^\s$])(?:\\.|[^$\\])*(?<=\S)\$(?!\d)|[^<$]+|.", re.DOTALL)
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def print_markup(text: Text) -> str:
    """The text in citeproc's markup; mathematics as TeX between dollars."""
    return "".join(map(_print_run, text))


def _print_run(span: Span) -> str:
    text = LOOKS_LIKE_MARKUP.sub(lambda m: "&lt;" if m[0] == "<" else "&amp;", span.text)
    text = f"${text}$" if span.has(Style.MATH) else text
    for style, opening in OPENING.items():
        if style in span.styles:
            text = opening + text + "</" + re.findall(r"\w+", opening)[0] + ">"
    return text


def parse_markup(markup: str) -> Text:
    """The text of citeproc's markup; tags that do not pair up are characters."""
    tokens = TOKEN.findall(markup)
    paired = _paired(tokens)
    spans: list[Span] = []
    open_: list[frozenset[Style]] = [frozenset()]
    for n, token in enumerate(tokens):
        if n in paired:
            if token.startswith("</"):
                open_.pop()
            else:
                open_.append(open_[-1] | _opened(token))
        elif len(token) > 2 and token[0] == "$":
            spans.append(Span(_unescaped(token[1:-1]), open_[-1] - {Style.NOCASE} | {Style.MATH}))
        else:
            spans.append(Span(_unescaped(token), open_[-1]))
    return collapse(normal_text(spans))


def _paired(tokens: list[str]) -> set[int]:
    """The places of the tags that belong together."""
    paired: set[int] = set()
    stack: list[tuple[int, str]] = []
    for n, token in enumerate(tokens):
        if not re.fullmatch(TAG, token):
            continue
        name = re.findall(r"\w+", token)[0]
        if not token.startswith("</"):
            stack.append((n, name))
        elif any(name == opened for _, opened in stack):
            while stack[-1][1] != name:
                stack.pop()
            paired |= {stack.pop()[0], n}
    return paired


def _unescaped(text: str) -> str:
    return re.sub(r"&(?:lt|gt|amp);", lambda m: ENTITIES[m[0]], text)


def _opened(token: str) -> frozenset[Style]:
    """The style that a tag turns on."""
    if token.startswith("<span") and token.endswith(">"):
        found = {"nocase": Style.NOCASE, "small-caps": Style.CAPS}
        return frozenset(style for word, style in found.items() if word in token)
    return frozenset(style for style in Style if token == f"<{style}>" and style is not Style.TEX)


def read_items(text: str, path: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of a CSL-JSON file (a list, ``{"items": […]}`` or one item), and what was wrong with it."""
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as problem:
        return [], [Problem(path, problem.lineno, f"not JSON: {problem.msg}", "CSL-JSON is a list of items")]
    except (RecursionError, ValueError) as problem:
        return [], [Problem(path, 1, f"not JSON that can be read: {problem}")]
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list):
        return [], [Problem(path, 1, "CSL-JSON is a list of items")]
    problems: list[Problem] = []
    return [entry for n, item in enumerate(items) if (entry := _entry(item, n, path, problems))], problems


def _entry(item: object, index: int, path: str, problems: list[Problem]) -> Entry | None:
    if not isinstance(item, dict) or item.get("id") in (None, ""):
        problems.append(Problem(path, 1, f"the item at index {index} has no id", 'every item needs "id" and "type"'))
        return None
    said = {**item, **_said_in_note(str(item.get("note", "")))}
    custom = said.get("custom") if isinstance(said.get("custom"), dict) else {}
    type_ = _entry_type(said, custom or {})
    values: dict[str, Value] = dict(_arxiv(said, custom or {}))
    if type_ == "article" and said.get("type") in SUBTYPE_OF:
        values["entrysubtype"] = SUBTYPE_OF[said["type"]]
    if "eprint" in values:
        said = {variable: value for variable, value in said.items() if not SAYS_ARXIV.fullmatch(f"{variable}={value}")}
    for variable, value in said.items():
        field = held_by(type_, variable)
        try:
            if field and (read := _value(field, value)):
                values.setdefault(field, read)
        except (TypeError, ValueError, AttributeError, LookupError):
            problems.append(_problem(path, item, variable, "not what CSL-JSON has there; left out"))
        if not field and variable not in ELSEWHERE:
            problems.append(_problem(path, item, variable, "there is no field for this variable; left out"))
    return Entry(str(said.get("citation-key") or said["id"]), type_, values)


def _problem(path: str, item: Mapping[str, Any], variable: str, message: str) -> Problem:
    shown = str(item.get(variable, ""))[:80]
    return Problem(path, 1, message, key=str(item["id"]), field=variable, value=shown, level="warning")


def _said_in_note(note: str) -> dict[str, str]:
    """Variables from the lines that Zotero keeps in ``note``, and what remains of it."""
    found = dict(NOTE_LINE.findall(note))
    rest = NOTE_LINE.sub("", note).strip()
    return {NOTE_LABELS[label]: value.strip() for label, value in found.items()} | {"note": rest}


def is_obeyed(note: str) -> bool:
    """Whether Zotero or citeproc-js would take a note for the value of another variable (``type: book``, ``{:…}``)."""
    label = LABEL.match(note)
    return "{:" in note or bool(label and _squeezed(label[1]) in OBEYED)


def _squeezed(label: str) -> str:
    return re.sub("[ _-]", "", label).lower()


def _entry_type(said: Mapping[str, Any], custom: Mapping[str, Any]) -> str:
    if custom.get("entrytype") in TYPES:
        return str(custom["entrytype"])
    type_ = ENTRY_TYPES.get(str(said.get("type")), "misc")
    if type_ == "incollection" and not said.get("editor"):
        return "inbook"
    return "collection" if type_ == "book" and said.get("editor") and not said.get("author") else type_


def held_by(type_: str, variable: str) -> str:
    """The field that a variable stands for in entries of a type; nothing for an unknown one."""
    return HELD_BY_TYPE.get((type_, variable)) or HELD.get(variable, "")


def natural_type(csl_type: str, entry: Entry) -> str:
    """The entry type that an item of this CSL type reads back as, if nothing else is said."""
    return _entry_type({"type": csl_type, "editor": entry.names("editor"), "author": entry.names("author")}, {})


def _arxiv(said: Mapping[str, Any], custom: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """The arXiv id from wherever it is said, and its class."""
    number = str(said.get("number", ""))
    spelled = custom.get("arxiv") or said.get("arxiv") or (number if number.lower().startswith("arxiv:") else "")
    try:
        yield "eprint", normal_arxiv(str(spelled))
    except ValueError:
        yield from ((field, str(custom[field])) for field in ("eprint", "eprinttype", "eprintclass") if field in custom)
        return
    yield "eprinttype", "arxiv"
    if custom.get("arxiv-class"):
        yield "eprintclass", str(custom["arxiv-class"])


def _value(field: str, value: Any) -> Value | None:  # noqa: ANN401 - JSON
    match datatype_of(field):
        case "names":
            return tuple(map(parse_name, value))
        case "date":
            return _date(value)
        case "list":
            return tuple(word.strip() for word in re.split("[;,]" if ";" not in value else ";", value) if word.strip())
        case "literal":
            return DECODE.get(field, str)(str(value))
    return _genre(value) if field == "genre" else parse_markup(str(value))


def parse_name(name: Mapping[str, str]) -> Name:
    """The name; particles and suffixes that stand inside family and given, as Zotero has them, are taken out."""
    if name.get("literal"):
        return Name(literal=name["literal"])
    given, _, suffix = name.get("given", "").partition(", ")
    particle = name.get("non-dropping-particle") or name.get("dropping-particle", "")
    return name_of_parts(name.get("family", ""), given, name.get("suffix", suffix), particle)


def _date(value: Mapping[str, Any]) -> Date:
    if not value.get("date-parts"):
        return parse_date(str(value.get("raw") or value["literal"]))
    spelled = [
        "-".join(f"{int(part):0{4 if n == 0 else 2}d}" for n, part in enumerate(parts)) for parts in value["date-parts"]
    ]
    if value.get("season"):
        spelled[0] += f"-{int(value['season']) % 20 + 20}"
    return parse_date(spelled[0] + ("~" if value.get("circa") else "") + "".join(f"/{end}" for end in spelled[1:]))


def _genre(value: str) -> Text:
    return literal_text(GENRE_KEYS.get(value.lower(), "")) or parse_markup(value)


def _pages(value: str) -> str:
    return re.sub(r"(?<=\w)\s*[-–—]+\s*(?=\w)", "--", value)


GENRE_KEYS = {words.lower(): key for key, words in GENRES.items()}
STATES = {words: state for state, words in PUBSTATES.items()}
DECODE: dict[str, Callable[[str], str]] = {"pages": _pages, "pubstate": lambda words: STATES.get(words, words)}

NOTE_LABELS = {
    "arXiv": "arxiv",
    "DOI": "DOI",
    "PMID": "PMID",
    "PMCID": "PMCID",
    "type": "type",
    "Citation Key": "citation-key",
}
NOTE_LINE = re.compile(rf"^({'|'.join(NOTE_LABELS)}): (.+)$\n?", re.MULTILINE)

HELD = {
    "DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "PMCID": "pmcid", "PMID": "pmid", "URL": "url",
    "abstract": "abstract", "accessed": "urldate", "annote": "annotation", "author": "author",
    "chapter-number": "chapter", "collection-number": "number", "collection-title": "series",
    "container-author": "bookauthor", "container-title": "booktitle", "container-title-short": "shortjournal",
    "edition": "edition", "editor": "editor", "event": "eventtitle", "event-date": "eventdate",
    "event-place": "venue", "event-title": "eventtitle", "genre": "genre", "issue": "number", "issued": "date",
    "journalAbbreviation": "shortjournal", "keyword": "keywords", "language": "language", "license": "license",
    "note": "note", "number": "number", "number-of-pages": "pagetotal", "number-of-volumes": "volumes",
    "original-date": "origdate", "original-publisher": "origpublisher", "original-publisher-place": "origlocation",
    "original-title": "origtitle", "page": "pages", "part": "part", "publisher": "publisher",
    "publisher-place": "location", "shortTitle": "shorttitle", "status": "pubstate", "title": "title",
    "title-short": "shorttitle", "translator": "translator", "version": "version", "volume": "volume",
}  # fmt: skip
"""CSL variable -> field."""

LABEL = re.compile(r"\s*([A-Za-z][A-Za-z _-]*):")
OBEYED = frozenset(_squeezed(label) for label in (*HELD, *NOTE_LABELS, "date", "pages", "place", "rights"))
"""Labels of a note's first line that are variables to its readers, whatever their case."""

HELD_BY_TYPE = (
    {(type_, "container-title"): "journaltitle" for type_ in ("article", "periodical", "suppperiodical")}
    | {(type_, "container-title"): "organization" for type_ in ("blogpost", "online")}
    | {(type_, "publisher"): "institution" for type_ in ("report", "thesis")}
    | {(type_, "publisher"): "organization" for type_ in ("blogpost", "online", "video")}
)

SAYS_ARXIV = re.compile(r"number=arXiv:.*|publisher=arXiv")
"""Variables that say nothing more once the arXiv id is known."""

ELSEWHERE = frozenset({"arxiv", "citation-key", "custom", "id", "type"})
