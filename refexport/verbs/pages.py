"""Pages: a Markdown file for each work, as Obsidian, Logseq, Hugo and Quarto have notes and publications.

The head of a page is refexport's: it is written anew, but for properties that it does not know. All below it belongs
to who writes the notes: it is filled once, when the page is made, and never touched again.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.errors import FileError, Finding, InputError
from refexport.formats import FORMATS
from refexport.formats.csl.markdown import escaped
from refexport.formats.yamltext import print_yaml
from refexport.model.date import print_date
from refexport.model.entry import Entry
from refexport.model.name import OTHERS, display_name
from refexport.text.messages import did_you_mean

VENUES = ("journaltitle", "booktitle", "eventtitle", "institution", "publisher", "organization")
UNSAFE = regex(r"[^\w.+=-]+")
"""What file systems, addresses and links between notes do not take."""

Head = Mapping[str, object]


class Layout(NamedTuple):
    """How a program has its pages: a page's path, ``{name}`` in it; its head; how a head is printed; the text below."""

    path: str
    head: Callable[[Entry], Head]
    syntax: "Syntax"
    body: str
    beside: Mapping[str, str] = {}


class Syntax(NamedTuple):
    """How the head of a page is printed, and found again: its lines, and what begins a property."""

    printed: Callable[[Head], str]
    head: re.Pattern[str]
    property: re.Pattern[str]
    edges: tuple[str, str] = ("", "")


class Page(NamedTuple):
    """A file of a work below the folder of the pages, and its text."""

    path: str
    text: str


def _print_properties(head: Head) -> str:
    """Logseq's properties, a line each; a list is its items between commas."""
    return "".join(f"{name}:: {' '.join(_line(value).split())}\n" for name, value in head.items())


def _line(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


YAML = Syntax(
    print_yaml,
    regex(r"---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE),
    regex(r"(?P<name>[^\s#:][^:\n]*):(?=\s|$)"),
    ("---\n", "---\n"),
)
PROPERTIES = Syntax(
    _print_properties,
    regex(r"(?P<head>(?:[\w-]+:: .*(?:\r?\n|\Z))+)\s*"),
    regex(r"(?P<name>[\w-]+)::"),
    ("", "\n"),
)


def pages_of(
    entries: Sequence[Entry], layout: Layout, old: Callable[[str], str | None], template: str = ""
) -> list[Page]:
    """The pages of works, each with what a person has written in the one that is there (``old``).

    FileError: two works would have one page, or a page that is there has no head; InputError: as `filled`.
    """
    pages: dict[str, Entry] = {}
    for entry in entries:
        path = layout.path.format(name=page_name(entry.key))
        if (other := pages.setdefault(path.casefold(), entry)) is not entry:
            raise FileError(f"[{entry.key}] and [{other.key}] would have one page, {path}", "rename one of them")
    return [page for entry in entries for page in _pages(entry, layout, old, template)]


def page_name(key: str) -> str:
    """A cite key as a name of a file: ``DBLP:conf/x`` is ``DBLP-conf-x``."""
    return UNSAFE.sub("-", key).strip(".-") or "work"


def filled(template: str, entry: Entry) -> str:
    """A template with ``{{title}}``, ``{{authors}}`` and the like filled in; InputError for a name that there is not.

    The error knows the line, not the file.
    """
    values = {name: escaped(_line(value)) for name, value in _facts(entry)._asdict().items()}

    def _value(found: re.Match[str]) -> str:
        if (name := found[1].strip()) not in values:
            line = template.count("\n", 0, found.start()) + 1
            near = did_you_mean(name, tuple(values))
            hint = "; ".join(filter(None, (near, f"there are {', '.join(values)}")))
            raise InputError([Finding("", line, "no value is called", hint, value=name)])
        return values[name]

    return re.sub(r"\{\{([^{}]*)\}\}", _value, template)


def _pages(entry: Entry, layout: Layout, old: Callable[[str], str | None], template: str) -> Iterable[Page]:
    name = page_name(entry.key)
    path = layout.path.format(name=name)
    text = old(path)
    head = {field: value for field, value in layout.head(entry).items() if value not in ("", [], None)}
    if text is None:
        body = filled(template, entry) if template else f"{filled(layout.body, entry).rstrip()}\n".lstrip("\n")
        yield Page(path, _printed(head, "", layout.syntax) + (f"\n{body}" if body else ""))
    else:
        found = layout.syntax.head.match(text)
        if not found:
            raise FileError(
                f"{path} has no head that refexport could renew", "move it, or give it the head of another page"
            )
        kept = _kept(found["head"], {*layout.head(entry)}, layout.syntax.property)
        yield Page(path, _printed(head, kept, layout.syntax) + text[found.end() :])
    for beside, form in layout.beside.items():
        yield Page(beside.format(name=name), FORMATS[form].write([entry.without("ids")]).text)


def _printed(head: Head, kept: str, syntax: Syntax) -> str:
    first, last = syntax.edges
    return f"{first}{syntax.printed(head)}{kept}{last}"


def _kept(head: str, ours: set[str], property_: re.Pattern[str]) -> str:
    """The lines of a head whose properties are not refexport's."""
    kept, is_kept = [], False
    for line in head.splitlines(keepends=True):
        if found := property_.match(line):
            is_kept = found["name"].strip("\"'") not in ours
        if is_kept:
            kept.append(line if line.endswith("\n") else f"{line}\n")
    return "".join(kept)


class Facts(NamedTuple):
    """What pages say of a work, by the names that templates have for it."""

    key: str
    type: str
    title: str
    authors: list[str]
    year: str
    date: str
    venue: str
    doi: str
    arxiv: str
    url: str
    tags: list[str]
    abstract: str
    note: str


def _facts(entry: Entry) -> Facts:
    people = entry.names("author") or entry.names("editor")
    date = entry.date()
    return Facts(
        key=entry.key,
        type=entry.type,
        title=_tame(entry.plain("title")),
        authors=[_tame(display_name(name)) for name in people if name != OTHERS],
        year=str(entry.year or ""),
        date="" if not date or date.is_literal else print_date(date),
        venue=_tame(next((entry.plain(field) for field in VENUES if entry.has(field)), "")),
        doi=_tame(entry.plain("doi")),
        arxiv=entry.arxiv or "",
        url=_tame(_address(entry)),
        tags=[_tame(tag) for tag in entry.words("keywords")],
        abstract=_tame(entry.plain("abstract")),
        note=_tame(entry.plain("annotation")),
    )


def _tame(text: str) -> str:
    """A text without what Hugo, Quarto, Logseq and Obsidian's plug-ins carry out: ``{{< include … >}}``."""
    return " ".join(re.sub(r"\{(?=[{%])|<(?=%)", r"\g<0> ", text).split())


def _address(entry: Entry) -> str:
    if entry.has("url"):
        return entry.plain("url")
    if entry.has("doi"):
        return f"https://doi.org/{entry.plain('doi')}"
    return f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv else ""


def _obsidian(entry: Entry) -> Head:
    facts = _facts(entry)
    tags = [re.sub(r"[^\w/-]+", "-", tag).strip("-") for tag in facts.tags]  # Obsidian's tags have no blanks
    return {
        "citekey": facts.key,
        "aliases": [facts.title] if facts.title else [],
        "title": facts.title,
        "authors": facts.authors,
        "year": int(facts.year) if facts.year.isdecimal() else "",
        "type": facts.type,
        "venue": facts.venue,
        "doi": facts.doi,
        "arxiv": facts.arxiv,
        "url": facts.url,
        "tags": [tag for tag in tags if tag],
    }


def _logseq(entry: Entry) -> Head:
    facts = _facts(entry)
    return {
        "title": f"@{facts.key}",
        "full-title": facts.title,
        "authors": [f"[[{name}]]" for name in facts.authors],
        "tags": [f"[[{tag}]]" for tag in facts.tags],
        "item-type": facts.type,
        "year": facts.year,
        "venue": facts.venue,
        "doi": facts.doi,
        "arxiv": facts.arxiv,
        "url": facts.url,
    }


def _hugo(entry: Entry) -> Head:
    facts = _facts(entry)
    return {
        "title": facts.title,
        "authors": facts.authors,
        "date": _day(facts.date),
        "publication_types": [_csl(entry)["type"]],
        "publication": facts.venue,
        "abstract": facts.abstract,
        "doi": facts.doi,
        "url_source": facts.url,
        "tags": facts.tags,
    }


def _quarto(entry: Entry) -> Head:
    facts = _facts(entry)
    own = {"id", "citation-key", "author", "title", "abstract", "keyword", "note", "issued"}
    citation = {name: _tame(value) for name, value in _csl(entry).items() if name not in own and isinstance(value, str)}
    return {
        "title": escaped(facts.title),
        "author": [escaped(name) for name in facts.authors],
        "date": _day(facts.date),
        "abstract": escaped(facts.abstract),
        "categories": facts.tags,
        "doi": facts.doi,
        "citation": citation | ({"issued": facts.date} if facts.date else {}),
    }


def _csl(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = json.loads(FORMATS["csl-json"].write([entry.without("ids")]).text)[0]
    return item


def _day(date: str) -> str:
    """The first day that a date names, which Hugo and Quarto sort by; nothing for one that is no calendar's."""
    found = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", date)
    return "-".join((found[1], found[2] or "01", found[3] or "01")) if found else ""


LAYOUTS = {
    "obsidian": Layout("@{name}.md", _obsidian, YAML, "# {{title}}\n\n{{abstract}}"),
    "logseq": Layout("@{name}.md", _logseq, PROPERTIES, "- {{abstract}}"),
    "hugo": Layout("{name}/index.md", _hugo, YAML, "", {"{name}/cite.bib": "bibtex"}),
    "quarto": Layout("{name}.qmd", _quarto, YAML, "{{abstract}}"),
}
"""Sources: Obsidian's help, "Properties" and the names of notes of the plug-in Citations; Logseq's documentation,
"Properties"; Hugo Blox's documentation, "Publications" (``index.md`` and ``cite.bib`` in a folder); Quarto's guide,
"Document Listings" and "Creating Citeable Articles"."""
